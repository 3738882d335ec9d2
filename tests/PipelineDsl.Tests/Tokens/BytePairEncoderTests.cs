using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Unicode;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

/// <summary>The encoder with its caches, its cutting at free borders and its characters gives what merging by rank gives.</summary>
public class BytePairEncoderTests
{
    // Characters of one to four bytes that share bytes, so that tokens cross their borders.
    private static readonly string[] s_characters = ["a", "b", " ", "é", "è", "漢", "漣", "字", "学", "。", "😀", "😁"];

    [Theory]
    [InlineData("cl100k_base")]
    [InlineData("o200k_base")]
    public void IdsAreThoseOfNaiveMergingOnTextsMadeOfTokens(string name)
    {
        Tokenizer tokenizer = Tokenizer.Load(name);
        NaiveBytePairs naive = NaiveBytePairs.Of(tokenizer.Vocabulary);
        string[] beyondAscii =
        [
            .. Enumerable.Range(0, tokenizer.Vocabulary.Size)
                .Where(id => tokenizer.Vocabulary.Kind(id) == TokenKind.Ordinary && !Ascii.IsValid(tokenizer.Vocabulary.Bytes(id)) && Utf8.IsValid(tokenizer.Vocabulary.Bytes(id)))
                .Select(id => Encoding.UTF8.GetString(tokenizer.Vocabulary.Bytes(id))),
        ];

        // Neighbours in the vocabulary are often of one script.
        Gen<string> texts = Gen.Select(
            Gen.Int[0, beyondAscii.Length - 1],
            Gen.Int[0, 40].Array[1, 30],
            (from, steps) => string.Concat(steps.Select(step => beyondAscii[(from + step) % beyondAscii.Length])));
        TokenEncoder encoder = tokenizer.CreateEncoder();
        texts.Sample(
            text => Assert.Equal(
                name == "cl100k_base" ? Naive(default(Cl100kPreTokenizer<NumberTriples>), naive, text) : Naive(default(O200kPreTokenizer<O200kRules>), naive, text),
                Encode(encoder, text)),
            iter: 1500,
            threads: 1);
    }

    [Fact]
    public void IdsAreThoseOfNaiveMergingForRandomVocabularies()
    {
        // Merges of what merging leaves of random texts, some of them between the bytes of two characters; a few tokens more that no merge leads to, or only those of tokens that rank behind them.
        Gen<string> word = Gen.Int[0, s_characters.Length - 1].Array[1, 8].Select(static c => string.Concat(c.Select(static i => s_characters[i])));
        Gen.Select(word.Array[1, 12], Gen.Int[0, 1000].Array[0, 60], word.Array[0, 3], Gen.Bool, word.Array[1, 20]).Sample(
            static (training, merges, whole, wholeFirst, text) => CheckVocabulary(training, merges, whole, wholeFirst, string.Concat(text)),
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void IdsAreThoseOfNaiveMergingWhereManyPreTokensAreNewAtOnce()
    {
        // Words that come again before they have been merged, more of them than wait together, some too long to be merged with others, and a cache that is full now and then.
        Gen<string> word = Gen.Frequency(
            (8, Gen.Char["abcdeé漢"].Array[1, 9]),
            (1, Gen.Char["abcdeé漢"].Array[10, 40])).Select(static letters => ' ' + new string(letters));
        Gen.Select(word.Array[1, 300], Gen.Int[0, 299].Array[1, 700], Gen.Select(Gen.Int[0, 255], Gen.Int[0, 300]).Array[0, 60], Gen.Int[1, 300]).Sample(
            static (words, places, merges, room) =>
            {
                List<byte[]> tokens = [.. Enumerable.Range(0, 256).Select(static b => new[] { (byte)b })];
                Dictionary<string, int> ranks = tokens.Select(static (token, rank) => (token, rank)).ToDictionary(static t => NaiveBytePairs.Key(t.token), static t => t.rank);
                NaiveBytePairs naive = new(ranks);
                foreach ((int at, int from) in merges)
                {
                    List<int> ids = naive.Encode(Encoding.UTF8.GetBytes(words[from % words.Length]));
                    if (ids.Count > 1)
                    {
                        byte[] token = [.. tokens[ids[at % (ids.Count - 1)]], .. tokens[ids[(at % (ids.Count - 1)) + 1]]];
                        ranks.Add(NaiveBytePairs.Key(token), tokens.Count);
                        tokens.Add(token);
                    }
                }

                TokenVocabularyBuilder builder = new(tokens.Count, 16);
                for (int rank = 0; rank < tokens.Count; rank++)
                {
                    builder.Add(rank, tokens[rank]);
                }

                BytePairModel model = new(builder.Build(), tokens.Count);
                BytePairEncoder<Cl100kPreTokenizer<NumberTriples>> encoder = new(
                    model,
                    default,
                    new PreTokenCache(model, tokens.Count + room),
                    new LongPreTokenCache(model.LongTokens));
                string text = string.Concat(places.Select(place => words[place % words.Length]));
                List<int> expected = Naive(default(Cl100kPreTokenizer<NumberTriples>), naive, text);
                Assert.Equal(expected, Encode(encoder, text));
                Assert.Equal(expected, Encode(encoder, text));
                encoder.Free();
            },
            iter: 200,
            threads: 1);
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("漢")]
    [InlineData("\u0301")]
    [InlineData("1")]
    public void AMillionOfOneCharacterIsMergedInFewSteps(string character)
    {
        // Counted by the merger: each merge takes at most two entries in and one out of the heap, so the entries bound the work but for the heap's logarithm.
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(character, 1_000_000)));
        HeapMerger merger = new(BytePairModelOf("o200k_base").Merges);
        int[] ids = new int[text.Length];
        int count = Merge(merger, text, ids);
        Assert.InRange(merger.Steps, count, 3L * text.Length);
    }

    private static unsafe int Merge(HeapMerger merger, byte[] text, int[] ids)
    {
        fixed (byte* bytes = text)
        fixed (int* output = ids)
        {
            return merger.Merge(bytes, text.Length, output);
        }
    }

    private static BytePairModel BytePairModelOf(string name) => ((BytePairTokenizer)Tokenizer.Load(name)).Model;

    private static void CheckVocabulary(string[] training, int[] merges, string[] whole, bool wholeFirst, string text)
    {
        List<byte[]> tokens = [.. Enumerable.Range(0, 256).Select(static b => new[] { (byte)b })];
        Dictionary<string, int> ranks = tokens.Select(static (token, rank) => (token, rank)).ToDictionary(static t => NaiveBytePairs.Key(t.token), static t => t.rank);
        NaiveBytePairs naive = new(ranks);
        if (wholeFirst)
        {
            AddWhole();
        }

        foreach (int merge in merges)
        {
            List<int> ids = naive.Encode(Encoding.UTF8.GetBytes(training[merge % training.Length]));
            if (ids.Count > 1)
            {
                int at = merge / training.Length % (ids.Count - 1);
                Add([.. tokens[ids[at]], .. tokens[ids[at + 1]]]);
            }
        }

        AddWhole();
        TokenVocabularyBuilder builder = new(tokens.Count, 16);
        for (int rank = 0; rank < tokens.Count; rank++)
        {
            builder.Add(rank, tokens[rank]);
        }

        BytePairModel model = new(builder.Build(), tokens.Count);
        BytePairEncoder<Cl100kPreTokenizer<NumberTriples>> encoder = new(model);
        List<int> expected = Naive(default(Cl100kPreTokenizer<NumberTriples>), naive, text);
        Assert.Equal(expected, Encode(encoder, text));
        Assert.Equal(expected, Encode(encoder, text));
        encoder.Forget();
        Assert.Equal(expected, Encode(encoder, text));
        encoder.Free();

        void AddWhole() => Array.ForEach(whole, piece => Add(Encoding.UTF8.GetBytes(piece)));

        void Add(byte[] token)
        {
            if (ranks.TryAdd(NaiveBytePairs.Key(token), tokens.Count))
            {
                tokens.Add(token);
            }
        }
    }

    private static unsafe List<int> Naive<TPreTokenizer>(TPreTokenizer preTokenizer, NaiveBytePairs naive, string text)
        where TPreTokenizer : struct, IPreTokenizer
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        PaddedText padded = buffer.Text;
        List<int> ids = [];
        byte* end = padded.Start + padded.Length;
        byte* next;
        for (byte* p = padded.Start; p < end; p = next)
        {
            next = preTokenizer.Next(p, end);
            ids.AddRange(naive.Encode(new ReadOnlySpan<byte>(p, (int)(next - p)).ToArray()));
        }

        return ids;
    }

    private static List<int> Encode(TokenEncoder encoder, string text)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        TokenBuffer ids = new();
        encoder.Encode(buffer.Text, ids);
        return [.. ids.Ids.ToArray()];
    }
}
