using System;

namespace PipelineDsl;

/// <summary>What NeMo Curator's heuristics count of words (runs of characters that are not white space).</summary>
[Feature]
public struct CuratorWords : IWordVisitor
{
    /// <summary>All words.</summary>
    public int Count;

    /// <summary>Words that are an ellipsis mark (<c>... [...] … (...) […] -»</c>), and words that have more runs of <c>#</c> than half their characters.</summary>
    public int SymbolWords;

    /// <summary>Occurrences of <c>the be to of and that have with</c>, in lower case as they stand.</summary>
    public int CommonWords;

    /// <summary>Characters (code points) of the longest word.</summary>
    public int LongestCharacters;

    /// <inheritdoc/>
    public unsafe void OnWord(in Word word)
    {
        ReadOnlySpan<byte> bytes = word.Bytes;
        Count++;
        if (bytes.Length > LongestCharacters)
        {
            fixed (byte* start = bytes)
            {
                LongestCharacters = int.Max(LongestCharacters, CharacterCount.Of(start, bytes.Length));
            }
        }

        switch (bytes[0])
        {
            case (byte)'a':
                CommonWords += bytes.SequenceEqual("and"u8) ? 1 : 0;
                break;
            case (byte)'b':
                CommonWords += bytes.SequenceEqual("be"u8) ? 1 : 0;
                break;
            case (byte)'h':
                CommonWords += bytes.SequenceEqual("have"u8) ? 1 : 0;
                break;
            case (byte)'o':
                CommonWords += bytes.SequenceEqual("of"u8) ? 1 : 0;
                break;
            case (byte)'t':
                CommonWords += bytes.SequenceEqual("the"u8) || bytes.SequenceEqual("to"u8) || bytes.SequenceEqual("that"u8) ? 1 : 0;
                break;
            case (byte)'w':
                CommonWords += bytes.SequenceEqual("with"u8) ? 1 : 0;
                break;
            case (byte)'.' or (byte)'[' or (byte)'(' or (byte)'-' or 0xE2:
                SymbolWords += IsEllipsis(bytes) || IsHashes(bytes) ? 1 : 0;
                return;
        }

        if (bytes.Length < 3 || bytes.Contains((byte)'#'))
        {
            SymbolWords += IsHashes(bytes) ? 1 : 0;
        }
    }

    private static bool IsEllipsis(ReadOnlySpan<byte> word)
        => word.SequenceEqual("..."u8) || word.SequenceEqual("[...]"u8) || word.SequenceEqual("…"u8) || word.SequenceEqual("(...)"u8) || word.SequenceEqual("[…]"u8) || word.SequenceEqual("-»"u8);

    private static bool IsHashes(ReadOnlySpan<byte> word)
    {
        int runs = 0;
        int characters = 0;
        byte before = 0;
        foreach (byte value in word)
        {
            runs += value == '#' && before != '#' ? 1 : 0;
            characters += (value & 0xC0) != 0x80 ? 1 : 0;
            before = value;
        }

        return 2 * runs > characters;
    }
}
