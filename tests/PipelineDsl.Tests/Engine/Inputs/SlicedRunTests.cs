using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.EndToEnd;
using Xunit;

namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>A run whose files are cut into slices publishes the bytes of one whose files are whole.</summary>
public sealed class SlicedRunTests : IDisposable
{
    private const long Whole = 1L << 40;
    private readonly TempFolder _folder = new();

    public SlicedRunTests()
    {
        _folder.Write("in/a.jsonl", "\uFEFF" + Lines(0, 300));
        _folder.Write("in/b.jsonl", Lines(250, 200).TrimEnd('\n')); // ids of the first file come again
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(700, 1)]
    [InlineData(5000, 3)]
    public async Task NothingThatIsPublishedShowsSlices(long slice, int workers)
    {
        foreach (PipelineDefinition pipeline in (PipelineDefinition[])[FieldPipeline.Definition, SlicedPipeline.Definition])
        {
            Assert.True(InputCatalog.Expand(pipeline, Options("", slice), null, CancellationToken.None).Count > 5);
            Assert.True((await PipelineHost.RunAsync(pipeline, Options("whole", Whole), CancellationToken.None)).Succeeded);
            Assert.True((await PipelineHost.RunAsync(pipeline, Options("slices", slice) with { Workers = workers }, CancellationToken.None)).Succeeded);
            Dictionary<string, string> expected = Files("whole");
            Assert.NotEqual("", expected["rejects.jsonl"]);
            Assert.Contains("slicesXxh128", File.ReadAllText(Path.Combine(_folder.Path, "slices", Manifest.FileName)), StringComparison.Ordinal);
            Assert.Equal(expected, Files("slices"));
        }
    }

    [Fact]
    public async Task WhatIsAddedToTheEndOfAFileChangesItsLastSliceOnly()
    {
        RunOptions options = Options("out", 3000) with { StoreDirectory = Path.Combine(_folder.Path, "store") };
        int shards = InputCatalog.Expand(SlicedPipeline.Definition, options, null, CancellationToken.None).Count;
        await PipelineHost.RunAsync(SlicedPipeline.Definition, options, CancellationToken.None);
        File.AppendAllText(Path.Combine(_folder.Path, "in/b.jsonl"), "\n{\"body\":\"nobody else says this\",\"id\":\"new\",\"stars\":3}\n");
        RunSummary summary = await PipelineHost.RunAsync(SlicedPipeline.Definition, options, CancellationToken.None);
        Assert.Equal((3, (2 * shards) - 2), (summary.TasksDone, summary.TasksFound)); // the slice in both phases, the deduplication
        await PipelineHost.RunAsync(SlicedPipeline.Definition, Options("whole", Whole), CancellationToken.None);
        Assert.Equal(Files("whole"), Files("out"));
    }

    [Theory]
    [InlineData("a.jsonl#123")]
    [InlineData("b.jsonl#7")]
    [InlineData("b.jsonl#90")]
    [InlineData("k299")]
    public void ADocumentIsExplainedByItsPlaceInTheFile(string document)
    {
        Explanation? whole = PipelineHost.Explain(FieldPipeline.Definition, Options("", Whole), document, CancellationToken.None);
        Assert.NotNull(whole);
        Assert.Equal(whole.ToString(), PipelineHost.Explain(FieldPipeline.Definition, Options("", 300), document, CancellationToken.None)?.ToString());
    }

    private static string Lines(int first, int count)
    {
        StringBuilder lines = new();
        for (int i = first; i < first + count; i++)
        {
            lines.Append((i % 17) switch
            {
                3 => "\n",
                5 => "{\"body\":\"broken\n",
                7 => " \t\r\n",
                11 => $"{{\"body\":\"the same text again and again\",\"id\":\"k{i}\",\"stars\":{i % 5}}}\r\n",
                _ => $"{{\"body\":\"text number {i % 190} and {(i % 13 == 0 ? "bad" : "good")} words 漢字 {new string('x', i % 40)}\",\"id\":\"k{i}\",\"stars\":{i % 5}}}\n",
            });
        }

        return lines.ToString();
    }

    private RunOptions Options(string output, long slice) => InputKit.Options(_folder, slice) with { OutputDirectory = Path.Combine(_folder.Path, output), MaxRejects = 200 };

    /// <summary>What was published. By what hash the manifest knows an input does depend on how it was cut.</summary>
    private Dictionary<string, string> Files(string output)
    {
        string folder = Path.Combine(_folder.Path, output);
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder, f),
            static f => Regex.Replace(Encoding.Latin1.GetString(File.ReadAllBytes(f)), "\"(slicesXxh128|xxh128)\": \"[0-9a-f]{32}\",(\\s+\"records\")", "$2"));
    }
}
