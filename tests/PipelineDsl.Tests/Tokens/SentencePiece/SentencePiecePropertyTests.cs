using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Cutting, caching and merging by tables change nothing: ids are those of the plain algorithms.</summary>
public class SentencePiecePropertyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PairsAreThoseOfTheNaiveAlgorithm(bool byteFallback)
        => Gen.Select(RandomPieces.Pieces(byteFallback), RandomPieces.Text.Array[1, 20]).Sample(
            (pieces, texts) =>
            {
                NaiveSentencePiece naive = new(pieces, byteFallback, unknownId: 0);
                CharacterPairModel model = new(pieces, Options(pieces, byteFallback));
                using Encoder encoder = new(new BytePairEncoder<PieceCutter>(model, new PieceCutter(model.Borders)));
                CharacterPairMerger merger = new(model);
                foreach (string text in texts)
                {
                    int[] expected = naive.EncodePairs(text);
                    Assert.Equal(expected, encoder.Encode(text));
                    Assert.Equal(expected, encoder.Encode(text)); // from the cache
                }

                merger.Free();
            },
            iter: 400,
            threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UnigramIsThatOfTheNaiveAlgorithm(bool byteFallback)
        => Gen.Select(RandomPieces.Pieces(byteFallback), RandomPieces.Text.Array[1, 20]).Sample(
            (pieces, texts) =>
            {
                NaiveSentencePiece naive = new(pieces, byteFallback, unknownId: 0);
                using Encoder encoder = new(new UnigramEncoder(new UnigramModel(pieces, Options(pieces, byteFallback), isSingle: true)));
                foreach (string text in texts)
                {
                    Assert.Equal(naive.EncodeUnigram(text), encoder.Encode(text));
                }
            },
            iter: 2000,
            threads: 1);

    [Fact]
    public void ListedMergesAreThoseOfTheNaiveAlgorithm()
        => Gen.Select(RandomPieces.Pieces(false), Gen.Int[0, int.MaxValue - 1], RandomPieces.Text.Array[1, 20]).Sample(
            (pieces, seed, texts) =>
            {
                PieceMerge[] merges = Merges(pieces, new Random(seed));
                PieceOptions options = new() { UnknownId = 0 };
                CharacterPairModel model = new(pieces, merges, options);
                using Encoder encoder = new(new BytePairEncoder<PieceCutter>(model, new PieceCutter(model.Borders)));
                foreach (string text in texts)
                {
                    Assert.Equal(NaiveMerges(pieces, merges, text), encoder.Encode(text));
                }
            },
            iter: 400,
            threads: 1);

    [Fact]
    public unsafe void BothWaysToMergeGiveTheSame()
        => Gen.Select(RandomPieces.Pieces(false), RandomPieces.Text.Array[1, 20]).Sample(
            (pieces, texts) =>
            {
                CharacterPairModel model = new(pieces, Options(pieces, false));
                CharacterPairMerger merger = new(model);
                CharacterPairHeap heap = new(model);
                int[] room = new int[256];
                fixed (int* symbols = room)
                {
                    foreach (string text in texts.Where(static t => t.Length > 0))
                    {
                        byte[] utf8 = Encoding.UTF8.GetBytes(text.Replace('\u2581', ' ')).Take(16).ToArray();
                        fixed (byte* bytes = utf8)
                        {
                            int length = utf8.Length;
                            int count = heap.Merge(symbols + 1, model.Begin(bytes, length, symbols + 1), out int last);
                            int[] expected = room[1..(count + 1)];
                            count = merger.MergeAll(symbols + 1, model.Begin(bytes, length, symbols + 1));
                            Assert.Equal(expected, room[1..(count + 1)]);
                            Assert.True(last < pieces.Length);
                        }
                    }
                }

                merger.Free();
                heap.Free();
            },
            iter: 1000,
            threads: 1);

    [Fact]
    public unsafe void TextIsCutAroundUserDefinedCharacters()
        => Gen.Int[' ', '~'].Array[80].Sample(
            characters =>
            {
                // A user-defined letter in the middle of pieces, and more classes than the vectors hold.
                SentencePiece[] pieces =
                [
                    new SentencePiece([(byte)'q'], 0, TokenKind.UserDefined),
                    new SentencePiece([.. "🙂"u8], 0, TokenKind.UserDefined),
                    .. Enumerable.Range(0, 60).Select(static i => new SentencePiece([(byte)(33 + i), (byte)'q', (byte)(34 + (i * 7 % 60)), (byte)(33 + (i * i % 61))], -i, TokenKind.Ordinary)),
                ];
                PieceBorders borders = new CharacterPairModel(pieces, Options(pieces, false)).Borders;
                TextBuffer text = new();
                text.Append([.. characters.Select(static c => (byte)c)]);
                PieceCutter cutter = new(borders);
                byte* start = text.Text.Start;
                ulong ends = cutter.Ends(start, start + text.Length);
                for (int i = 1; i < 64; i++)
                {
                    Assert.True((ends >> i & 1) != 0 || (start[i - 1] != 'q' && start[i] != 'q'));
                }

                Assert.False(borders.AreJoined(0x1F642, characters[0]));
                Assert.False(borders.AreJoined(characters[0], 0x1F642));
            },
            iter: 300,
            threads: 1);

    [Fact]
    public unsafe void VectorsCutNowhereButAtBorders()
        => Gen.Select(RandomPieces.Pieces(false), Gen.Int[' ', '~'].Array[64], static (pieces, text) => (pieces, text)).Sample(
            pair =>
            {
                if (!AsciiPairClasses.IsSupported)
                {
                    return;
                }

                // Pieces of all ASCII letters, so that there are more classes than the vectors hold.
                SentencePiece[] pieces = [.. pair.pieces, .. Enumerable.Range(0, 60).Select(i => new SentencePiece([(byte)(33 + i), (byte)(34 + (i * 7 % 60)), (byte)(33 + (i * i % 61))], -i, TokenKind.Ordinary))
                    .DistinctBy(static p => Encoding.UTF8.GetString(p.Text)).Where(p => !pair.pieces.Any(q => q.Text.AsSpan().SequenceEqual(p.Text)))];
                PieceBorders borders = new CharacterPairModel(pieces, Options(pieces, false)).Borders;
                TextBuffer text = new();
                text.Append([.. pair.text.Select(static c => (byte)c)]);
                byte* start = text.Text.Start;
                ulong cuts = borders.AsciiClasses.Cuts(start);
                for (int i = 0; i < 63; i++)
                {
                    Assert.True((cuts >> i & 1) <= borders.AsciiCuts[(start[i] * PieceBorders.Ascii) + start[i + 1]]);
                }
            },
            iter: 300,
            threads: 1);

    [Theory]
    [InlineData("llama1-2/tokenizer.model", true)]
    [InlineData("baichuan2/tokenizer.model", false)]
    [InlineData("internlm/tokenizer.model", false)]
    [InlineData("internlm2/tokenizer.model", false)]
    [InlineData("chatglm2-3/tokenizer.model", true)]
    public void CutsChangeNothingWithRealModels(string file, bool prefix)
    {
        if (!SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            return;
        }

        // Gives one piece of text at a time to the merger that would get the whole, were there no cuts and no caches.
        SentencePieceTokenizer tokenizer = (SentencePieceTokenizer)Tokenizer.Load(path);
        CharacterPairModel model = tokenizer.Pairs!;
        CharacterPairMerger whole = new(model);
        TokenEncoder encoder = tokenizer.CreateEncoder();
        RandomTexts.Text.Sample(
            text =>
            {
                string normalized = (prefix && text.Length > 0 ? " " : "") + text.Replace('\u2581', ' ');
                Assert.Equal(Whole(model, whole, Encoding.UTF8.GetBytes(normalized)), GoldIds.Encode(encoder, text));
                Assert.Equal(text.Replace('\u2581', ' '), GoldIds.Decode(tokenizer, GoldIds.Encode(encoder, text)));
            },
            iter: 1000,
            threads: 1);
        whole.Free();
        encoder.Free();
    }

    [Theory]
    [InlineData("llama1-2/tokenizer.model")]
    [InlineData("internlm2/tokenizer.model")]
    [InlineData("chatglm/ice_text.model")]
    public void SteadyStateAllocatesNothing(string file)
    {
        if (!SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            return;
        }

        TokenEncoder encoder = Tokenizer.Load(path).CreateEncoder();
        TextBuffer text = new();
        text.Append("The quick  brown fox, 12.5 % of \u2581 \u6F22\u5B57 \U0001F642\uFF21\uFF22 \n\t<s> na\u00EFve 'quoted'.\n"u8);
        TokenBuffer ids = new();
        long allocated = Allocation.OfCall(() =>
        {
            ids.Clear();
            encoder.Encode(text.Text, ids);
        });
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("llama1-2/tokenizer.model", "a")]
    [InlineData("llama1-2/tokenizer.model", " ")]
    [InlineData("llama1-2/tokenizer.model", "\u6F22")]
    [InlineData("llama1-2/tokenizer.model", "\u2581")]
    [InlineData("internlm2/tokenizer.model", "\u7684")]
    [InlineData("chatglm/ice_text.model", "a")]
    [InlineData("chatglm/ice_text.model", " ")]
    [InlineData("chatglm/ice_text.model", "\u7684")]
    public void AMillionOfTheSameIsNoTrouble(string file, string piece)
    {
        if (!SharedData.TryFind($"tokenizers/{file}", output, out string path))
        {
            return;
        }

        Tokenizer tokenizer = Tokenizer.Load(path);
        TokenEncoder encoder = tokenizer.CreateEncoder();
        string text = new StringBuilder().Insert(0, piece, 1_000_000).ToString();
        string decoded = GoldIds.Decode(tokenizer, GoldIds.Encode(encoder, text));
        Assert.Equal(file.StartsWith("chatglm/", StringComparison.Ordinal) && piece == " " ? "" : text.Replace('\u2581', ' '), decoded);
        encoder.Free();
    }

    private static unsafe int[] Whole(CharacterPairModel model, CharacterPairMerger merger, byte[] text)
    {
        // Around user-defined pieces the text is cut by the definition of these.
        List<int> ids = [];
        int[] output = new int[(3 * text.Length) + 8];
        fixed (byte* bytes = text)
        fixed (int* room = output)
        {
            int from = 0;
            for (int i = 0; i <= text.Length;)
            {
                int length = 0;
                int user = i < text.Length && model.UserSymbols is { } symbols ? symbols.Longest(text.AsSpan(i), out length) : -1;
                if ((user >= 0 || i == text.Length) && i > from)
                {
                    ids.AddRange(output.AsSpan(0, merger.Merge(bytes + from, i - from, room)));
                }

                if (user >= 0)
                {
                    ids.Add(user);
                    i += length;
                    from = i;
                }
                else
                {
                    i++;
                }
            }
        }

        return [.. ids];
    }

    private static PieceOptions Options(SentencePiece[] pieces, bool byteFallback) => new()
    {
        UnknownId = 0,
        ByteIds = byteFallback ? [.. Enumerable.Range(0, 256).Select(value => Array.FindIndex(pieces, p => PieceOptions.ByteOf(p.Text) == value))] : null,
    };

    /// <summary>Some of the ways in which pieces come of two others, in random order.</summary>
    private static PieceMerge[] Merges(SentencePiece[] pieces, Random random)
    {
        Dictionary<string, int> ids = pieces.Index().ToDictionary(static p => Encoding.UTF8.GetString(p.Item.Text), static p => p.Index, StringComparer.Ordinal);
        List<PieceMerge> merges = [];
        foreach ((string text, int id) in ids)
        {
            for (int i = 1; i < text.Length; i++)
            {
                if (ids.TryGetValue(text[..i], out int left) && ids.TryGetValue(text[i..], out int right))
                {
                    merges.Add(new PieceMerge(left, right, id));
                }
            }
        }

        return [.. merges.OrderBy(_ => random.Next()).Take(merges.Count * 3 / 4)];
    }

    private static int[] NaiveMerges(SentencePiece[] pieces, PieceMerge[] merges, string text)
    {
        List<int> ids = [];
        bool afterUnknown = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int id = Array.FindIndex(pieces, p => p.Text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(rune.ToString())));
            if (id >= 0 || !afterUnknown)
            {
                ids.Add(Math.Max(id, 0));
            }

            afterUnknown = id < 0;
        }

        while (true)
        {
            (int Rank, int Place) best = (int.MaxValue, 0);
            for (int i = 0; i + 1 < ids.Count; i++)
            {
                int rank = Array.FindIndex(merges, m => m.Left == ids[i] && m.Right == ids[i + 1]);
                best = rank >= 0 && rank < best.Rank ? (rank, i) : best;
            }

            if (best.Rank == int.MaxValue)
            {
                return [.. ids];
            }

            ids[best.Place] = merges[best.Rank].Merged;
            ids.RemoveAt(best.Place + 1);
        }
    }

    /// <summary>Encodes normalized text, which has U+2581 for spaces.</summary>
    private sealed class Encoder(TokenEncoder encoder) : IDisposable
    {
        public int[] Encode(string text) => GoldIds.Encode(encoder, text.Replace('\u2581', ' '));

        public void Dispose() => encoder.Free();
    }
}
