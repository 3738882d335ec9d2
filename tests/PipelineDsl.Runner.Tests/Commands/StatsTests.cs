using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Commands;
using Xunit;

namespace PipelineDsl.Runner.Tests.Commands;

public sealed class StatsTests : IDisposable
{
    private const string Manifest = """
        {
          "format": 1,
          "pipeline": "Sample.Corpus",
          "inputs": [
            { "source": "JsonLines", "file": "a.jsonl", "bytes": 100, "xxh128": "0a", "records": 20000 },
            { "source": "JsonLines", "file": "b.jsonl", "bytes": 50, "xxh128": "0b", "records": 5 }
          ],
          "ledger": {
            "read": 20005, "kept": 19000, "rejected": 5,
            "dropped": [
              { "step": "House", "rule": "NotBad", "documents": 1000 },
              { "step": "House", "rule": "NotShort", "documents": 0 },
              { "step": "MinHash", "rule": "Duplicate", "documents": 0 }
            ]
          },
          "deduplications": [ { "step": "MinHash", "clusters": 3 }, { "step": "MinHash", "clusters": 4 } ],
          "tokenizer": { "name": "cl100k_base", "vocabularySize": 100277 },
          "sequences": { "seed": 7, "splits": [ { "split": "train", "tokens": 100 }, { "split": "validation", "tokens": 10 } ] },
          "novelty": 5,
          "outputs": [
            { "file": "tokens.bin", "bytes": 400, "xxh128": "01", "tokens": 100 },
            { "file": "summary.txt", "bytes": 9, "xxh128": "02" }
          ]
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline stats ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AManifestIsShownAsTables()
    {
        Write("out/manifest.json", Manifest);
        (int code, string output) = await RunAsync(Full("out"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            """
            Sample.Corpus

            source files bytes records
            JsonLines 2 150 20,005

            ledger documents share
            read 20,005
            rejected 5 0.02 %
            House.NotBad 1,000 5.00 %
            kept 19,000 94.98 %
            (2 rules that dropped nothing)

            MinHash
            clusters 3

            MinHash #2
            clusters 4

            tokenizer
            name cl100k_base
            vocabularySize 100,277

            sequences
            seed 7

            sequences, train
            tokens 100

            sequences, validation
            tokens 10

            novelty
            novelty 5

            output bytes xxh128
            tokens.bin 400 01
            summary.txt 9 02


            """.ReplaceLineEndings("\n"),
            WithoutAlignment(output));
        Assert.Contains("House.NotShort 0 0.00 %", WithoutAlignment((await RunAsync(Full("out"), "--all")).Output), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersAreAlignedToTheRight()
    {
        using StringWriter output = new() { NewLine = "\n" };
        TextTable table = new("name", "n", "");
        table.Add("a", "1", "x");
        table.Add("longer name", "100", "");
        table.Write(output);
        new TextTable("empty").Write(output);
        Assert.Equal("name           n\na              1  x\nlonger name  100\n\n", output.ToString());
    }

    [Fact]
    public async Task TheSameManifestHasNoDifference()
    {
        Write("a/manifest.json", Manifest);
        (int code, string output) = await RunAsync(Full("a"), Full("a/manifest.json"), "--fail-on-difference");
        Assert.Equal((ExitCode.Done, "Sample.Corpus\n\nno difference\n"), (code, output));
    }

    [Fact]
    public async Task WhatDiffersIsNamed()
    {
        Write("a/manifest.json", Manifest);
        Write("b/manifest.json", Changed());
        ManifestComparison comparison = ManifestComparison.Compare(ManifestReport.ReadFile(Full("a")), ManifestReport.ReadFile(Full("b")));
        Assert.False(comparison.IsSame);
        Assert.Equal(
            ["rejected 5 5", "House.NotBad 1000 900", "House.NotShort 0 -", "House.NotLong - 100", "MinHash.Duplicate 0 0", "kept 19000 19000"],
            comparison.Ledger.Select(static r => $"{r.Name} {r.Before?.ToString() ?? "-"} {r.After?.ToString() ?? "-"}"));
        Assert.Equal(["JsonLines: a.jsonl 0a 0c", "JsonLines: b.jsonl 0b -", "JsonLines: c.jsonl - 0b"], comparison.Inputs.Select(static i => $"{i.Name} {i.Before?.Hash ?? "-"} {i.After?.Hash ?? "-"}"));
        Assert.Equal(["tokens.bin"], comparison.Outputs.Select(static o => o.Name));
        Assert.Equal(["MinHash #2 clusters 4 5", "sequences, train tokens 100 99", "novelty 5 -"], comparison.Facts.Select(static f => $"{f.Name} {f.Before ?? "-"} {f.After ?? "-"}"));

        (int code, string output) = await RunAsync(Full("a"), Full("b"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("House.NotBad 1,000 5.00 % 900 4.50 % -100 -0.50", WithoutAlignment(output), StringComparison.Ordinal);
        Assert.Contains("JsonLines: c.jsonl added - 50", WithoutAlignment(output), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await RunAsync(Full("a"), Full("b"), "--fail-on-difference")).Code);
    }

    [Fact]
    public async Task AComparisonIsJsonToo()
    {
        Write("a/manifest.json", Manifest);
        Write("b/manifest.json", Changed());
        JsonElement json = JsonDocument.Parse((await RunAsync(Full("a"), Full("b"), "--json")).Output).RootElement;
        Assert.False(json.GetProperty("same").GetBoolean());
        JsonElement row = json.GetProperty("ledger").EnumerateArray().Single(static r => r.GetProperty("name").GetString() == "House.NotShort");
        Assert.Equal((0, JsonValueKind.Null), (row.GetProperty("before").GetInt64(), row.GetProperty("after").ValueKind));
        Assert.Equal(3, json.GetProperty("inputs").GetArrayLength());
        Assert.True(JsonDocument.Parse((await RunAsync(Full("a"), Full("a"), "--json")).Output).RootElement.GetProperty("same").GetBoolean());
    }

    [Theory]
    [InlineData(null, "there is no manifest at ")]
    [InlineData("{", "is no manifest of a run")]
    [InlineData("[]", "is no manifest of a run")]
    [InlineData("{}", "is no manifest of a run")]
    [InlineData("""{"format":1,"pipeline":null,"inputs":[],"ledger":{"read":0,"kept":0,"rejected":0,"dropped":[]},"outputs":[]}""", "\"pipeline\" is null")]
    [InlineData("""{"format":2}""", "it has format 2, and this version reads format 1")]
    public void WhatIsNoManifestIsAnError(string? text, string message)
    {
        if (text is not null)
        {
            Write("x/manifest.json", text);
        }

        RunException exception = Assert.Throws<RunException>(() => ManifestReport.ReadFile(Full("x")));
        Assert.Equal("PDSL2070", exception.Id);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptionsOfAComparisonNeedTwoManifests()
    {
        Write("a/manifest.json", Manifest);
        Assert.Contains("name a second manifest", (await Assert.ThrowsAsync<UsageException>(() => RunAsync(Full("a"), "--json"))).Message, StringComparison.Ordinal);
        Assert.Contains("say which manifest", (await Assert.ThrowsAsync<UsageException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    private static string Changed() => Manifest
        .Replace("\"0a\"", "\"0c\"", StringComparison.Ordinal)
        .Replace("\"b.jsonl\"", "\"c.jsonl\"", StringComparison.Ordinal)
        .Replace("\"NotBad\", \"documents\": 1000", "\"NotBad\", \"documents\": 900", StringComparison.Ordinal)
        .Replace("\"NotShort\", \"documents\": 0", "\"NotLong\", \"documents\": 100", StringComparison.Ordinal)
        .Replace("\"clusters\": 4", "\"clusters\": 5", StringComparison.Ordinal)
        .Replace("\"train\", \"tokens\": 100", "\"train\", \"tokens\": 99", StringComparison.Ordinal)
        .Replace("\"novelty\": 5,", "", StringComparison.Ordinal)
        .Replace("\"xxh128\": \"01\"", "\"xxh128\": \"03\"", StringComparison.Ordinal);

    private string Full(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
        File.WriteAllText(Full(name), text);
    }

    private static string WithoutAlignment(string text) => string.Join('\n', text.Split('\n').Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using CancellationTokenSource cancel = new();
        int code = await CommandList.RunAsync(["stats", .. arguments], new CommandContext(output, output, cancel));
        return (code, output.ToString());
    }
}
