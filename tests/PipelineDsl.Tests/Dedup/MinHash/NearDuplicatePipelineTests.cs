using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Dedup.MinHash;

/// <summary>The steps of near-duplicate search, from files to files.</summary>
public sealed class NearDuplicatePipelineTests
{
    private const string Words = "the quick brown fox jumps over a lazy dog while seven old wizards brew very potent quince jelly for their amazed guests";

    /// <summary>Three texts, of which two resemble each other, one equal to another, short ones, and empty ones.</summary>
    private static readonly string[] s_texts =
    [
        Words,
        Words + ". And then some.",
        "an entirely different text about nothing that has been said before by anybody at any time",
        Words.ToUpperInvariant() + "!",
        "",
        "two words",
        "Two words.",
        "",
    ];

    [Fact]
    public async Task VerifiedDuplicatesLeaveTheLongest() => Assert.Equal([1, 2, 4, 6, 7], await Kept(VerifiedPipeline.RunAsync));

    [Fact]
    public async Task SurvivorsTellOfTheirCluster()
    {
        using TempFolder folder = new();
        Write(folder, 2, s_texts);
        Assert.True((await NamedPipeline.RunAsync(Options(folder, 2, 1 << 20))).Succeeded);
        JsonElement[] rows = [.. folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<JsonElement>(line))];
        Assert.Equal(["1", "2", "4", "6", "7"], rows.Select(static r => r.GetProperty("id").GetString()));
        Assert.Equal([0L, 2, 4, 5, 7], rows.Select(static r => r.GetProperty("first").GetInt64()));
        Assert.Equal([3L, 1, 1, 2, 1], rows.Select(static r => r.GetProperty("copies").GetInt64()));
    }

    [Fact]
    public async Task BandsAloneLeaveTheFirst() => Assert.Equal([0, 2, 4, 5, 7], await Kept(BandsPipeline.RunAsync));

    [Fact]
    public async Task CharactersAreShingles() => Assert.Equal([0, 2, 4, 5, 6, 7], await Kept(CharactersPipeline.RunAsync, s_texts[0], s_texts[0].ToUpperInvariant(), s_texts[2], s_texts[0].Replace(" ", "  ", StringComparison.Ordinal), "", "ab", "abc", ""));

    [Fact]
    public async Task SegmentsAreShingles() => Assert.Equal([0, 2, 4, 5], await Kept(SegmentsPipeline.RunAsync, s_texts[0], s_texts[0], s_texts[2], s_texts[2], "", "a"));

    [Fact]
    public async Task TokensAreShingles() => Assert.Equal([0, 2, 4, 5], await Kept(TokensPipeline.RunAsync, s_texts[0], s_texts[0], s_texts[2], s_texts[2], "", "a"));

    [Fact]
    public async Task DatatroveKeepsWhatIsShort() => Assert.Equal([0, 2, 4, 5, 6, 7], await Kept(DatatrovePipeline.RunAsync));

    [Fact]
    public async Task DatatroveHasOtherWordsAndHashes() => Assert.Equal([0, 2, 4, 5, 6, 7], await Kept(DatatroveWordsPipeline.RunAsync));

    [Fact]
    public async Task FingerprintsFindWhatIsAlike() => Assert.Equal([0, 2, 4, 5, 7], await Kept(FingerprintPipeline.RunAsync));

    [Fact]
    public async Task AnIncrementIsComparedWithWhatWasPublished()
    {
        using TempFolder folder = new();
        Write(folder, 2, s_texts);
        Assert.True((await BandsPipeline.RunAsync(Options(folder, 1, 1 << 20))).Succeeded);
        Directory.CreateDirectory(Path.Combine(folder.Path, "published"));
        File.Copy(Path.Combine(folder.Path, "out", "bands.index"), Path.Combine(folder.Path, "published", "bands.index"));
        Write(folder, 2, ["something new that nobody has seen", s_texts[2], "TWO WORDS", "something new that nobody has seen"]);
        Assert.True((await IncrementPipeline.RunAsync(Options(folder, 1, 1 << 20))).Succeeded);
        Assert.Equal([0], Ids(folder));
    }

    /// <summary>The bytes of the output depend neither on how the corpus is cut into files nor on workers or memory.</summary>
    [Fact]
    public async Task ShardsWorkersAndMemoryChangeNothing()
    {
        string[] texts = Corpus(600);
        string? expected = null;
        foreach ((int files, int workers, long memory) in new[] { (1, 1, 1L << 24), (7, 3, 1L << 24), (3, 2, 1L << 10), (13, 4, 1L << 14) })
        {
            using TempFolder folder = new();
            Write(folder, files, texts);
            Assert.True((await VerifiedPipeline.RunAsync(Options(folder, workers, memory))).Succeeded);
            string output = folder.Read("out/out.jsonl");
            Assert.Equal(expected ?? output, output);
            expected = output;
        }

        Assert.InRange(expected!.Count(static c => c == '\n'), 100, 500);
    }

    /// <summary>What is kept is what all pairs leave.</summary>
    [Fact]
    public async Task VerifiedClustersAreThoseOfAllPairs()
    {
        string[] texts = Corpus(250);
        HashSet<string>[] sets = [.. texts.Select(static t => ReferenceShingles.Shingles(t, 2))];

        // 20 bands of 3 rows miss a pair of 0.9 with a chance of 10^-11, so the outcome is decided by pairs of 0.5 or more, but for those that no band shows.
        int[] roots = NaiveClusters.Components(texts.Length, (i, j) => ReferenceShingles.Jaccard(sets[i], sets[j]) >= 0.9);
        int[] widest = NaiveClusters.Components(texts.Length, (i, j) => ReferenceShingles.Jaccard(sets[i], sets[j]) >= 0.5);
        using TempFolder folder = new();
        Write(folder, 3, texts);
        Assert.True((await VerifiedPipeline.RunAsync(Options(folder, 2, 1 << 20))).Succeeded);
        int[] kept = [.. Ids(folder)];
        Assert.InRange(kept.Length, widest.Distinct().Count(), roots.Distinct().Count());
        Assert.Equal(widest.Distinct().Order(), kept.Select(i => widest[i]).Distinct().Order()); // no cluster is lost
        Assert.All(kept.GroupBy(i => roots[i]), static g => Assert.Single(g)); // no similar pair is left
    }

    /// <summary>Texts of at least two words, many of them made from an earlier one by changes.</summary>
    private static string[] Corpus(int count)
    {
        string[] vocabulary = Words.Split(' ');
        ulong state = 11;
        int Next(int below)
        {
            state = TextHash.Combine(state, 17);
            return (int)(state % (ulong)below);
        }

        List<string[]> texts = [];
        for (int i = 0; i < count; i++)
        {
            string[] text = [.. Enumerable.Range(0, 2 + Next(30)).Select(_ => vocabulary[Next(vocabulary.Length)] + Next(40))];
            if (i > 0 && Next(3) > 0)
            {
                text = [.. texts[Next(texts.Count)]];
                for (int change = Next(4); change > 0; change--)
                {
                    text[Next(text.Length)] = "new" + Next(1000);
                }
            }

            texts.Add(text);
        }

        return [.. texts.Select(static t => string.Join(' ', t))];
    }

    private static async Task<IEnumerable<int>> Kept(Func<RunOptions, System.Threading.CancellationToken, Task<RunSummary>> run, params string[] texts)
    {
        using TempFolder folder = new();
        Write(folder, 3, texts.Length == 0 ? s_texts : texts);
        Assert.True((await run(Options(folder, 2, 1 << 20), default)).Succeeded);
        return Ids(folder);
    }

    private static void Write(TempFolder folder, int files, string[] texts)
    {
        for (int file = 0; file < files; file++)
        {
            StringBuilder lines = new();
            for (int i = texts.Length * file / files; i < texts.Length * (file + 1) / files; i++)
            {
                lines.Append(JsonSerializer.Serialize(new { id = i.ToString(System.Globalization.CultureInfo.InvariantCulture), text = texts[i] })).Append('\n');
            }

            folder.Write($"in/{file:00}.jsonl", lines.ToString());
        }
    }

    private static RunOptions Options(TempFolder folder, int workers, long memory)
        => new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = workers, DedupMemoryBytes = memory };

    private static int[] Ids(TempFolder folder)
        => [.. folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => int.Parse(JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
}
