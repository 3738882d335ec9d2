using System;
using System.Numerics;

namespace PipelineDsl.Benchmarks;

/// <summary>One scalar pass per filter over UTF-8, without allocation; the tables are ours.</summary>
internal static unsafe class ScalarPasses
{
    public static void Measure(PaddedText text, FusedMeasures measures)
    {
        measures.Words += Words<WordCount>(text).Count;
        SymbolWordCount symbolWords = Words<SymbolWordCount>(text);
        measures.SymbolWords += symbolWords.Count;
        measures.SymbolCharacters += symbolWords.Characters;
        measures.LetterWords += Words<LetterWordCount>(text).Count;
        measures.StopWords += BitOperations.PopCount(Words<StopWordSet>(text).Seen);
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

    private static TVisitor Words<TVisitor>(PaddedText text)
        where TVisitor : struct, IWordVisitor
    {
        TVisitor visitor = default;
        byte* end = text.Start + text.Length;
        byte* start = null;
        for (byte* p = text.Start; p < end;)
        {
            bool space = (CharacterTable.At(p, out int length) & CharacterFlags.Space) != 0;
            if (space && start is not null)
            {
                visitor.OnWord(new Word(new ReadOnlySpan<byte>(start, (int)(p - start))));
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
            visitor.OnWord(new Word(new ReadOnlySpan<byte>(start, (int)(end - start))));
        }

        return visitor;
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

    private struct WordCount : IWordVisitor
    {
        public int Count;

        public void OnWord(in Word word) => Count++;
    }

    private struct SymbolWordCount : IWordVisitor
    {
        public int Count;
        public int Characters;

        public void OnWord(in Word word)
        {
            int characters = 0;
            fixed (byte* start = word.Bytes)
            {
                for (int i = 0; i < word.Bytes.Length; characters++)
                {
                    if ((CharacterTable.At(start + i, out int length) & CharacterFlags.Punctuation) == 0)
                    {
                        return;
                    }

                    i += length;
                }
            }

            Count++;
            Characters += characters;
        }
    }

    private struct LetterWordCount : IWordVisitor
    {
        public int Count;

        public void OnWord(in Word word)
        {
            fixed (byte* start = word.Bytes)
            {
                for (int i = 0; i < word.Bytes.Length;)
                {
                    if ((CharacterTable.At(start + i, out int length) & CharacterFlags.Letter) != 0)
                    {
                        Count++;
                        return;
                    }

                    i += length;
                }
            }
        }
    }

    private struct StopWordSet : IWordVisitor
    {
        public uint Seen;

        public void OnWord(in Word word)
        {
            ReadOnlySpan<byte> w = word.Bytes;
            Seen |= w.Length switch
            {
                2 => w.SequenceEqual("be"u8) ? 1u : w.SequenceEqual("to"u8) ? 2u : w.SequenceEqual("of"u8) ? 4u : 0,
                3 => w.SequenceEqual("the"u8) ? 8u : w.SequenceEqual("and"u8) ? 16u : 0,
                4 => w.SequenceEqual("that"u8) ? 32u : w.SequenceEqual("have"u8) ? 64u : w.SequenceEqual("with"u8) ? 128u : 0,
                _ => 0,
            };
        }
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
