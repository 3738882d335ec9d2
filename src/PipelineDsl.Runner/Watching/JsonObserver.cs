using System;
using System.Buffers;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Watching;

/// <summary>Writes progress, findings, notes and the result as JSON lines; the fields are described in docs/cli.md and stay as they are.</summary>
internal sealed class JsonObserver(Stream output, string pipeline, TimeProvider clock) : IRunObserver, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ProgressRates _rates = new(clock);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly long _begun = clock.GetTimestamp();
    private long _written;
    private int _stage = -1;

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        ProgressFigures figures = _rates.Next(progress);
        if (!progress.IsStageEnd && progress.Stage == _stage && clock.GetElapsedTime(_written) < s_interval)
        {
            return;
        }

        _stage = progress.Stage;
        _written = clock.GetTimestamp();
        using Utf8JsonWriter json = Begin(progress.IsStageEnd ? "stage" : "progress");
        json.WriteString("stage"u8, progress.StageName);
        json.WriteNumber("stageNumber"u8, progress.Stage + 1);
        json.WriteNumber("stages"u8, progress.Stages);
        json.WriteNumber("tasks"u8, progress.Tasks);
        json.WriteNumber("tasksDone"u8, progress.TasksDone);
        json.WriteNumber("tasksCached"u8, progress.TasksCached);
        if (progress.Parts > 0)
        {
            json.WriteNumber("step"u8, progress.Step);
            json.WriteNumber("parts"u8, progress.Parts);
            json.WriteNumber("partsDone"u8, progress.PartsDone);
        }

        json.WriteNumber("documents"u8, progress.Documents);
        json.WriteNumber("kept"u8, progress.Kept);
        json.WriteNumber("bytes"u8, progress.Bytes);
        json.WriteNumber("totalBytes"u8, progress.TotalBytes);
        json.WriteNumber("totalDocuments"u8, progress.TotalDocuments);
        json.WriteNumber("doneShare"u8, Math.Round(figures.DoneShare, 4));
        json.WriteNumber("documentsPerSecond"u8, Math.Round(figures.DocumentsPerSecond, 1));
        json.WriteNumber("bytesPerSecond"u8, Math.Round(figures.BytesPerSecond));
        json.WriteNumber("stageSeconds"u8, Math.Round(figures.Elapsed.TotalSeconds, 3));
        if (figures.Left is { } left)
        {
            json.WriteNumber("secondsLeft"u8, Math.Round(left.TotalSeconds, 1));
        }

        json.WriteNumber("memoryBytes"u8, figures.MemoryBytes);
        End(json);
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding)
    {
        using Utf8JsonWriter json = Begin(finding.IsError ? "error" : "warning");
        json.WriteString("id"u8, finding.Id);
        json.WriteString("message"u8, finding.Message);
        if (finding.File is not null)
        {
            json.WriteString("file"u8, finding.File);
        }

        if (finding.Line > 0)
        {
            json.WriteNumber("line"u8, finding.Line);
        }

        End(json);
    }

    /// <inheritdoc/>
    public void OnNote(string text)
    {
        using Utf8JsonWriter json = Begin("note");
        json.WriteString("text"u8, text);
        End(json);
    }

    /// <summary>Writes what the run came to.</summary>
    public void OnResult(RunSummary summary)
    {
        using Utf8JsonWriter json = Begin("result");
        json.WriteBoolean("succeeded"u8, summary.Succeeded);
        json.WriteNumber("read"u8, summary.Read);
        json.WriteNumber("kept"u8, summary.Kept);
        json.WriteNumber("rejected"u8, summary.Rejected);
        json.WriteStartObject("dropped"u8);
        foreach ((RuleInfo rule, long count) in summary.Dropped)
        {
            json.WriteNumber(rule.ToString(), count);
        }

        json.WriteEndObject();
        json.WriteNumber("tasksDone"u8, summary.TasksDone);
        json.WriteNumber("tasksCached"u8, summary.TasksFound);
        End(json);
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => output.Dispose();

    private Utf8JsonWriter Begin(string @event)
    {
        _line.ResetWrittenCount();
        Utf8JsonWriter json = new(_line, s_options);
        json.WriteStartObject();
        json.WriteString("event"u8, @event);
        json.WriteString("pipeline"u8, pipeline);
        json.WriteNumber("seconds"u8, Math.Round(clock.GetElapsedTime(_begun).TotalSeconds, 3));
        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        _line.Write("\n"u8);
        output.Write(_line.WrittenSpan); // a line at once: a reader never sees half of one
        output.Flush();
    }
}
