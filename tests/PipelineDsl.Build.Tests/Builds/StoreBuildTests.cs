using System;
using System.IO;
using Xunit;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A build that runs does those tasks only that something has changed for: code that a task reaches, a file, a resource.</summary>
public sealed class StoreBuildTests : IDisposable
{
    private const string Early = """
        using PipelineDsl;

        // COMMENT
        [Filter]
        public sealed class Early
        {
            [Rule] public static bool LongEnough([Text] System.ReadOnlySpan<byte> text) => Limits.Allows(text.Length);
        }

        public static class Limits
        {
            public static bool Allows(int length)
            {
                int LOCAL = Deeper.Least();
                return length >= LOCAL;
            }
        }

        public static class Deeper
        {
            public static int Least() => Constants.Number() + 1;
        }

        public static class Constants
        {
            public static int Number() => EARLY;
        }

        """;

    private const string Late = """
        using PipelineDsl;

        [Filter]
        public sealed class Late
        {
            [Rule] public static bool NotTooLong([Text] System.ReadOnlySpan<byte> text) => text.Length <= LATE;
        }

        [Pipeline]
        [JsonLines("data/*.jsonl")]
        [Filter<Early>]
        [ExactDedup]
        [Filter<Late>]
        [JsonLinesOutput("kept.jsonl")]
        public static partial class Kept;

        """;

    private readonly UserProject _project = new("""<DataPipeline Include="Kept" OutputPath="$(OutputPath)kept/" />""");

    public StoreBuildTests()
    {
        File.Delete(_project.FullName("Corpus.cs"));
        Write(Early);
        Write(Late, "Late.cs");
        _project.Write("data/a.jsonl", """{"text":"one text"}""" + "\n");
        _project.Write("data/b.jsonl", """{"text":"another text"}""" + "\n" + """{"text":"no"}""" + "\n");
        _project.Write("data/c.jsonl", """{"text":"a third, somewhat longer text"}""" + "\n");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void OnlyWhatChangedIsDoneAgain()
    {
        // Three files in two phases, and a deduplication between them.
        Assert.Null(Found(Build()));
        byte[] first = File.ReadAllBytes(_project.Output("kept/kept.jsonl"));

        Write(Early.Replace("COMMENT", "another comment", StringComparison.Ordinal).Replace("LOCAL", "renamed", StringComparison.Ordinal) + "public static class Unrelated { public static int Answer => 42; }\n");
        Assert.Equal("7 of 7", Found(Build()));
        Assert.Equal(first, File.ReadAllBytes(_project.Output("kept/kept.jsonl")));

        // A limit of the last phase: what comes before it stays.
        Write(Late, "Late.cs", late: 20);
        Assert.Equal("4 of 7", Found(Build()));

        // A file: itself in both phases, and the deduplication.
        File.AppendAllText(_project.FullName("data/b.jsonl"), """{"text":"one more text"}""" + "\n");
        Assert.Equal("4 of 7", Found(Build()));

        // A constant three calls away drops nothing else: its phase is done again and comes to the same, so nothing behind it is.
        Write(Early, early: 3);
        Assert.Equal("4 of 7", Found(Build()));

        // Back to what was built before: everything is known.
        Write(Early);
        Assert.Equal("7 of 7", Found(Build()));
        Assert.Equal(3, File.ReadAllLines(_project.Output("kept/kept.jsonl")).Length);
    }

    [Fact]
    public void CheckoutsShareAStore()
    {
        string store = Path.Combine(Path.GetTempPath(), "pipelinedsl-shared-" + Guid.NewGuid().ToString("N"));
        try
        {
            Assert.Null(Found(Build($"-p:PipelineDslStore={store}")));

            // As in another checkout: neither outputs nor anything that a run has remembered.
            Directory.Delete(_project.FullName($"obj/{Repository.Configuration}/net10.0/pipelinedsl"), recursive: true);
            Directory.Delete(_project.Output("kept"), recursive: true);
            Assert.Equal("7 of 7", Found(Build($"-p:PipelineDslStore={store}")));
            Assert.True(Directory.Exists(store));
            Assert.False(Directory.Exists(_project.FullName($"obj/{Repository.Configuration}/net10.0/pipelinedsl/store")));
        }
        finally
        {
            if (Directory.Exists(store))
            {
                Directory.Delete(store, recursive: true);
            }
        }
    }

    private void Write(string source, string file = "Early.cs", int early = 2, int late = 200)
        => _project.Write(file, source.Replace("EARLY", $"{early}", StringComparison.Ordinal).Replace("LATE", $"{late}", StringComparison.Ordinal));

    private BuildResult Build(params string[] arguments) => _project.Build(arguments).Succeeded();

    /// <summary>How many of the tasks the run found in the store, such as <c>4 of 7</c>; null if it found none.</summary>
    private static string? Found(BuildResult build)
    {
        Assert.True(build.Ran("Kept"), build.Output);
        int end = build.Output.IndexOf(" tasks were found in the store", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        int start = build.Output.LastIndexOf(": ", end, StringComparison.Ordinal) + 2;
        return build.Output[start..end];
    }
}
