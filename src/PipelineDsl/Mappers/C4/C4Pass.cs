using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>C4's line rules in one walk over bit masks: which lines stay, and what they hold.</summary>
/// <remarks>
/// Three masks are made: white space, line ends, and where a phrase or bracket may begin (<see cref="C4Phrases"/>). A line without a bit in the third is decided by its
/// ends and by the first words' bits, and copied straight. The order of the checks is that of the original, since a line that one of them drops is not looked at by the next.
/// </remarks>
internal sealed unsafe class C4Pass
{
    /// <summary>The length in code points from which on TensorFlow Datasets drops a page.</summary>
    public const int LongText = 190_000;

    private readonly ISegmenter _sentences;
    private readonly TextKernel _kernel;
    private readonly ClassMasks _masks;
    private readonly SegmentList _segments = new();
    private readonly TextBuffer _clean = new();
    private ulong[] _candidates = [];
    private byte* _text;
    private ulong* _classes;
    private ulong* _marks;
    private C4Options _options;

    public C4Pass(ISegmenter sentences)
        : this(sentences, TextKernels.Best)
    {
    }

    internal C4Pass(ISegmenter sentences, TextKernel kernel)
    {
        _sentences = sentences;
        _kernel = kernel;
        _masks = new ClassMasks(kernel);
    }

    public int Lines { get; private set; }

    public int KeptLines { get; private set; }

    public int LongWordLines { get; private set; }

    public int UnpunctuatedLines { get; private set; }

    public int ShortLines { get; private set; }

    public int JavaScriptLines { get; private set; }

    public int PolicyLines { get; private set; }

    /// <summary>Sentences of the kept lines; with enough of them a further line counts as one.</summary>
    public int Sentences { get; private set; }

    public bool LoremIpsum { get; private set; }

    public bool CurlyBracket { get; private set; }

    /// <summary>The line that decided the document.</summary>
    public TextSpan DecisiveLine { get; private set; }

    /// <summary>The length of the text before the rules, in code points; of a text of at most <see cref="LongText"/> bytes, in bytes.</summary>
    public int Characters { get; private set; }

    private bool Decided => LoremIpsum || CurlyBracket;

    /// <summary>Writes the lines that stay to <paramref name="output"/>; false if that is the text as it was, or if the document is to be dropped for what a line holds.</summary>
    /// <param name="text">The text, pinned and followed by its padding.</param>
    /// <param name="output">Receives the text.</param>
    /// <param name="options">The variant.</param>
    public bool Apply(ReadOnlySpan<byte> text, TextBuffer output, in C4Options options)
    {
        Lines = KeptLines = LongWordLines = UnpunctuatedLines = ShortLines = JavaScriptLines = PolicyLines = Sentences = 0;
        LoremIpsum = CurlyBracket = false;
        DecisiveLine = default;
        _options = options;
        _text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        Characters = text.Length <= LongText ? text.Length : CharacterCount.Of(_text, text.Length);
        Prepare(text.Length);
        if (options.Sentences)
        {
            WalkSentences(text.Length, output);
        }
        else
        {
            WalkLines(text.Length, output);
        }

        if (Decided)
        {
            return false; // the document is dropped: its text stays, so that the verdict's span points into it
        }

        output.Truncate(TextSpace.TrimEnd(output.Bytes).Length);
        return output.Length != text.Length || !output.Bytes.SequenceEqual(text);
    }

    private void Prepare(int length)
    {
        _masks.Begin(_text, length);
        for (int c = 0; c < _masks.Chunks; c++)
        {
            _ = _masks.Of<Classes>(c);
        }

        _classes = _masks.Chunks == 0 ? null : _masks.Of<Classes>(0);
        int blocks = (length / 64) + 1;
        if (_candidates.Length < blocks)
        {
            _candidates = GC.AllocateUninitializedArray<ulong>((int)BitOperations.RoundUpToPowerOf2((uint)blocks), pinned: true);
        }

        _marks = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_candidates));
        switch (_kernel)
        {
            case TextKernel.Vector512:
                Mark<ByteBlock512>(_text, blocks, _marks);
                break;
            case TextKernel.Vector256:
                Mark<ByteBlock256>(_text, blocks, _marks);
                break;
            case TextKernel.Vector128:
                Mark<ByteBlock128>(_text, blocks, _marks);
                break;
            default:
                Mark<ByteBlockScalar>(_text, blocks, _marks);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Mark<TBlock>(byte* text, int blocks, ulong* marks)
        where TBlock : struct, IByteBlock<TBlock>
    {
        for (int b = 0; b < blocks; b++)
        {
            marks[b] = C4Phrases.Candidates<TBlock>(text + (64 * b));
        }
    }

    private void WalkLines(int length, TextBuffer output)
    {
        int start = 0;
        int blocks = length == 0 ? 0 : (length / 64) + 1;
        for (int b = 0; b < blocks; b++)
        {
            for (ulong ends = *LineEnds(b); ends != 0; ends &= ends - 1)
            {
                int last = (64 * b) + BitOperations.TrailingZeroCount(ends);
                int end = _text[last] == '\n' && (last == start || _text[last - 1] != '\r') ? last : Math.Max(start, LineEndStart(last)); // what is not UTF-8 can hold ends that overlap
                Judge(start, end, output);
                if (Decided)
                {
                    DecisiveLine = new TextSpan(start, end - start);
                    return;
                }

                start = last + 1;
            }
        }

        if (start < length)
        {
            Judge(start, length, output);
            DecisiveLine = Decided ? new TextSpan(start, length - start) : default;
        }
    }

    private void WalkSentences(int length, TextBuffer output)
    {
        _segments.Clear();
        _sentences.Split(new PaddedText(_text, length), _segments);
        for (int i = 0; i < _segments.Count && !Decided; i++)
        {
            Judge(_segments.Starts[i], _segments.Ends[i], output);
            DecisiveLine = Decided ? new TextSpan(_segments.Starts[i], _segments.Ends[i] - _segments.Starts[i]) : default;
        }
    }

    /// <summary>One line, from the first check to the last.</summary>
    private void Judge(int start, int end, TextBuffer output)
    {
        Lines++;
        Strip(ref start, ref end);
        if (_options.MaxWordLength > 0 && end - start > _options.MaxWordLength && HasLongWord(start, end))
        {
            LongWordLines++;
            return;
        }

        C4Finds finds = FindsIn(start, end);
        if ((finds & C4Finds.Citation) != 0 && _options.RemoveCitations)
        {
            JudgeCited(start, end, output);
        }
        else if (_options.TerminalPunctuation && !EndsWell(_text + start, _text + end))
        {
            UnpunctuatedLines++;
        }
        else if (!HasWords(start, end))
        {
            ShortLines++;
        }
        else if (Stays(finds))
        {
            Keep(new(_text + start, end - start), output);
        }
    }

    /// <summary>The same for a line with citation marks: it is judged without them, and not stripped again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void JudgeCited(int start, int end, TextBuffer output)
    {
        _clean.Clear();
        byte* from = _text + start;
        byte* stop = _text + end;
        for (byte* p = from; p < stop;)
        {
            byte* after = C4Phrases.CitationEnd(p, stop);
            if (after is null)
            {
                p++;
                continue;
            }

            _clean.Append(new ReadOnlySpan<byte>(from, (int)(p - from)));
            p = from = after;
        }

        _clean.Append(new ReadOnlySpan<byte>(from, (int)(stop - from)));
        PaddedText clean = _clean.Text;
        byte* cleanEnd = clean.Start + clean.Length;
        if (_options.TerminalPunctuation && !EndsWell(clean.Start, cleanEnd))
        {
            UnpunctuatedLines++;
        }
        else if (_options.CountWordsOfCleanLine ? !HasWords(clean.Start, cleanEnd) : !HasWords(start, end))
        {
            ShortLines++;
        }
        else if (Stays(C4Phrases.In(clean.Start, cleanEnd)))
        {
            Keep(clean.Bytes, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Strip(ref int start, ref int end)
    {
        if (start < end && _text[start] is > 0x20 and < 0x80 && _text[end - 1] is > 0x20 and < 0x80)
        {
            return;
        }

        ReadOnlySpan<byte> line = TextSpace.TrimStart(new(_text + start, end - start));
        start = end - line.Length;
        end = start + TextSpace.TrimEnd(line).Length;
    }

    /// <summary>Whether a line ends with <c>. ? ! "</c> or <c>'</c>, but not with an ellipsis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EndsWell(byte* start, byte* end)
    {
        if (start == end)
        {
            return false;
        }

        byte last = end[-1];
        return last == '.' ? !(end - start >= 3 && end[-2] == '.' && end[-3] == '.')
            : last is (byte)'?' or (byte)'!' or (byte)'"' || (last == '\'' && _options.ApostropheIsTerminal);
    }

    /// <summary>Whether a line has the least number of words: their first bytes are counted, block by block, until there are enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool HasWords(int start, int end)
    {
        int missing = _options.MinWordsPerLine;
        if (missing <= 0)
        {
            return true;
        }

        ulong before = 0;
        for (int b = start >> 6; b << 6 < end; b++)
        {
            ulong inside = ~*Spaces(b) & Within(b, start, end);
            missing -= BitOperations.PopCount(inside & ~((inside << 1) | before));
            if (missing <= 0)
            {
                return true;
            }

            before = inside >> 63;
        }

        return false;
    }

    /// <summary>The same for a text that has no masks.</summary>
    private bool HasWords(byte* start, byte* end)
    {
        int words = 0;
        bool inside = false;
        for (byte* p = start; p < end && words < _options.MinWordsPerLine;)
        {
            bool space = (CharacterTable.At(p, out int length) & CharacterFlags.Space) != 0;
            words += !space && !inside ? 1 : 0;
            inside = !space;
            p += length;
        }

        return words >= _options.MinWordsPerLine;
    }

    /// <summary>Whether a word of a line is longer than allowed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasLongWord(int start, int end)
    {
        int word = start;
        for (int b = start >> 6; b << 6 < end; b++)
        {
            for (ulong spaces = *Spaces(b) & Within(b, start, end); spaces != 0; spaces &= spaces - 1)
            {
                int space = (64 * b) + BitOperations.TrailingZeroCount(spaces);
                if (IsLong(word, space))
                {
                    return true;
                }

                word = space + 1;
            }
        }

        return IsLong(word, end);
    }

    private bool IsLong(int start, int end)
        => end - start > _options.MaxWordLength && CharacterCount.Of(_text + start, end - start) > _options.MaxWordLength;

    /// <summary>What the candidates of a line are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private C4Finds FindsIn(int start, int end)
    {
        for (int b = start >> 6; b << 6 < end; b++)
        {
            if ((_marks[b] & Within(b, start, end)) != 0)
            {
                return FindsFrom(b, start, end);
            }
        }

        return C4Finds.None;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private C4Finds FindsFrom(int block, int start, int end)
    {
        C4Finds finds = C4Finds.None;
        for (int b = block; b << 6 < end; b++)
        {
            for (ulong marks = _marks[b] & Within(b, start, end); marks != 0; marks &= marks - 1)
            {
                finds |= C4Phrases.At(_text + (64 * b) + BitOperations.TrailingZeroCount(marks), _text + start, _text + end);
            }
        }

        return finds;
    }

    /// <summary>Whether a line stays in spite of what it holds; notes what decides the document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Stays(C4Finds finds) => finds == C4Finds.None || StaysWith(finds);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool StaysWith(C4Finds finds)
    {
        if ((finds & C4Finds.LoremIpsum) != 0 && _options.LoremIpsum)
        {
            LoremIpsum = true;
        }
        else if ((finds & C4Finds.JavaScript) != 0 && _options.JavaScript)
        {
            JavaScriptLines++;
        }
        else if ((finds & C4Finds.CurlyBracket) != 0 && _options.CurlyBracket)
        {
            CurlyBracket = true;
        }
        else if ((finds & C4Finds.Policy) != 0 && _options.Policy)
        {
            PolicyLines++;
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary>Copies a line and counts its sentences. White space at the beginning of the whole text is left out; at its end it is cut off when all lines are there.</summary>
    private void Keep(ReadOnlySpan<byte> line, TextBuffer output)
    {
        KeptLines++;
        bool first = output.Length == 0;
        if (!first)
        {
            output.Append(_options.Sentences ? (byte)' ' : (byte)'\n');
        }

        int at = output.Length;
        output.Append(line);
        Sentences += _options.Sentences || Sentences >= _options.EnoughSentences ? 1 : CountSentences(output, at);
        if (first && line.Length > 0 && line[0] is <= 0x20 or >= 0x80)
        {
            ReadOnlySpan<byte> stripped = TextSpace.TrimStart(line);
            output.Truncate(0);
            output.Append(stripped);
        }
    }

    /// <summary>The sentences of the line that was written last; a line without any counts as one. The buffer's room behind it serves as the padding that segmenters ask for.</summary>
    private int CountSentences(TextBuffer output, int start)
    {
        int length = output.Length - start;
        if (length == 0)
        {
            return 1;
        }

        new Span<byte>(output.Start + output.Length, PaddedText.Padding).Fill((byte)' ');
        _segments.Clear();
        _sentences.Split(new PaddedText(output.Start + start, length), _segments);
        return Math.Max(1, _segments.Count);
    }

    /// <summary>Where the line end begins whose last byte is at <paramref name="last"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LineEndStart(int last) => _text[last] switch
    {
        (byte)'\n' => last - 1,
        < 0x80 => last,
        _ when _text[last - 1] == 0xC2 => last - 1, // U+0085
        _ => last - 2, // U+2028, U+2029
    };

    /// <summary>The bits of a block that lie in a range of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Within(int block, int start, int end)
    {
        int first = start - (block << 6);
        int last = end - (block << 6);
        ulong mask = first <= 0 ? ulong.MaxValue : ulong.MaxValue << first;
        return last >= 64 ? mask : mask & ((1UL << last) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Spaces(int block) => _classes + ((block & ~(ClassRows.Words - 1)) * 2) + (block & (ClassRows.Words - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* LineEnds(int block) => Spaces(block) + ClassRows.Words;

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => TextClasses.Space | TextClasses.LineEnd;
    }
}
