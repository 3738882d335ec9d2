using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text;

public class ClassMaskTests
{
    private static readonly TextClasses[] s_rows = [.. Enum.GetValues<TextClasses>().Where(static c => c != TextClasses.None)];

    [Fact]
    public void AllKernelsGiveTheMasksOfTheCharacters() => TextGen.Texts.Sample(static text =>
    {
        string[] expected = Expected(text);
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            Assert.Equal(expected, Masks(kernel, Encoding.UTF8.GetBytes(text)));
        }
    });

    [Fact]
    public void BytesThatAreNoTextAreTheSameForAllKernels() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        string[] expected = Masks(TextKernel.Scalar, bytes);
        foreach (TextKernel kernel in Enum.GetValues<TextKernel>())
        {
            Assert.Equal(expected, Masks(kernel, bytes));
        }
    });

    [Fact]
    public void EveryCodePointIsInItsClasses()
    {
        StringBuilder all = new();
        for (int c = 0; c < 0x110000; c++)
        {
            if (Rune.IsValid(c) && c != '\r')
            {
                all.Append(new Rune(c).ToString());
            }
        }

        string text = all.ToString();
        string[] expected = Expected(text);
        Assert.All(Enum.GetValues<TextKernel>(), kernel => Assert.Equal(expected, Masks(kernel, Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void AClassThatNobodyDeclaresHasNoMask()
    {
        TextBuffer buffer = new();
        buffer.Append("text"u8);
        TextScanner scanner = new();
        scanner.Begin(buffer.Text);
        LetterCheck check = default;
        scanner.VisitChunks<Letters, LetterCheck>(ref check);
        Assert.True(check.Seen);
    }

    /// <summary>The masks as text, one line per class: readable where they differ.</summary>
    private static string[] Masks(TextKernel kernel, byte[] bytes)
    {
        TextBuffer buffer = new();
        buffer.Append(bytes);
        TextScanner scanner = new(kernel);
        scanner.Begin(buffer.Text);
        MaskReader reader = new() { Rows = [.. s_rows.Select(static _ => new StringBuilder())] };
        scanner.VisitChunks<AllClasses, MaskReader>(ref reader);
        return [.. reader.Rows.Select(static r => r.ToString())];
    }

    private static string[] Expected(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        int padded = length == 0 ? 0 : ((length / 64) + 1) * 64;
        char[][] rows = [.. s_rows.Select(_ => Enumerable.Repeat('.', padded).ToArray())];
        Mark(rows, TextClasses.Space, length, padded - length);
        int at = 0;
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            Rune rune = runes[i];
            int bytes = rune.Utf8SequenceLength;
            bool returnBeforeNewline = rune.Value == '\r' && i + 1 < runes.Length && runes[i + 1].Value == '\n';
            MarkIf(ReferenceText.IsSpace(rune), TextClasses.Space, at, bytes);
            MarkIf(ReferenceText.Lines(rune.ToString()) is [""] && !returnBeforeNewline, TextClasses.LineEnd, at + bytes - 1, 1);
            MarkIf(rune.Value == '\n', TextClasses.Newline, at, 1);
            MarkIf(ReferenceText.IsLetter(rune), TextClasses.Letter, at, 1);
            MarkIf(ReferenceText.IsUpper(rune), TextClasses.Upper, at, 1);
            MarkIf(ReferenceText.IsDigit(rune), TextClasses.Digit, at, 1);
            MarkIf(PunctuationSet.Contains(rune), TextClasses.Punctuation, at, bytes);
            MarkIf(bytes > 1, TextClasses.Continuation, at + 1, bytes - 1);
            MarkIf(rune.Value == '.', TextClasses.Period, at, 1);
            MarkIf(rune.Value == '#', TextClasses.NumberSign, at, 1);
            MarkIf(rune.Value == 0x2026, TextClasses.Ellipsis, at, 1);
            at += bytes;
        }

        return [.. rows.Select(static r => new string(r))];

        void MarkIf(bool condition, TextClasses row, int start, int count)
        {
            if (condition)
            {
                Mark(rows, row, start, count);
            }
        }
    }

    private static void Mark(char[][] rows, TextClasses row, int start, int count) => rows[Array.IndexOf(s_rows, row)].AsSpan(start, count).Fill('1');

    private readonly struct AllClasses : IClassSelection
    {
        public static TextClasses Classes => (TextClasses)0x7FF;
    }

    private readonly struct Letters : IClassSelection
    {
        public static TextClasses Classes => TextClasses.Letter;
    }

    private struct MaskReader : IChunkVisitor
    {
        public List<StringBuilder> Rows;

        public readonly void OnChunk(in TextChunk chunk)
        {
            for (int i = 0; i < s_rows.Length; i++)
            {
                foreach (ulong bits in chunk.Mask(s_rows[i]))
                {
                    for (int b = 0; b < 64; b++)
                    {
                        Rows[i].Append((bits >> b & 1) != 0 ? '1' : '.');
                    }
                }
            }
        }
    }

    private struct LetterCheck : IChunkVisitor
    {
        public bool Seen;

        public void OnChunk(in TextChunk chunk)
            => Seen = chunk.Mask(TextClasses.Letter)[0] == 0xF && chunk.Mask(TextClasses.Space).IsEmpty && chunk.Padding == 60;
    }
}
