using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine;

/// <summary>What is told of dropped documents: the sample of each rule, and the explanation of one document.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ADocumentIsExplainedAsARunWouldTreatIt()
    {
        _folder.Write("in/a.tsv", "1\tapple\n2\tno\n3\tbad pear\nbroken\n");
        _folder.Write("in/b.tsv", "4\tapple\n5\tplum\n6\tbad pear\n");

        Explanation shortOne = Explain("2")!;
        Assert.Equal(("a.tsv", 2L, "dropped by Length.TooShort (2, threshold 3)", "no"), (shortOne.File, shortOne.Line, shortOne.Verdict.ToString(), shortOne.Text));
        Assert.Equal("dropped by Clean.NoBadWord", Explain("3")!.Verdict.ToString());
        Assert.Equal(("dropped by Exact.Duplicate", "1"), (Explain("4")!.Verdict.ToString(), Explain("4")!.FirstOfItsKind));
        Assert.Equal(("dropped by Exact.Duplicate", "3"), (Explain("6")!.Verdict.ToString(), Explain("6")!.FirstOfItsKind));
        Assert.True(Explain("b.tsv#2")!.Verdict.Kept);
        Assert.Equal(RejectReason.Malformed, Explain("a.tsv#4")!.Rejection!.Reason);
        Assert.Null(Explain("7"));
    }

    [Fact]
    public void ARecordWithARepeatedIdTakesNoPart()
    {
        _folder.Write("in/a.tsv", "1\tapple\n1\tpear\n2\tpear\n");
        Assert.Equal("apple", Explain("1")!.Text);
        Assert.Equal(RejectReason.DuplicateId, Explain("a.tsv#2")!.Rejection!.Reason);
        Assert.True(Explain("2")!.Verdict.Kept);
    }

    [Fact]
    public void TheSpanIsMarked()
    {
        RuleInfo rule = new("House", "NoShouting", 0);
        Explanation explanation = new() { Document = "7", File = "a.jsonl", Line = 3, Verdict = Verdict.Drop(rule, Check.AtMost(3, 1).At(3, 4)), Text = "é WHAT now" };
        Assert.Equal("7: a.jsonl, line 3\ndropped by House.NoShouting (3, threshold 1) at bytes 3..7\ntext at this step:\né ⟦WHAT⟧ now\n", explanation.ToString());
    }

    [Fact]
    public async Task TheSampleIsTheSameForAnyShardingAndNumberOfWorkers()
    {
        string[] lines = [.. Enumerable.Range(0, 200).Select(static i => $"{i}\t{(i % 2 == 0 ? "no" : $"a bad one {i}")}\n")];
        HashSet<string> samples = [];
        foreach ((int shards, int workers) in ((int, int)[])[(1, 1), (4, 1), (4, 3), (9, 2)])
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, "in"));
            Directory.Delete(Path.Combine(_folder.Path, "in"), recursive: true);
            for (int shard = 0; shard < shards; shard++)
            {
                _folder.Write($"in/{shard}.tsv", string.Concat(lines.Where((_, i) => i % shards == shard)));
            }

            await PipelineHost.RunAsync(TestPipeline.Create(), Options(workers), CancellationToken.None);
            samples.Add(string.Join("\n", Samples().Select(static s => $"{s.GetProperty("rule")} {s.GetProperty("id")} {s.GetProperty("excerpt")}")));
        }

        string[] sample = Assert.Single(samples).Split('\n');
        Assert.Equal(10, sample.Length);
        Assert.Equal(5, sample.Count(static s => s.StartsWith("Length.TooShort ", StringComparison.Ordinal) && s.EndsWith(" no", StringComparison.Ordinal)));
        Assert.Equal(5, sample.Count(static s => s.StartsWith("Clean.NoBadWord ", StringComparison.Ordinal)));
        Assert.Contains(sample, static s => !s.StartsWith("Length.TooShort 0 ", StringComparison.Ordinal));
    }

    [Fact]
    public void TheExcerptIsCutAroundTheSpanAtCharacters()
    {
        Document document = new(1);
        document.SetUtf8(FieldMap.TextSlot, System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("汉", 3000)) + "!" + string.Concat(Enumerable.Repeat("字", 3000))));
        DropSample sample = new();
        sample.Set(new Hash128(0, 1), document, default, Verdict.Drop(new RuleInfo("A", "B", 0), Check.AtMost(1, 0).At(9000, 1)));
        string excerpt = System.Text.Encoding.UTF8.GetString(sample.Excerpt);
        Assert.Contains("汉!字", excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', excerpt);
        Assert.InRange(sample.Excerpt.Length, DropSample.ExcerptBytes - 4, DropSample.ExcerptBytes);
        Assert.Equal(18001, sample.TextBytes);
    }

    private IEnumerable<JsonElement> Samples() => _folder.Read("out/samples.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => JsonDocument.Parse(l).RootElement);

    private Explanation? Explain(string document) => PipelineHost.Explain(TestPipeline.Create(), Options(1), document, CancellationToken.None);

    private RunOptions Options(int workers) => new() { ProjectDirectory = _folder.Path, OutputDirectory = Path.Combine(_folder.Path, "out"), Workers = workers };
}
