using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests.EndToEnd.Differential;
using Xunit;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>No step of the library fails on any text, and none leaves anything that is not UTF-8.</summary>
public class AnyInputTests
{
    private const int Large = 1 << 20;
    private const int Small = 1 << 15;

    private static readonly string[] s_monsters =
    [
        "",
        "\0",
        new string('a', Large),
        Repeat("\u0301", Large),
        Repeat("👩\u200D👩\u200D👧\u200D", Large),
        Repeat("𐐀", Small),
        Repeat("🇩🇪", Small),
        new string('\n', Small),
        new string(' ', Small),
        Repeat("\"'([{<#&", Small),
        new string('.', Small),
        Repeat("4111-", Small),
        Repeat("a@b.", Small),
        Repeat("http://", Small),
        Repeat("a\n", Small),
        Repeat("a\n\n", Small),
        Repeat("漢字。", Small),
    ];

    [Fact]
    public void NoTextFails() => Gen.Select(Gen.UInt.Array[1000], RandomDocuments.Noise.Array[30]).Sample(
        static (numbers, noise) => Judge(Batch.OfDefaults(new Tape(numbers)), [.. s_monsters.Concat(noise).Select(static text => new NaiveDocument(text, text, Fields(text[..Math.Min(text.Length, 1000)])))]),
        iter: 1,
        threads: 1,
        print: static _ => "see above");

    private static Dictionary<string, string> Fields(string text) => new() { ["url"] = text, ["language"] = text, ["stars"] = "-1", ["score"] = "NaN" };

    private static void Judge(Batch batch, NaiveDocument[] documents)
    {
        using CompiledBatch compiled = CompiledBatch.Compile(batch);
        for (int step = 0; step < batch.Steps.Count; step++)
        {
            GeneratedPipeline pipeline = new(compiled.DefinitionOf(Batch.SingleName(step)));
            bool isProfile = batch.Steps[step].Code.Contains("@profile:", StringComparison.Ordinal); // the longest texts are for the steps themselves
            foreach (NaiveDocument document in documents.Where(d => !isProfile || d.Text.Length < Large / 8))
            {
                if (Failure(document) is not null)
                {
                    string text = Reduction.Shrink(document.Text, t => Failure(new NaiveDocument(t, t, document.Fields)) is not null);
                    Assert.Fail($"{batch.Steps[step].Code}\n{Outcome.Printable(text)}\n{Failure(new NaiveDocument(text, text, document.Fields))}");
                }

                Exception? Failure(NaiveDocument d)
                    => Xunit.Record.Exception(() => _ = batch.Steps[step].Template.Kind == typeof(DedupAttribute<>) ? pipeline.RunFirstPhase(d).Times : pipeline.Audit(d).Failures.Count);
            }
        }
    }

    private static string Repeat(string part, int bytes) => new StringBuilder().Insert(0, part, bytes / Encoding.UTF8.GetByteCount(part)).ToString();
}
