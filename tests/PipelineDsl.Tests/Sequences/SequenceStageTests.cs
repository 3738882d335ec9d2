using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Datasets;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Sequences;

public sealed class SequenceStageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static TokenDocument[] Documents(int count, int seed = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => new TokenDocument($"d{i}", [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(50257))]))];
    }

    private async Task<Dictionary<string, List<CollectedSequence>>> RunAsync(SequenceOptions options, IEnumerable<TokenDocument[]> shards, int workers = 1, int memory = 1 << 20, bool hasIds = true)
    {
        Dictionary<string, List<CollectedSequence>> splits = [];
        TokenPipeline pipeline = new()
        {
            Sequences = options,
            Workers = workers,
            ShuffleMemoryBytes = memory,
            HasIds = hasIds,
            Writers = [context => new CollectingWriter(splits, context)],
        };
        RunSummary summary = await pipeline.RunAsync(_folder, [.. shards]);
        Assert.True(summary.Succeeded);
        return splits;
    }

    private static string[] Text(Dictionary<string, List<CollectedSequence>> splits) => [.. splits.SelectMany(static s => s.Value.Select(v => $"{s.Key}: {v}"))];

    public static TheoryData<Packing, Shuffle, double> Ways()
    {
        TheoryData<Packing, Shuffle, double> ways = [];
        foreach (Packing packing in Enum.GetValues<Packing>())
        {
            foreach (Shuffle shuffle in Enum.GetValues<Shuffle>())
            {
                ways.Add(packing, shuffle, 0);
                ways.Add(packing, shuffle, 0.3);
            }
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task NothingDependsOnShardsWorkersOrMemory(Packing packing, Shuffle shuffle, double validation)
    {
        SequenceOptions options = new() { ContextLength = 16, Packing = packing, Shuffle = shuffle, Seed = 7, Validation = validation, Window = 200 };
        TokenDocument[] documents = Documents(150);
        string[] expected = Text(await RunAsync(options, [documents]));
        Assert.Equal(expected, Text(await RunAsync(options, documents.Chunk(37), workers: 3)));
        Assert.Equal(expected, Text(await RunAsync(options, documents.Chunk(100), workers: 2, memory: 700)));
        Assert.Equal(expected, Text(await RunAsync(options, [documents], memory: 5000)));
        if (shuffle.HasFlag(Shuffle.Documents))
        {
            // The order of the corpus does not matter either: the ids say where a document goes.
            Assert.Equal(expected, Text(await RunAsync(options, documents.Reverse().Chunk(50))));
        }
    }

    [Fact]
    public async Task AShuffleIsAPermutationAndASeedAnother()
    {
        TokenDocument[] documents = Documents(300);
        SequenceOptions options = new() { ContextLength = 16 };
        string[] sorted = [.. Text(await RunAsync(options, [documents])).Order(StringComparer.Ordinal)];
        string[] shuffled = Text(await RunAsync(options with { Shuffle = Shuffle.Sequences, Seed = 1 }, [documents]));
        string[] other = Text(await RunAsync(options with { Shuffle = Shuffle.Sequences, Seed = 2 }, [documents]));
        Assert.Equal(sorted, shuffled.Order(StringComparer.Ordinal));
        Assert.Equal(sorted, other.Order(StringComparer.Ordinal));
        Assert.NotEqual(shuffled, other);
        Assert.NotEqual(sorted, shuffled);

        SequenceOptions whole = new() { Shuffle = Shuffle.Documents, Seed = 1 };
        UInt128[] one = [.. (await RunAsync(whole, [documents]))[""].Select(static s => s.Pieces[0].Document)];
        UInt128[] two = [.. (await RunAsync(whole with { Seed = 2 }, [documents]))[""].Select(static s => s.Pieces[0].Document)];
        Assert.Equal(documents.Where(static d => d.Ids.Length > 0).Select(static d => d.Key).Order(), one.Order());
        Assert.Equal(one.Order(), two.Order());
        Assert.NotEqual(one, two);
    }

    /// <summary>Where the first half of the corpus goes: a shuffle that leaves things near where they were fails.</summary>
    [Fact]
    public async Task AShuffleMixes()
    {
        TokenDocument[] documents = [.. Enumerable.Range(0, 2000).Select(static i => new TokenDocument($"{i}", [i]))];
        List<CollectedSequence> sequences = (await RunAsync(new SequenceOptions { Shuffle = Shuffle.Documents }, [documents]))[""];
        int early = sequences.Take(1000).Count(static s => s.Ids[0] < 1000);
        Assert.InRange(early, 400, 600); // the expectation is 500, the standard deviation 11
    }

    [Fact]
    public async Task ADocumentsKeyAloneDecidesItsSplit()
    {
        TokenDocument[] documents = [.. Documents(3000).Where(static d => d.Ids.Length > 0)];
        SequenceOptions options = new() { Validation = 0.1 };
        Dictionary<string, List<CollectedSequence>> all = await RunAsync(options, documents.Chunk(500));
        HashSet<UInt128> validation = [.. all["validation"].Select(static s => s.Pieces[0].Document)];
        Assert.InRange(validation.Count, documents.Length * 0.07, documents.Length * 0.13);
        Assert.Equal(documents.Length, all["train"].Count + all["validation"].Count);

        // In half of the corpus, with another seed and a greater share, it stays where it was.
        Dictionary<string, List<CollectedSequence>> half = await RunAsync(options with { Validation = 0.2, Shuffle = Shuffle.Documents, Seed = 5 }, [[.. documents.Where(static (_, i) => i % 2 == 0)]]);
        HashSet<UInt128> more = [.. half["validation"].Select(static s => s.Pieces[0].Document)];
        Assert.All(documents.Where((d, i) => i % 2 == 0 && validation.Contains(d.Key)), d => Assert.Contains(d.Key, more));
        Assert.True(more.Count > validation.Count * 0.7);
    }

    [Fact]
    public async Task WithoutIdsDocumentsAreKnownByTheirPlaces()
    {
        TokenDocument[] documents = [.. Enumerable.Range(0, 200).Select(static i => new TokenDocument("same", [i]))];
        SequenceOptions options = new() { Shuffle = Shuffle.Documents };
        string[] one = Text(await RunAsync(options, documents.Chunk(50), hasIds: false));
        string[] two = Text(await RunAsync(options, documents.Chunk(50), workers: 3, memory: 500, hasIds: false));
        Assert.Equal(one, two);
        Assert.Equal(200, one.Distinct().Count());
    }

    [Fact]
    public async Task ManifestAndSummarySayWhatCameOut()
    {
        TokenDocument[] documents = [new("a", [1, 2, 3, 4, 5]), new("b", []), new("c", [6])];
        await RunAsync(new SequenceOptions { ContextLength = 4, Packing = Packing.OnePerRow }, [documents]);
        JsonElement sequences = JsonDocument.Parse(_folder.Read("out/manifest.json")).RootElement.GetProperty("sequences");
        Assert.Equal("OnePerRow", sequences.GetProperty("packing").GetString());
        JsonElement split = Assert.Single(sequences.GetProperty("splits").EnumerateArray());
        Assert.Equal(
            [2, 1, 1, 6, 3, 6],
            new[] { "documents", "emptyDocuments", "cutDocuments", "tokens", "sequences", "padding" }.Select(name => split.GetProperty(name).GetInt64()));
        Assert.Contains("  padding: 6\n", _folder.Read("out/summary.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoOutputsOfOneNameFailTheRun()
    {
        TokenPipeline pipeline = new()
        {
            Writers = [static c => MegatronWriter.Open(c, "same"), static c => MegatronWriter.Open(c, "same")],
        };
        RunException exception = await Assert.ThrowsAsync<RunException>(() => pipeline.RunAsync(_folder, [[new TokenDocument("a", [1])]]));
        Assert.Equal("PDSL2014", exception.Id);
        Assert.Contains("same.bin", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public async Task OptionsThatContradictEachOtherFailBeforeAnythingIsRead()
    {
        foreach (SequenceOptions options in new SequenceOptions[]
        {
            new() { Packing = Packing.BestFit },
            new() { Shuffle = Shuffle.Sequences },
            new() { Validation = 1 },
            new() { ContextLength = 8, Window = 0 },
        })
        {
            RunException exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(options, [Documents(3)]));
            Assert.Equal("PDSL2016", exception.Id);
        }
    }

    [Fact]
    public async Task FlagsThatAFormatCannotCarryAreWarnedOf()
    {
        Findings findings = new();
        TokenPipeline pipeline = new()
        {
            Observer = findings,
            Writers = [static c => NanoGptWriter.Open(c), static c => DatatroveWriter.Open(c, "kept")],
        };
        await pipeline.RunAsync(_folder, [[new TokenDocument("a", [1, 2], [false, true])]]);
        RunFinding finding = Assert.Single(findings.All);
        Assert.Equal(("PDSL2015", false), (finding.Id, finding.IsError));
        Assert.StartsWith("Dataset0 ", finding.Message, StringComparison.Ordinal);
    }

    private sealed class Findings : IRunObserver
    {
        public List<RunFinding> All { get; } = [];

        public void OnFinding(RunFinding finding) => All.Add(finding);

        public void OnProgress(in RunProgress progress)
        {
        }
    }
}
