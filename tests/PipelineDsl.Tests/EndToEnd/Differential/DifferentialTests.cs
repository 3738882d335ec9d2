using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using CsCheck;
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
        NaiveDocument[] documents = [.. corpus.Select(static t => new NaiveDocument(t))];
        GeneratedPipeline generated = new(DifferentialPipeline.Definition);
        HashSet<(int, string)> seen = [];
        Assert.Equal(new NaivePipeline(typeof(DifferentialPipeline)).Run(documents), documents.Select(d => generated.Judge(d, seen: seen)));
    }
}
