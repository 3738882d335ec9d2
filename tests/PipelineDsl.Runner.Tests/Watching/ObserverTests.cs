using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Watching;
using Spectre.Console.Testing;
using Xunit;

namespace PipelineDsl.Runner.Tests.Watching;

public sealed class ObserverTests
{
    private static readonly RunProgress s_begin = new(0, 5, 0, 12, 0, 0) { StageName = "phase-0", TotalBytes = 4_000_000, TasksCached = 0 };
    private static readonly RunProgress s_half = s_begin with { TasksDone = 5, Documents = 123_456, Kept = 61_728, Bytes = 2_000_000 };
    private static readonly RunProgress s_end = s_half with { TasksDone = 12, Documents = 246_912, Kept = 123_456, Bytes = 4_000_000, IsStageEnd = true };

    private readonly ManualClock _clock = new();

    [Fact]
    public void PlainLinesComeEveryTenSecondsAndAtTheEndOfAStage()
    {
        using StringWriter output = new() { NewLine = "\n" };
        PlainObserver observer = new(output, "Corpus", _clock);
        observer.OnProgress(s_begin);
        for (int tenth = 1; tenth <= 100; tenth++)
        {
            _clock.Advance(0.1);
            observer.OnProgress(s_half);
        }

        _clock.Advance(10);
        observer.OnProgress(s_end);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Corpus: phase-0 (1 of 5): 50 %, 5 of 12 tasks, 123,456 documents, 50.0 % kept, 12,346/s, 200.0 kB/s, 10 s left, ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("B of memory", lines[0], StringComparison.Ordinal);
        Assert.Equal("Corpus: phase-0 (1 of 5) done in 20 s, 12 tasks, 246,912 documents, 50.0 % kept, 12,346/s, 200.0 kB/s", lines[1]);
    }

    [Fact]
    public void AShortStageWithoutDocumentsIsNotWorthALine()
    {
        using StringWriter output = new() { NewLine = "\n" };
        PlainObserver observer = new(output, "Corpus", _clock);
        observer.OnProgress(new RunProgress(4, 5, 0, 1, 0, 0) { StageName = "publish" });
        _clock.Advance(0.9);
        observer.OnProgress(new RunProgress(4, 5, 1, 1, 0, 0) { StageName = "publish", IsStageEnd = true });
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void FindingsHaveTheFormOfABuild()
    {
        using StringWriter output = new() { NewLine = "\n" };
        PlainObserver observer = new(output, "Corpus", _clock, showsProgress: false);
        observer.OnFinding(new RunFinding(true, "PDSL2001", "broken\nrecord", "/data/a b.jsonl", 7));
        observer.OnFinding(new RunFinding(false, "PDSL2015", "no flags"));
        observer.OnNote("about 15 documents");
        _clock.Advance(100);
        observer.OnProgress(s_end);
        Assert.Equal("/data/a b.jsonl(7,1): error PDSL2001: broken record\nwarning PDSL2015: no flags\nCorpus: about 15 documents\n", output.ToString());
    }

    [Fact]
    public void JsonIsAnObjectALineAtMostOneASecondBesideBeginAndEnd()
    {
        using MemoryStream output = new();
        using (JsonObserver observer = new(output, "Corpus", _clock))
        {
            observer.OnProgress(s_begin);
            for (int tenth = 1; tenth <= 25; tenth++)
            {
                _clock.Advance(0.1);
                observer.OnProgress(s_half);
            }

            observer.OnProgress(s_end);
            observer.OnFinding(new RunFinding(true, "PDSL2001", "broken \"record\"", "/data/a.jsonl", 7));
            observer.OnNote("a note");
            observer.OnResult(new RunSummary(true, 10, 7, 1, [new(new RuleInfo("House", "NotBad", 0), 2)], [], []));
        }

        JsonElement[] lines = [.. Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n').Select(static l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(["progress", "progress", "progress", "stage", "error", "note", "result"], lines.Select(static l => l.GetProperty("event").GetString()));
        Assert.All(lines, static line => Assert.Equal("Corpus", line.GetProperty("pipeline").GetString()));
        JsonElement half = lines[1];
        Assert.Equal(
            ["event", "pipeline", "seconds", "stage", "stageNumber", "stages", "tasks", "tasksDone", "tasksCached", "documents", "kept", "bytes", "totalBytes", "totalDocuments", "doneShare", "documentsPerSecond", "bytesPerSecond", "stageSeconds", "secondsLeft", "memoryBytes"],
            half.EnumerateObject().Select(static p => p.Name));
        Assert.Equal(("phase-0", 1, 123_456, 0.5, 2_000_000.0, 1.0), (half.GetProperty("stage").GetString(), half.GetProperty("stageNumber").GetInt32(), half.GetProperty("documents").GetInt64(), half.GetProperty("doneShare").GetDouble(), half.GetProperty("bytesPerSecond").GetDouble(), half.GetProperty("seconds").GetDouble()));
        Assert.Equal(("PDSL2001", "broken \"record\"", 7), (lines[4].GetProperty("id").GetString(), lines[4].GetProperty("message").GetString(), lines[4].GetProperty("line").GetInt32()));
        Assert.Equal(2, lines[6].GetProperty("dropped").GetProperty("House.NotBad").GetInt64());
    }

    [Fact]
    public void ATerminalKeepsWhatHasEndedAndLosesTheRest()
    {
        using TestConsole console = new();
        console.Profile.Width = 120;
        console.Profile.Capabilities.Ansi = true;
        using (LiveObserver observer = new("Corp[us]", console, _clock))
        {
            observer.OnProgress(s_begin);
            _clock.Advance(10);
            observer.OnProgress(s_half);
            observer.OnFinding(new RunFinding(false, "PDSL2015", "no [flags]"));
            observer.OnProgress(s_end);
            observer.OnProgress(new RunProgress(1, 5, 12, 12, 0, 0) { StageName = "ids", TasksCached = 12, IsStageEnd = true });
        }

        Assert.Contains("warning PDSL2015: no [flags]", console.Output, StringComparison.Ordinal);
        Assert.Contains("✓ phase-0    done in 10 s, 12 tasks, 246,912 documents, 50.0 % kept", console.Output, StringComparison.Ordinal);
        Assert.Contains("- ids        nothing to do, 12 tasks (12 cached)", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.9, "9.9 s")]
    [InlineData(59.99, "59 s")]
    [InlineData(187, "3:07 min")]
    [InlineData(7511, "2:05:11 h")]
    [InlineData(273_600, "3 d 4 h")]
    public void TimesAreWrittenShort(double seconds, string text) => Assert.Equal(text, ProgressText.Time(TimeSpan.FromSeconds(seconds)));
}
