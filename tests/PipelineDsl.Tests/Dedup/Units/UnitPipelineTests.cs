using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.Units;

/// <summary>Whole runs: the output is the same for any number of files, workers and memory, and it is what doing it with strings gives.</summary>
public class UnitPipelineTests(ITestOutputHelper output)
{
    private static readonly Func<RunOptions, Task<RunSummary>>[] s_pipelines =
    [
        static o => LinePipeline.RunAsync(o),
        static o => ParagraphPipeline.RunAsync(o),
        static o => SentencePipeline.RunAsync(o),
        static o => NGramPipeline.RunAsync(o),
        static o => BloomPipeline.RunAsync(o),
        static o => DatatroveSentencePipeline.RunAsync(o),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task FilesWorkersAndMemoryMakeNoDifference(int pipeline)
    {
        string[] documents = Documents(300);
        string expected = await Run(s_pipelines[pipeline], documents, files: 1, workers: 1, memory: 1L << 30);
        string[] kept = Texts(expected);
        Assert.InRange(kept.Length, 1, documents.Length);
        Assert.NotEqual(documents, kept);
        Assert.Equal(expected, await Run(s_pipelines[pipeline], documents, files: 1, workers: 3, memory: 1));
        Assert.Equal(expected, await Run(s_pipelines[pipeline], documents, files: 7, workers: 4, memory: 1L << 30));
        Assert.Equal(expected, await Run(s_pipelines[pipeline], documents, files: 60, workers: 2, memory: 1));
    }

    [Fact]
    public async Task LinesAreWhatStringsGive()
    {
        string[] documents = Documents(200);
        HashSet<string> seen = [];
        string?[] expected = new string?[documents.Length];
        foreach (int i in Enumerable.Range(0, documents.Length).OrderByDescending(Score))
        {
            string[] lines = documents[i].Split('\n');
            string[] kept = [.. lines.Where(line => line.Trim().Length == 0 || seen.Add(line.Trim().ToLowerInvariant()))];
            string text = string.Join('\n', kept);
            bool enough = kept.Length == lines.Length || (kept.Any(static line => line.Length > 0) && text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length >= 2);
            expected[i] = enough ? text : null;
        }

        Assert.Equal(expected.Where(static text => text is not null), Texts(await Run(static o => LinePipeline.RunAsync(o), documents, files: 3, workers: 2, memory: 1)));
    }

    /// <summary>Documents of both files in turn make datatrove's order (the place in the file before the file) the corpus's.</summary>
    [Theory]
    [InlineData("sent3")]
    [InlineData("lines3")]
    [InlineData("sent1_min0")]
    [InlineData("sent3_span10")]
    public async Task SentencesAgreeWithDatatrove(string config)
    {
        if (!SharedData.TryFind("data/gold-dedup", output, out string folder))
        {
            return;
        }

        Func<RunOptions, Task<RunSummary>> pipeline = config switch
        {
            "sent3" => static o => DatatroveSentencePipeline.RunAsync(o),
            "lines3" => static o => DatatroveLinePipeline.RunAsync(o),
            "sent1_min0" => static o => DatatroveSingleSentencePipeline.RunAsync(o),
            _ => static o => DatatroveSpanPipeline.RunAsync(o),
        };
        string[][] files = [.. ((string[])["docs/00000", "docs/00001"]).Select(name => Rows(folder, name).Select(static row => row.GetProperty("text").GetString()!).ToArray())];
        List<JsonElement> gold = [.. Rows(folder, "sentence_spacy_" + config)];
        List<string> documents = [];
        List<string> expected = [];
        for (int place = 0; place < files.Max(static file => file.Length); place++)
        {
            for (int file = 0; file < files.Length; file++)
            {
                if (place < files[file].Length)
                {
                    JsonElement row = gold[(file * files[0].Length) + place];
                    documents.Add(files[file][place]);
                    if (row.GetProperty("keep").GetBoolean())
                    {
                        expected.Add(row.GetProperty("changed").GetBoolean() ? row.GetProperty("text").GetString()! : files[file][place]);
                    }
                }
            }
        }

        Assert.Equal(expected, Texts(await Run(pipeline, documents, files: 4, workers: 2, memory: 1)));
    }

    [Fact]
    public async Task AGiantDocumentAndEmptyOnesGoThrough()
    {
        string giant = string.Concat(Enumerable.Range(0, 30_000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"Line {i % 20_000} of it.\n")));
        string[] kept = Texts(await Run(static o => LinePipeline.RunAsync(o), ["", giant, " ", "", "\n\n", giant + "The last line."], files: 2, workers: 2, memory: 1));
        Assert.Equal(6, kept.Length);
        Assert.Equal(giant[..(giant.IndexOf("Line 19999 ", StringComparison.Ordinal) + "Line 19999 of it.\n".Length)], kept[1]);
        Assert.Equal("The last line.", kept[5]);
    }

    [Fact]
    public async Task ASavedFilterIsAnOutput()
    {
        using TempFolder folder = new();
        await Run(static o => BloomPipeline.RunAsync(o), Documents(20), 1, 1, 1, folder);
        using FileStream file = File.OpenRead(Path.Combine(folder.Path, "out", "lines.bloom"));
        using BloomFilter filter = BloomFilter.Load(file, "Line LowerCase xxh3-128");
        Assert.True(filter.Items > 20);
    }

    /// <summary>Texts of few different sentences, lines and paragraphs.</summary>
    private static string[] Documents(int count)
    {
        Random random = new(11);
        string[] documents = new string[count];
        for (int i = 0; i < count; i++)
        {
            StringBuilder text = new();
            int sentences = random.Next(0, 25);
            for (int s = 0; s < sentences; s++)
            {
                int number = random.Next(0, random.Next(1, 60));
                text.Append(CultureInfo.InvariantCulture, $"{(number % 3 == 0 ? "Sentence" : "sentence")} number {number} stands here{(number % 5 == 0 ? "!" : ".")}");
                text.Append(random.Next(6) switch { 0 => "\n", 1 => "\n\n", 2 => "\n \n", 3 => "  ", _ => " " });
            }

            documents[i] = text.ToString();
        }

        return documents;
    }

    private static int Score(int document) => document * 7 % 5;

    private static async Task<string> Run(Func<RunOptions, Task<RunSummary>> pipeline, IReadOnlyList<string> documents, int files, int workers, long memory)
    {
        using TempFolder folder = new();
        return await Run(pipeline, documents, files, workers, memory, folder);
    }

    private static async Task<string> Run(Func<RunOptions, Task<RunSummary>> pipeline, IReadOnlyList<string> documents, int files, int workers, long memory, TempFolder folder)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "in"));
        for (int file = 0; file < files; file++)
        {
            int first = documents.Count * file / files;
            int end = documents.Count * (file + 1) / files;
            File.WriteAllLines(
                Path.Combine(folder.Path, "in", string.Create(CultureInfo.InvariantCulture, $"{file:d3}.jsonl")),
                Enumerable.Range(first, end - first).Select(i => JsonSerializer.Serialize(new { id = $"{i}", score = Score(i), text = documents[i] })));
        }

        RunSummary summary = await pipeline(new RunOptions
        {
            ProjectDirectory = folder.Path,
            OutputDirectory = Path.Combine(folder.Path, "out"),
            Workers = workers,
            DedupMemoryBytes = memory,
        });
        Assert.True(summary.Succeeded);
        return File.ReadAllText(Path.Combine(folder.Path, "out", "out.jsonl"));
    }

    private static string[] Texts(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];

    private static IEnumerable<JsonElement> Rows(string folder, string name)
    {
        using GZipStream stream = new(File.OpenRead(Path.Combine(folder, name + ".jsonl.gz")), CompressionMode.Decompress);
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            yield return row.RootElement.Clone();
        }
    }
}
