using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

/// <summary>The scanners cut where the regular expressions do that they stand for: those of .NET, on text without characters beyond the BMP, which .NET sees as two.</summary>
public class PreTokenizerTests
{
    private const string DeepSeekWords = @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // Words of what the patterns look at, so that short texts meet every rule; letters and numbers whose bytes Falcon takes for digits among them.
    private static readonly string[] s_pieces =
    [
        "'s", "'S", "'ll", "'", "'re", "a", "B", "word", "Word", "WORD", "é", "É", "日本", "語", "ー", "か", "²", "½", "١", "1", "12", "1234567", " ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u3000", "\u2028",
        ".", "...", "(", "/", "//\n/", "$", "+", "、", "：", "«", "\u0301", "\u200B", "\0", "\u0001", "\u007F", "\uE000", "\u0378", "・", "゛", "\u3097", "м", "ಲ", "ſ", "'ſ", "㆑", "〇", "々", "_",
    ];

    private static readonly Gen<string> s_texts = Gen.Select(
        Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]).Array[0, 40].Select(static pieces => string.Concat(pieces)),
        RandomTexts.Text,
        Gen.Int[0, 3],
        (pieces, text, which) => which == 0 ? WithoutAstral(text) : which == 1 ? pieces + WithoutAstral(text) : pieces);

    [Fact]
    public void Gpt2CutsAsItsExpression() => Compare(default(Gpt2PreTokenizer), static text => Matches(PreTokenPattern.Gpt2.Regex, text));

    [Fact]
    public void Cl100kCutsAsItsExpression() => Compare(default(Cl100kPreTokenizer<NumberTriples>), static text => Matches(PreTokenPattern.Cl100k.Regex, text));

    [Fact]
    public void QwenCutsAsItsExpression() => Compare(default(Cl100kPreTokenizer<SingleNumbers>), static text => Matches(PreTokenPattern.Qwen.Regex, text));

    [Fact]
    public void O200kCutsAsItsExpression() => Compare(default(O200kPreTokenizer<O200kRules>), static text => Matches(PreTokenPattern.O200k.Regex, text));

    [Fact]
    public void TekkenCutsAsItsExpression() => Compare(default(O200kPreTokenizer<TekkenRules>), static text => Matches(PreTokenPattern.Tekken.Regex, text));

    [Fact]
    public void KimiCutsAsItsExpression()
    {
        // .NET knows no scripts and writes intersections as differences.
        const string Han = @"\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFA6D\uFA70-\uFAD9";
        string regex = PreTokenPattern.Kimi.Regex.Replace(@"&&[^\p{Han}]]", $"-[{Han}]]", StringComparison.Ordinal).Replace(@"\p{Han}", Han, StringComparison.Ordinal);
        Compare(default(O200kPreTokenizer<KimiRules>), text => Matches(regex, text));
    }

    [Fact]
    public void DeepSeekCutsAsItsThreeExpressions() => Compare(
        default(DeepSeekPreTokenizer),
        static text => [.. Isolate(DeepSeekWords, Isolate("[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+", Isolate(@"\p{N}{1,3}", [text]))).Select(static p => Encoding.UTF8.GetBytes(p))]);

    [Fact]
    public void FalconCutsAsItsFourSteps() => Compare(default(FalconPreTokenizer), static text =>
    {
        List<string> mapped = [];
        foreach (string piece in Contiguous(text))
        {
            mapped.AddRange(Isolate(PreTokenPattern.Gpt2.Regex, [piece]).Select(static p => ByteLevel(Encoding.UTF8.GetBytes(p))));
        }

        return [.. Isolate("[0-9][0-9][0-9]", Isolate(@"\p{N}+", mapped)).Select(Bytes)];
    });

    /// <summary>What no expression matches are control characters and the like: a piece of their own, as with Hugging Face; tiktoken's expressions match everything.</summary>
    private static List<string> Isolate(string regex, IEnumerable<string> pieces)
    {
        List<string> result = [];
        foreach (string piece in pieces)
        {
            int start = 0;
            foreach (Match match in Regex.Matches(piece, regex, RegexOptions.CultureInvariant))
            {
                if (match.Index > start)
                {
                    result.Add(piece[start..match.Index]);
                }

                result.Add(match.Value);
                start = match.Index + match.Length;
            }

            if (start < piece.Length)
            {
                result.Add(piece[start..]);
            }
        }

        return result;
    }

    /// <summary>Ignoring case, the long s is an s to the originals, but not to .NET.</summary>
    private static List<byte[]> Matches(string regex, string text) => [.. Isolate(regex.Replace("(?i:'s|", "(?i:'[s\u017F]|", StringComparison.Ordinal), [text]).Select(static p => Encoding.UTF8.GetBytes(p))];

    private static List<string> Contiguous(string text)
    {
        List<string> result = [];
        int start = 0;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || PunctuationCharacters.Contains(text[i]) != PunctuationCharacters.Contains(text[i - 1]))
            {
                result.Add(text[start..i]);
                start = i;
            }
        }

        return text.Length == 0 ? [] : result;
    }

    /// <summary>The character that stands for a byte in byte-level vocabularies: itself if it is visible, else the next free one from U+0100 on.</summary>
    private static string ByteLevel(byte[] bytes) => string.Concat(bytes.Select(static b => s_byteLevel[b]));

    private static byte[] Bytes(string mapped) => [.. mapped.Select(static c => (byte)Array.IndexOf(s_byteLevel, c))];

    private static readonly char[] s_byteLevel = ByteLevelCharacters();

    private static char[] ByteLevelCharacters()
    {
        char[] characters = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++)
        {
            characters[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)b : (char)next++;
        }

        return characters;
    }

    private static string WithoutAstral(string text) => string.Concat(text.EnumerateRunes().Where(static rune => rune.IsBmp));

    private static void Compare<TPreTokenizer>(TPreTokenizer preTokenizer, Func<string, List<byte[]>> expected)
        where TPreTokenizer : struct, IPreTokenizer
    {
        s_texts.Sample(CompareText, iter: 2000, threads: 1);
        for (int c = 0; c < 0x10000; c++)
        {
            if (!char.IsSurrogate((char)c))
            {
                string text = string.Format(CultureInfo.InvariantCulture, "a{0}b 1{0} {0}{0}!{0}\n{0}'{0} 'l{0}'r{0}漢{0}カ{0}{0}日{0}A{0}a{0}B  {0}", (char)c);
                CompareText(text);
            }
        }

        void CompareText(string text)
        {
            List<byte[]> theirs = expected(text);
            Assert.Equal(Show(theirs), Show(Cut(preTokenizer, text, windows: true)));
            Assert.Equal(Show(theirs), Show(Cut(preTokenizer, text, windows: false)));
        }
    }

    private static string Show(List<byte[]> pieces) => string.Join('|', pieces.Select(static p => Convert.ToHexString(p)));

    private static unsafe List<byte[]> Cut<TPreTokenizer>(TPreTokenizer preTokenizer, string text, bool windows)
        where TPreTokenizer : struct, IPreTokenizer
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        PaddedText padded = buffer.Text;
        byte* p = padded.Start;
        byte* end = p + padded.Length;
        List<byte[]> pieces = [];
        while (p < end)
        {
            ulong ends = windows && *p < 0x80 ? preTokenizer.Ends(p, end) : 0;
            if (ends == 0)
            {
                byte* next = preTokenizer.Next(p, end);
                pieces.Add(new ReadOnlySpan<byte>(p, (int)(next - p)).ToArray());
                p = next;
                continue;
            }

            int from = 0;
            for (; ends != 0; ends &= ends - 1)
            {
                int to = BitOperations.TrailingZeroCount(ends);
                pieces.Add(new ReadOnlySpan<byte>(p + from, to - from).ToArray());
                from = to;
            }

            p += from;
        }

        return pieces;
    }
}
