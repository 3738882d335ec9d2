using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>How a text is cut into the pieces of which <see cref="RepeatedPieces{TCut}"/> looks for copies.</summary>
public interface ITextCut
{
    /// <summary>Whether the pieces are paragraphs (cut at two newlines) and not lines (cut at one).</summary>
    static abstract bool Paragraphs { get; }

    /// <summary>Whether white space at the ends of a piece is removed, and pieces of white space only are left out.</summary>
    static abstract bool Strips { get; }

    /// <summary>Whether empty lines count.</summary>
    static abstract bool CountsEmpty { get; }
}

/// <summary>Lines between newlines, empty ones too: Dolma's.</summary>
public readonly struct AllLines : ITextCut
{
    static bool ITextCut.Paragraphs => false;

    static bool ITextCut.Strips => false;

    static bool ITextCut.CountsEmpty => true;
}

/// <summary>Lines between newlines, stripped, empty ones left out: DCLM's.</summary>
public readonly struct StrippedLines : ITextCut
{
    static bool ITextCut.Paragraphs => false;

    static bool ITextCut.Strips => true;

    static bool ITextCut.CountsEmpty => false;
}

/// <summary>What lies between pairs of newlines, stripped, empty ones left out: DCLM's.</summary>
public readonly struct StrippedParagraphs : ITextCut
{
    static bool ITextCut.Paragraphs => true;

    static bool ITextCut.Strips => true;

    static bool ITextCut.CountsEmpty => false;
}

/// <summary>Lines between newlines, as they are, empty ones left out: OLMo 3's.</summary>
public readonly struct PlainLines : ITextCut
{
    static bool ITextCut.Paragraphs => false;

    static bool ITextCut.Strips => false;

    static bool ITextCut.CountsEmpty => false;
}

/// <summary>What lies between pairs of newlines (of three, the third belongs to the piece behind), as it is, empty ones left out: OLMo 3's.</summary>
public readonly struct PlainParagraphs : ITextCut
{
    static bool ITextCut.Paragraphs => true;

    static bool ITextCut.Strips => false;

    static bool ITextCut.CountsEmpty => false;
}

/// <summary>Lines or paragraphs that a text holds more than once: all copies count, the first one too.</summary>
/// <typeparam name="TCut">What the pieces are.</typeparam>
[Feature(cost: FeatureCost.Lines)]
public sealed unsafe class RepeatedPieces<TCut>
    where TCut : struct, ITextCut
{
    private readonly TextSet _seen = new();

    /// <summary>All pieces.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all pieces.</summary>
    public long Bytes { get; private set; }

    /// <summary>Code points of all pieces.</summary>
    public long Characters { get; private set; }

    /// <summary>Pieces that occur more than once.</summary>
    public int Copies { get; private set; }

    /// <summary>Bytes of the pieces that occur more than once.</summary>
    public long CopyBytes { get; private set; }

    /// <summary>Code points of the pieces that occur more than once.</summary>
    public long CopyCharacters { get; private set; }

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        (Count, Copies) = (0, 0);
        (Bytes, Characters, CopyBytes, CopyCharacters) = (0, 0, 0, 0);
    }

    /// <summary>Looks for repeated pieces.</summary>
    [Finish]
    public void Finish(LineList lines)
    {
        fixed (byte* text = lines.Text)
        {
            _seen.Begin(lines.Count + 1);
            if (TCut.Paragraphs)
            {
                AddParagraphs(text, lines);
            }
            else
            {
                for (int i = 0; i < lines.Count; i++)
                {
                    Add(text + lines.Starts[i], lines.Ends[i] - lines.Starts[i]);
                }
            }
        }

        if (TCut.CountsEmpty)
        {
            int empty = lines.Text.Count((byte)'\n') + 1 - lines.Count;
            Count += empty;
            Copies += empty > 1 ? empty : 0;
        }
    }

    /// <summary>Cuts at pairs of newlines: of k newlines between lines there are k / 2 pairs, and one newline is left if k is odd.</summary>
    private void AddParagraphs(byte* text, LineList lines)
    {
        int length = lines.Text.Length;
        int first = lines.Count == 0 ? length : lines.Starts[0];
        int start = first & ~1;
        for (int i = 0; i < lines.Count; i++)
        {
            int end = lines.Ends[i];
            bool last = i + 1 == lines.Count;
            int newlines = (last ? length : lines.Starts[i + 1]) - end;
            if (newlines == 1 && !last)
            {
                continue;
            }

            // A single newline at the text's end is part of the last piece.
            Add(text + start, end + (newlines == 1 ? 1 : 0) - start);
            start = end + (newlines == 1 ? 1 : newlines & ~1);
        }

        if (start < length)
        {
            Add(text + start, length - start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(byte* piece, int length)
    {
        if (TCut.Strips)
        {
            ReadOnlySpan<byte> whole = new(piece, length);
            ReadOnlySpan<byte> trimmed = TextSpace.TrimStart(whole);
            piece += length - trimmed.Length;
            length = TextSpace.TrimEnd(trimmed).Length;
            if (length == 0)
            {
                return;
            }
        }

        int characters = CharacterCount.Of(piece, length);
        Count++;
        Bytes += length;
        Characters += characters;
        if (!_seen.Add(piece, length))
        {
            int more = _seen.Occurrences == 2 ? 2 : 1;
            Copies += more;
            CopyBytes += more * length;
            CopyCharacters += more * characters;
        }
    }
}
