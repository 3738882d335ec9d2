using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>The generated code against the interpreter: verdict, rule, value, threshold and the text that is left.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    [Fact]
    public void AgreesOnRandomTexts() => Gen.OneOf(TextGen.Texts, RandomTexts.Text, RandomTexts.LongText).Array[1, 6].Sample(AssertSame, iter: 300);

    [Fact]
    public void AgreesOnEmptyAndHugeTexts()
        => AssertSame(["", "", "\0", "\n\n", string.Concat(Enumerable.Repeat("Hello, wörld. 中文\n", 50_000)), new string('x', 1 << 20)]);

    [Fact]
    public void RefusesWhatIsNotUtf8() => Assert.Throws<ArgumentException>(static () => DifferentialPipeline.Judge([(byte)'a', 0xC3]));

    [Fact]
    public void AgreesOnRealTexts()
    {
        if (!SharedData.TryFind("data/bench/web20.jsonl.gz", output, out string path))
        {
            return;
        }

        using StreamReader lines = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        List<string> texts = [];
        while (texts.Count < 300 && lines.ReadLine() is { } line)
        {
            using JsonDocument record = JsonDocument.Parse(line);
            texts.Add(record.RootElement.GetProperty("text").GetString()!);
        }

        AssertSame([.. texts, .. texts.Take(20)]);
    }

    private static void AssertSame(string[] corpus)
    {
        NaivePipeline naive = new(typeof(DifferentialPipeline));
        GeneratedPipeline generated = new(DifferentialPipeline.Definition);
        foreach (string text in corpus)
        {
            Assert.Equal(naive.Judge(text), generated.Judge(text));
        }
    }

    /// <summary>The generated worker, with deduplication by its keys.</summary>
    private sealed class GeneratedPipeline(PipelineDefinition pipeline)
    {
        private readonly PipelineWorker _worker = pipeline.CreateWorker(new PipelineContext(AppContext.BaseDirectory));
        private readonly Document _document = new(pipeline.Fields.Count);
        private readonly HashSet<(int Phase, UInt128 Key)> _seen = [];

        public Outcome Judge(string text)
        {
            _document.Clear();
            _document.SetUtf8(FieldMap.TextSlot, Encoding.UTF8.GetBytes(text));
            Verdict verdict = Verdict.Keep;
            for (int phase = 0; phase <= pipeline.Cuts.Count && verdict.Kept; phase++)
            {
                verdict = _worker.Run(phase, _document);
                ReadOnlySpan<byte> key = _document.Sketch.Bytes;
                if (verdict.Kept && phase < pipeline.Cuts.Count && !key.IsEmpty && !_seen.Add((phase, BinaryPrimitives.ReadUInt128LittleEndian(key))))
                {
                    verdict = Verdict.Drop(pipeline.Cuts[phase].Rule);
                }

                _document.Sketch.Clear();
            }

            return new Outcome(verdict.Rule?.ToString(), verdict.Value, verdict.Threshold, Encoding.UTF8.GetString(_document.Text.Bytes));
        }
    }
}
