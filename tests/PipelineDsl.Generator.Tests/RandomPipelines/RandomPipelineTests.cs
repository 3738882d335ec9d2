using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using PipelineDsl.Tests.EndToEnd.Differential;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>
/// Random pipelines, fused, against their steps one after the other: verdict, rule, value, threshold, span, text, repetition and sketches. A failure shows the pipeline and the document, first as small as they still fail, and the seed that brings both back.
/// </summary>
public class RandomPipelineTests(ITestOutputHelper output)
{
    private const int Pipelines = 30;
    private const int Documents = 50;
    private const int Alignments = 64;

    [Fact]
    public void FusedIsOneStepAfterTheOther() => Batch.Gen(Pipelines, Documents).Sample(
        static batch =>
        {
            using CompiledBatch compiled = CompiledBatch.Compile(batch);
            IReadOnlyList<NaivePipeline> naive = compiled.Naive();
            for (int i = 0; i < batch.Pipelines.Count; i++)
            {
                AssertSame(batch, i, compiled, naive[i]);
            }
        },
        iter: 1,
        threads: 1,
        print: static _ => "see above");

    /// <summary>What kernels there are, whether code is optimised, and in which culture it runs changes nothing.</summary>
    [Fact]
    public void InstructionsAndCulturesChangeNothing() => Batch.Gen(20, 40).Sample(
        batch =>
        {
            using CompiledBatch compiled = CompiledBatch.Compile(batch);
            DirectoryInfo folder = Directory.CreateTempSubdirectory("pipelinedsl-random-");
            try
            {
                JudgingProcess.Save(folder.FullName, compiled, batch.Documents);
                using JudgingProcess turkish = new(folder.FullName, "tr-TR", ("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX512F", "0"), ("DOTNET_TieredCompilation", "0"));
                using JudgingProcess arabic = new(folder.FullName, "ar-SA", ("DOTNET_EnableAVX2", "0"));
                using JudgingProcess invariant = new(folder.FullName, "", ("DOTNET_EnableHWIntrinsic", "0"));
                string[] here = [.. batch.Pipelines.Select((_, i) => JudgingProcess.Judge(new GeneratedPipeline(compiled.DefinitionOf(Batch.FusedName(i))), batch.Documents))];
                AssertSame(batch, here, turkish, TextKernel.Vector256, "tr-TR: İ");
                AssertSame(batch, here, arabic, TextKernel.Vector128, "ar-SA: I");
                AssertSame(batch, here, invariant, TextKernel.Scalar, ": I");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        },
        iter: 1,
        threads: 1,
        print: static _ => "see above");

    private void AssertSame(Batch batch, string[] here, JudgingProcess process, TextKernel best, string culture)
    {
        if (process.Finish() is not (string machine, string[] there))
        {
            output.WriteLine($"SKIPPED {culture}: there is no ICU");
            return;
        }

        best = (TextKernel)Math.Min((int)best, (int)TextKernels.Best);
        Assert.Equal($"{best}, {culture}", machine);
        Assert.Equal(here.Length, there.Length);
        for (int i = 0; i < here.Length; i++)
        {
            int document = here[i].Split(' ').Zip(there[i].Split(' ')).TakeWhile(static p => p.First == p.Second).Count();
            Assert.True(here[i] == there[i], $"another outcome with {machine}\n{batch.SourceOf(i)}\ndocument {document}");
        }
    }

    private static void AssertSame(Batch batch, int pipeline, CompiledBatch compiled, NaivePipeline naive)
    {
        GeneratedPipeline generated = new(compiled.DefinitionOf(Batch.FusedName(pipeline)));
        for (int d = 0; d < batch.Documents.Count; d++)
        {
            Check(d, Comparison.Difference(generated, naive, batch.Documents[d]));
        }

        // Once more after other documents than before, and one of them at every place in memory.
        Outcome[] outcomes = [.. batch.Documents.Select(naive.Judge)];
        string[] audits = [.. batch.Documents.Select(d => naive.Audit(d).ToString())];
        for (int d = outcomes.Length - 1; d >= 0; d--)
        {
            for (int shift = 0; shift <= (d == pipeline % outcomes.Length ? Alignments : 0); shift++)
            {
                Check(d, Comparison.Differs($"after others, moved by {shift}", outcomes[d], generated.Judge(batch.Documents[d], shift)));
                Check(d, Comparison.Differs($"audit after others, moved by {shift}", audits[d], generated.Audit(batch.Documents[d], shift).ToString()));
            }
        }

        void Check(int document, string? difference)
        {
            if (difference is not null)
            {
                Reduction.Case? reduced = Reduction.Of(batch, pipeline, batch.Documents[document]);
                Assert.Fail($"{reduced?.ToString() ?? "the document alone shows nothing"}\n\nreduced from document {document}: {new Reduction.Case(batch with { Pipelines = [batch.Pipelines[pipeline]] }, batch.Documents[document], difference)}");
            }
        }
    }
}
