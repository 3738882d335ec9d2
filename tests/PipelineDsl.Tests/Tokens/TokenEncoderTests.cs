using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.ML.Tokenizers;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Ids are those of Microsoft.ML.Tokenizers, and of the reference's own gold results where these are at hand.</summary>
public class TokenEncoderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void IdsAreThoseOfTheReferenceOnRandomTexts(string tokenizer)
    {
        // The reference cannot be told to take special tokens for ordinary text, so it is not shown any. Its regular expressions see UTF-16, and take the two
        // halves of a character beyond the BMP for two symbols, of which a letter or mark behind them takes one; tiktoken does not, as the gold results show.
        TiktokenTokenizer reference = TiktokenTokenizer.CreateForEncoding(tokenizer);
        RandomTexts.Text.Select(static text => WithoutAstral(text.Replace("<|endoftext|>", "<|endof|>", StringComparison.Ordinal))).Sample(
            text => Assert.Equal(reference.EncodeToIds(text), Encode(tokenizer, text)),
            iter: 1000,
            threads: 1);
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void IdsDecodeToTheSameBytes(string tokenizer)
        => RandomTexts.LongText.Sample(
            text =>
            {
                TextBuffer decoded = new();
                Tokenizer.Load(tokenizer).Decode(Encode(tokenizer, text), decoded);
                Assert.Equal(text, Encoding.UTF8.GetString(decoded.Bytes));
            },
            iter: 50,
            threads: 1);

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void ACacheThatHasSeenOtherTextsGivesTheSameIds(string tokenizer)
    {
        TokenEncoder used = Tokenizer.Load(tokenizer).CreateEncoder();
        RandomTexts.Text.Sample(text => Assert.Equal(Encode(tokenizer, text), Encode(used, text)), iter: 1000, threads: 1);
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("漢")]
    [InlineData("ab1. ")]
    public void AMillionOfTheSameIsNoTrouble(string piece)
    {
        string text = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString();
        int[] ids = Encode("o200k_base", text);
        TextBuffer decoded = new();
        Tokenizer.Load("o200k_base").Decode(ids, decoded);
        Assert.Equal(text, Encoding.UTF8.GetString(decoded.Bytes));
    }

    [Fact]
    public void SpecialTextIsOrdinaryText()
    {
        int[] ids = Encode("o200k_base", "a<|endoftext|>b");
        Assert.DoesNotContain(Tokenizer.Load("o200k_base").Vocabulary.EndOfText, ids);
        Assert.DoesNotContain(ids, id => Tokenizer.Load("o200k_base").Vocabulary.IsSpecial(id));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void IdsAreTheGoldOnes(string tokenizer)
    {
        if (!SharedData.TryFind($"data/gold-tokens/{tokenizer}.jsonl.gz", output, out string path))
        {
            return;
        }

        using StreamReader lines = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        int rows = 0;
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            int[] expected = [.. row.RootElement.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
            Assert.Equal(expected, Encode(tokenizer, row.RootElement.GetProperty("text").GetString()!));
            rows++;
        }

        Assert.NotEqual(0, rows);
        output.WriteLine($"{tokenizer}: {rows} texts");
    }

    private static string WithoutAstral(string text) => string.Concat(text.EnumerateRunes().Where(static rune => rune.IsBmp));

    private static int[] Encode(string tokenizer, string text) => Encode(Tokenizer.Load(tokenizer).CreateEncoder(), text);

    private static int[] Encode(TokenEncoder encoder, string text)
    {
        TextBuffer utf8 = new();
        utf8.Append(Encoding.UTF8.GetBytes(text));
        TokenBuffer ids = new();
        encoder.Encode(utf8.Text, ids);
        return ids.Ids.ToArray();
    }
}
