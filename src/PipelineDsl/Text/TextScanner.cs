using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace PipelineDsl;

/// <summary>The classes that one segment of a pipeline needs, as a type, so that the JIT drops what is not asked for.</summary>
public interface IClassSelection
{
    /// <summary>The union of the classes that the segment's features look at.</summary>
    static abstract TextClasses Classes { get; }
}

/// <summary>Walks over a text for the visitors of one tier. One per worker; its scratch memory is reused.</summary>
/// <remarks>The loops over lines and words need <see cref="TextClasses.LineEnd"/> and <see cref="TextClasses.Space"/>, that over paragraphs <see cref="TextClasses.Newline"/>.</remarks>
public sealed unsafe class TextScanner
{
    private const int ChunkBytes = 64 * ClassRows.Words;

    private readonly ClassMasks _masks;
    private byte* _text;
    private int _length;

    /// <summary>Creates a scanner that uses the best instructions of this machine.</summary>
    public TextScanner()
        : this(TextKernels.Best)
    {
    }

    internal TextScanner(TextKernel kernel) => _masks = new ClassMasks(kernel);

    /// <summary>Sets the text of the segment; masks are computed at the first visit that needs them.</summary>
    public void Begin(PaddedText text)
    {
        _text = text.Start;
        _length = text.Length;
        _masks.Begin(_text, _length);
    }

    /// <summary>Visits chunks.</summary>
    public void VisitChunks<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IChunkVisitor
    {
        for (int c = 0; c < _masks.Chunks; c++)
        {
            int start = c * ChunkBytes;
            int length = int.Min(ChunkBytes, _length - start);
            visitor.OnChunk(new TextChunk(_text + start, length, _masks.Of<TClasses>(c), _masks.BlocksOf(c), TClasses.Classes));
        }
    }

    /// <summary>Visits bytes.</summary>
    public void VisitBytes<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IByteVisitor
    {
        byte* text = _text;
        for (int i = 0; i < _length; i++)
        {
            visitor.OnByte(text[i]);
        }
    }

    /// <summary>Visits scalar values; a byte that belongs to none gives U+FFFD.</summary>
    public void VisitRunes<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IRuneVisitor
    {
        for (int i = 0; i < _length;)
        {
            byte first = _text[i];
            int used = 1;
            Rune rune;
            if (first < 0x80)
            {
                rune = new Rune(first);
            }
            else
            {
                _ = Rune.DecodeFromUtf8(new(_text + i, _length - i), out rune, out used);
            }

            visitor.OnRune(rune);
            i += used;
        }
    }

    /// <summary>Visits lines.</summary>
    public void VisitLines<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, ILineVisitor
    {
        byte* start = _text;
        byte* end = _text + _length;
        for (int c = 0; c < _masks.Chunks; c++)
        {
            byte* chunk = _text + (c * ChunkBytes);
            ulong* ends = _masks.Of<TClasses>(c) + ClassRows.Offset(TClasses.Classes, TextClasses.LineEnd);
            int blocks = _masks.BlocksOf(c);
            for (int b = 0; b < blocks; b++)
            {
                for (ulong bits = ends[b]; bits != 0; bits &= bits - 1)
                {
                    byte* last = chunk + (64 * b) + BitOperations.TrailingZeroCount(bits);
                    byte* lineEnd = *last == '\n' && (last == start || last[-1] != '\r') ? last : LineEndStart(last);
                    lineEnd = lineEnd < start ? start : lineEnd; // what is not UTF-8 can hold ends that overlap
                    visitor.OnLine(new Line(new(start, (int)(lineEnd - start))));
                    start = last + 1;
                }
            }
        }

        if (start < end)
        {
            visitor.OnLine(new Line(new(start, (int)(end - start))));
        }
    }

    /// <summary>Visits paragraphs.</summary>
    public void VisitParagraphs<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IParagraphVisitor
    {
        byte* start = _text;
        byte* end = _text + _length;
        ulong before = 0;
        for (int c = 0; c < _masks.Chunks; c++)
        {
            byte* chunk = _text + (c * ChunkBytes);
            ulong* newlines = _masks.Of<TClasses>(c) + ClassRows.Offset(TClasses.Classes, TextClasses.Newline);
            int blocks = _masks.BlocksOf(c);
            for (int b = 0; b < blocks; b++)
            {
                ulong seconds = newlines[b] & ((newlines[b] << 1) | before);
                before = newlines[b] >> 63;
                for (; seconds != 0; seconds &= seconds - 1)
                {
                    byte* second = chunk + (64 * b) + BitOperations.TrailingZeroCount(seconds);
                    if (second - 1 > start)
                    {
                        visitor.OnParagraph(new Paragraph(new(start, (int)(second - 1 - start))));
                    }

                    start = second + 1;
                }
            }
        }

        if (start < end)
        {
            visitor.OnParagraph(new Paragraph(new(start, (int)(end - start))));
        }
    }

    /// <summary>Visits words.</summary>
    public void VisitWords<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IWordVisitor
    {
        byte* start = null; // of the word that the edges seen so far have opened
        ulong before = 0;
        for (int c = 0; c < _masks.Chunks; c++)
        {
            byte* chunk = _text + (c * ChunkBytes);
            ulong* spaces = _masks.Of<TClasses>(c) + ClassRows.Offset(TClasses.Classes, TextClasses.Space);
            int blocks = _masks.BlocksOf(c);
            for (int b = 0; b < blocks; b++)
            {
                // An edge is where a word begins or where one has ended, in turn.
                ulong inside = ~spaces[b];
                ulong edges = inside ^ ((inside << 1) | before);
                before = inside >> 63;
                for (; edges != 0; edges &= edges - 1)
                {
                    byte* at = chunk + (64 * b) + BitOperations.TrailingZeroCount(edges);
                    if (start is null)
                    {
                        start = at;
                    }
                    else
                    {
                        visitor.OnWord(new Word(new(start, (int)(at - start))));
                        start = null;
                    }
                }
            }
        }
    }

    /// <summary>Visits sentences.</summary>
    /// <remarks>
    /// A sentence ends behind a run of terminal punctuation (datatrove's TERMINAL_PUNCTUATION: <c>. ! ?</c> and their like in all scripts) and the closing
    /// quotes and brackets that follow it, if white space or the text's end comes next, or if the run holds a mark of the scripts that write no spaces
    /// (U+3002 <c>。</c>, U+FF01, U+FF0E, U+FF1F, U+FF61). Line ends end nothing. White space around a sentence is not part of it.
    /// </remarks>
    public void VisitSentences<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, ISentenceVisitor
    {
        byte* start = Sentences.SkipSpace(_text, _text + _length);
        byte* end = Sentences.TrimEnd(start, _text + _length);
        while (start < end)
        {
            byte* next = Sentences.FindEnd(start, end);
            visitor.OnSentence(new Sentence(new(start, (int)(next - start))));
            start = Sentences.SkipSpace(next, end);
        }
    }

    /// <summary>Visits the whole text.</summary>
    public void VisitDocument<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IDocumentVisitor => visitor.OnDocument(new(_text, _length));

    /// <summary>Where the line end begins whose last byte is at <paramref name="last"/>: CR LF and the line ends outside ASCII are longer than a byte.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* LineEndStart(byte* last) => *last switch
    {
        (byte)'\n' => last - 1,
        < 0x80 => last,
        _ when last[-1] == 0xC2 => last - 1, // U+0085
        _ => last - 2, // U+2028, U+2029
    };
}
