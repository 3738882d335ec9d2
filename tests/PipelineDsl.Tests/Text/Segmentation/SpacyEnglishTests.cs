using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text.Segmentation;

public class SpacyEnglishTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \n", "")]
    [InlineData("Hello, world.", "Hello|,|world|.")]
    [InlineData("don't DON'T can’t", "do|n't|DON'T|ca|n’t")]
    [InlineData("id wed thats cannot hell", "i|d|we|d|that|s|can|not|hell")]
    [InlineData("U.S. A. i.e. Ph.D., Mr. Xy.", "U.S.|A.|i.e.|Ph.D.|,|Mr.|Xy|.")]
    [InlineData("USA. iPhoneX. (U.S.A.)", "USA|.|iPhoneX.|(|U.S.A.|)")]
    [InlineData("10km 5pm 7a.m. 3% 5°C. 12US$ $5 US$5", "10|km|5|pm|7|a.m.|3|%|5|°|C|.|12|US$|$|5|US$|5")]
    [InlineData("well-known x--y a---b q----r 5--a", "well|-|known|x|--|y|a|---|b|q----r|5|-|-a")]
    [InlineData("1+2 1-2 a,b a.B a.b and/or he/she a=b :x", "1|+|2|1|-|2|a|,|b|a.|B|a.b|and/or|he|/|she|a|=|b|:x")]
    [InlineData("see http://a.example.com/x?y=(z) or mail me@x.org, 1.2.3.4:80/ 10.0.0.1.", "see|http://a.example.com/x?y=(z|)|or|mail|me@x.org|,|1.2.3.4:80/|10.0.0.1|.")]
    [InlineData("... .... a... ...b ……", "...|....|a|...|...|b|…|…")]
    [InlineData("(:-) x:-) :-)) :)x", "(|:-)|x:-|)|:-))|:)|x")]
    [InlineData("🙂🙂 a🙂b", "🙂|🙂|a|🙂|b")]
    [InlineData("'tis ''yes'' \"no\"", "'|tis|''|yes|''|\"|no|\"")]
    public void WordsAreSpacysTokens(string text, string words) => Assert.Equal(words, string.Join('|', Segments.Of(new SpacyEnglishWords(), text)));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n ", " \n ")]
    [InlineData("One. Two! Three?", "One.| Two!| Three?")]
    [InlineData("One.\nTwo", "One.|\nTwo")]
    [InlineData("One.\n", "One.|\n")]
    [InlineData("One. ", "One. ")]
    [InlineData("One.\n!\nTwo", "One.|\n!|\nTwo")]
    [InlineData("He said \"no.\" Then left... gone", "He said \"no.\"| Then left... gone")]
    [InlineData("好。你", "好。你")]
    [InlineData("नमस्ते । है", "नमस्ते ।| है")]
    public void SentencesAreSpacys(string text, string sentences) => Assert.Equal(sentences, string.Join('|', Segments.Of(new SpacyEnglishSentences(), text)));

    [Fact]
    public void TheSpecialCasesAreSpacys()
    {
        if (!SharedData.TryFind("data/gold-filters/spacy-en.json", output, out string path))
        {
            return;
        }

        using JsonDocument gold = JsonDocument.Parse(File.ReadAllText(path));
        Dictionary<string, string[]> ours = SpacyEnglishExceptions.Create();
        Dictionary<string, string[]> theirs = gold.RootElement.GetProperty("exceptions").EnumerateObject()
            .ToDictionary(static entry => entry.Name, static entry => entry.Value.EnumerateArray().Select(static piece => piece.GetString()!).ToArray(), StringComparer.Ordinal);
        Assert.Equal(1347, theirs.Count);
        Assert.Equal(theirs.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        Assert.All(theirs, entry => Assert.Equal(entry.Value, ours[entry.Key]));
    }

    [Fact]
    public void WordsAndSentencesAreThoseOfDatatrove()
    {
        SpacyEnglishWords words = new();
        SpacyEnglishSentences sentences = new();
        foreach ((string id, string text, List<string> goldWords, List<string> goldSentences) in GoldTokens.Snippets("spacy", output))
        {
            Assert.True(goldWords.SequenceEqual(Segments.Of(words, text)), id);
            Assert.True(goldSentences.SequenceEqual(Segments.Of(sentences, text)), id);
        }
    }

    [Fact]
    public void CountsAreThoseOfDatatrove()
    {
        SpacyEnglishWords words = new();
        SpacyEnglishSentences sentences = new();
        foreach ((string id, string text, JsonElement metrics) in GoldTokens.Documents("spacy", output))
        {
            if (metrics.TryGetProperty("n_words", out JsonElement count))
            {
                Assert.True(count.GetInt32() == Segments.Count(words, Encoding.UTF8.GetBytes(text)), id);
            }

            if (metrics.TryGetProperty("c4_sentences_total", out count))
            {
                Assert.True(count.GetInt32() == Math.Max(1, Segments.Count(sentences, Encoding.UTF8.GetBytes(text))), id);
            }
        }
    }
}
