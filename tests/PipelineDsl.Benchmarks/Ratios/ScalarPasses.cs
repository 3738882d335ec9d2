using System;

namespace PipelineDsl.Benchmarks;

/// <summary>One scalar pass per filter over UTF-8, without allocation; the tables are ours.</summary>
internal static unsafe class ScalarPasses
{
    public static void Measure(PaddedText text, FusedMeasures measures)
    {
        Words(text, static (ReadOnlySpan<byte> _, FusedMeasures m, ref uint _) => m.Words++, measures);
        Words(text, SymbolWord, measures);
        Words(text, LetterWord, measures);
        measures.StopWords += System.Numerics.BitOperations.PopCount(Words(text, StopWord, measures));
        measures.Hashes += Bytes(text, (byte)'#');
        measures.Ellipses += Ellipses(text);
        long longest = 0;
        foreach (ReadOnlySpan<byte> line in new Utf8Lines(text.Bytes))
        {
            ReadOnlySpan<byte> trimmed = TextSpace.Trim(line);
            measures.Lines++;
            measures.BlankLines += trimmed.IsEmpty ? 1 : 0;
            measures.LineBytes += trimmed.Length;
            longest = Math.Max(longest, trimmed.Length);
        }

        measures.LongestLines += longest;
        foreach (ReadOnlySpan<byte> line in new Utf8Lines(text.Bytes))
        {
            ReadOnlySpan<byte> trimmed = TextSpace.TrimStart(line);
            measures.Bullets += trimmed.StartsWith("-"u8) || trimmed.StartsWith("•"u8) ? 1 : 0;
        }

        foreach (ReadOnlySpan<byte> line in new Utf8Lines(text.Bytes))
        {
            ReadOnlySpan<byte> trimmed = TextSpace.TrimEnd(line);
            measures.EllipsisEnds += trimmed.EndsWith("..."u8) || trimmed.EndsWith("…"u8) ? 1 : 0;
        }

        foreach (ReadOnlySpan<byte> line in new Utf8Lines(text.Bytes))
        {
            measures.TerminalEnds += TextSpace.TrimEnd(line) is [.., (byte)'.' or (byte)'!' or (byte)'?' or (byte)'"'] ? 1 : 0;
        }

        measures.Characters += Characters(text, CharacterFlags.None);
        measures.Letters += Characters(text, CharacterFlags.Letter);
        measures.Upper += Characters(text, CharacterFlags.Upper);
        measures.Digits += Characters(text, CharacterFlags.Digit);
        measures.Spaces += Characters(text, CharacterFlags.Space);
    }

    private delegate void WordAction(ReadOnlySpan<byte> word, FusedMeasures measures, ref uint state);

    private static uint Words(PaddedText text, WordAction action, FusedMeasures measures)
    {
        uint state = 0;
        byte* end = text.Start + text.Length;
        byte* start = null;
        for (byte* p = text.Start; p < end;)
        {
            bool space = (CharacterTable.At(p, out int length) & CharacterFlags.Space) != 0;
            if (space && start is not null)
            {
                action(new ReadOnlySpan<byte>(start, (int)(p - start)), measures, ref state);
                start = null;
            }
            else if (!space && start is null)
            {
                start = p;
            }

            p += length;
        }

        if (start is not null)
        {
            action(new ReadOnlySpan<byte>(start, (int)(end - start)), measures, ref state);
        }

        return state;
    }

    private static void SymbolWord(ReadOnlySpan<byte> word, FusedMeasures measures, ref uint state)
    {
        fixed (byte* start = word)
        {
            int characters = 0;
            for (int i = 0; i < word.Length; characters++)
            {
                if ((CharacterTable.At(start + i, out int length) & CharacterFlags.Punctuation) == 0)
                {
                    return;
                }

                i += length;
            }

            measures.SymbolWords++;
            measures.SymbolCharacters += characters;
        }
    }

    private static void LetterWord(ReadOnlySpan<byte> word, FusedMeasures measures, ref uint state)
    {
        fixed (byte* start = word)
        {
            for (int i = 0; i < word.Length;)
            {
                if ((CharacterTable.At(start + i, out int length) & CharacterFlags.Letter) != 0)
                {
                    measures.LetterWords++;
                    return;
                }

                i += length;
            }
        }
    }

    private static void StopWord(ReadOnlySpan<byte> word, FusedMeasures measures, ref uint state)
    {
        if (word.Length is >= 2 and <= 4)
        {
            state |= word.SequenceEqual("the"u8) ? 1u : word.SequenceEqual("be"u8) ? 2u : word.SequenceEqual("to"u8) ? 4u : word.SequenceEqual("of"u8) ? 8u
                : word.SequenceEqual("and"u8) ? 16u : word.SequenceEqual("that"u8) ? 32u : word.SequenceEqual("have"u8) ? 64u : word.SequenceEqual("with"u8) ? 128u : 0;
        }
    }

    private static int Bytes(PaddedText text, byte value)
    {
        int count = 0;
        foreach (byte b in text.Bytes)
        {
            count += b == value ? 1 : 0;
        }

        return count;
    }

    private static int Ellipses(PaddedText text)
    {
        int count = 0;
        int run = 0;
        ReadOnlySpan<byte> bytes = text.Bytes;
        for (int i = 0; i < bytes.Length; i++)
        {
            run = bytes[i] == '.' ? run + 1 : 0;
            if (run == 3)
            {
                count++;
                run = 0;
            }

            count += bytes[i] == 0xE2 && i + 2 < bytes.Length && bytes[i + 1] == 0x80 && bytes[i + 2] == 0xA6 ? 1 : 0;
        }

        return count;
    }

    private static int Characters(PaddedText text, CharacterFlags flags)
    {
        int count = 0;
        byte* end = text.Start + text.Length;
        for (byte* p = text.Start; p < end;)
        {
            count += (CharacterTable.At(p, out int length) & flags) == flags ? 1 : 0;
            p += length;
        }

        return count;
    }
}

/// <summary>The lines of a text, found byte by byte.</summary>
internal ref struct Utf8Lines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly Utf8Lines GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        for (int i = 0; i < _rest.Length; i++)
        {
            byte b = _rest[i];
            int length = b switch
            {
                (byte)'\r' when i + 1 < _rest.Length && _rest[i + 1] == '\n' => 2,
                (>= 10 and <= 13) or (>= 0x1C and <= 0x1E) => 1,
                0xC2 when _rest[i + 1] == 0x85 => 2,
                0xE2 when _rest[i + 1] == 0x80 && (_rest[i + 2] is 0xA8 or 0xA9) => 3,
                _ => 0,
            };
            if (length > 0)
            {
                Current = _rest[..i];
                _rest = _rest[(i + length)..];
                return true;
            }
        }

        Current = _rest;
        _rest = default;
        return true;
    }
}
