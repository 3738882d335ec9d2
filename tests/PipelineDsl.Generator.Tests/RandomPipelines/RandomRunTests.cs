using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd.Differential;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>
/// Runs of random pipelines over files, several workers on several shards, against the interpreter: the ledger, the documents that are written, and what is explained of a single one. Runs share a store: after a
/// change of one step they must come to what the changed pipeline says, and take up what they did before.
/// </summary>
public class RandomRunTests
{
    private const int Pipelines = 12;
    private const int Documents = 60;
    private const int Explained = 2;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void RunsAreOneStepAfterTheOther() => Gen.Select(Batch.Gen(Pipelines, Documents, static t => !t.IsBuiltIn || t.Kind != typeof(DedupAttribute<>) || t.Attributes[0] == typeof(ExactDedupAttribute)), Gen.UInt.Array[200]).Sample(
        static (batch, numbers) =>
        {
            // Some texts come again, so that there is something to deduplicate.
            NaiveDocument[] documents = [.. batch.Documents, .. batch.Documents.Where(static (_, i) => i % 5 == 0).Select(static (d, i) => new NaiveDocument(d.Text, d.Text, i % 2 == 0 ? d.Fields : new Dictionary<string, string> { ["stars"] = "3", ["score"] = "7" }))];
            Batch changed = batch.Changed(new Tape(numbers));
            using TempFolder folder = new();
            using CompiledBatch compiled = CompiledBatch.Compile(batch, Path.Combine(folder.Path, "code"));
            using CompiledBatch recompiled = CompiledBatch.Compile(changed, Path.Combine(folder.Path, "changed"));
            CopyLists(folder);
            int half = documents.Length / 2;
            folder.Write("in/a.jsonl", Lines(documents[..half]));
            folder.Write("in/b.jsonl", Lines(documents[half..]));
            IReadOnlyList<NaivePipeline> naive = compiled.Naive();
            IReadOnlyList<NaivePipeline> naiveChanged = recompiled.Naive();
            for (int i = 0; i < batch.Pipelines.Count; i++)
            {
                PipelineDefinition before = compiled.DefinitionOf(Batch.FusedName(i));
                PipelineDefinition after = recompiled.DefinitionOf(Batch.FusedName(i));
                Outcome[] expected = naive[i].Run(documents);
                AssertRun(before, expected, folder, batch.SourceOf(i));
                AssertRun(after, naiveChanged[i].Run(documents), folder, $"{batch.SourceOf(i)}\nchanged to\n{changed.SourceOf(i)}");
                Assert.Equal(0, AssertRun(before, expected, folder, $"{changed.SourceOf(i)}\nchanged back to\n{batch.SourceOf(i)}").TasksDone);
                for (int explained = 0; explained < Explained; explained++)
                {
                    int d = ((i * Explained) + explained) % documents.Length;
                    Explanation? explanation = PipelineHost.Explain(before, Options(folder), d < half ? $"a.jsonl#{d + 1}" : $"b.jsonl#{d - half + 1}", CancellationToken.None);
                    AssertExplanation(expected[d], naive[i].Audit(documents[d]), explanation, batch.SourceOf(i));
                }
            }
        },
        iter: 1,
        threads: 1,
        print: static _ => "see above");

    private static void CopyLists(TempFolder folder)
    {
        string lists = Path.Combine(AppContext.BaseDirectory, "lists");
        foreach (string file in Directory.EnumerateFiles(lists, "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.Combine("lists", Path.GetRelativePath(lists, file)), File.ReadAllText(file));
        }
    }

    private static RunOptions Options(TempFolder folder)
        => new() { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), StoreDirectory = Path.Combine(folder.Path, "store"), Workers = 2, SliceBytes = 1 << 14 };

    private static RunSummary AssertRun(PipelineDefinition pipeline, Outcome[] expected, TempFolder folder, string source)
    {
        RunSummary summary = PipelineHost.RunAsync(pipeline, Options(folder), CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(summary.Succeeded, source);
        Assert.Equal((expected.Length, 0), (summary.Read, summary.Rejected));
        SortedDictionary<string, int> dropped = new(expected.Where(static o => o.Rule is not null).GroupBy(static o => o.Rule!).ToDictionary(static g => g.Key, static g => g.Count()), StringComparer.Ordinal);
        SortedDictionary<string, long> ledger = new(summary.Dropped.Where(static d => d.Value > 0).ToDictionary(static d => d.Key.ToString(), static d => d.Value), StringComparer.Ordinal);
        Assert.True(string.Join(", ", dropped) == string.Join(", ", ledger), $"the ledger\n{source}\nwanted {string.Join(", ", dropped)}\ngot    {string.Join(", ", ledger)}");
        Assert.Equal(expected.Count(static o => o.Rule is null), summary.Kept);
        string[] texts = [.. expected.SelectMany(static o => Enumerable.Repeat(o.Text, o.Times))];
        string[] written = [.. File.ReadLines(Path.Combine(folder.Path, "out/kept.jsonl")).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
        Assert.True(texts.AsSpan().SequenceEqual(written), $"the documents that are left\n{source}\nwanted {string.Join('\n', texts.Select(Outcome.Printable))}\ngot {string.Join('\n', written.Select(Outcome.Printable))}");
        return summary;
    }

    private static void AssertExplanation(Outcome expected, AuditOutcome audit, Explanation? explanation, string source)
    {
        Assert.True(explanation is not null, source);
        Verdict verdict = explanation.Verdict;
        Assert.True(
            expected with { Times = 0, Sketches = "" } == new Outcome(verdict.Rule?.ToString(), verdict.Value, verdict.Threshold, verdict.Span, explanation.Text, 0, ""),
            $"the explanation\n{source}\nwanted {expected}\ngot {explanation}");
        Assert.True(audit.Failures.Select(static f => f.Rule).SequenceEqual(explanation.Failures.Select(static f => f.Rule!.ToString())), $"the failures\n{source}\nwanted {audit}\ngot {explanation}");
        Assert.Equal(expected.Rule?.EndsWith(".Duplicate", StringComparison.Ordinal) == true, explanation.FirstOfItsKind is not null);
    }

    private static string Lines(IEnumerable<NaiveDocument> documents)
        => string.Concat(documents.Select(static d => $"{{\"text\":{Json(d.Text)}{string.Concat(d.Fields.Select(static f => $",{Json(f.Key)}:{(f.Key is "stars" or "score" or "hidden" ? f.Value : Json(f.Value))}"))}}}\n"));

    private static string Json(string text) => JsonSerializer.Serialize(text, s_json);
}
