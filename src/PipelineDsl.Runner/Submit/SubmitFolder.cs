using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Submit;

/// <summary>What was submitted of a plan, in a folder beside it: scripts, lists and logs of each submission, and the ids of all jobs.</summary>
/// <remarks>Each submission has a folder of its own, since jobs of an earlier one may still read theirs. While it is open nobody else submits the same plan.</remarks>
internal sealed class SubmitFolder : IDisposable
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n" };

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly List<SubmittedJob> _jobs;

    private SubmitFolder(string folder, FileStream @lock, List<SubmittedJob> jobs)
    {
        _folder = folder;
        _lock = @lock;
        _jobs = jobs;
    }

    /// <summary>The jobs that were submitted so far, first to last.</summary>
    public IReadOnlyList<SubmittedJob> Jobs => _jobs;

    /// <summary>Opens the folder of a plan.</summary>
    /// <exception cref="RunException">PDSL2053: another process submits the plan now. PDSL2050: the list of jobs is broken.</exception>
    public static SubmitFolder Open(SubmitPlan plan)
    {
        string folder = Path.ChangeExtension(plan.File, "submit");
        Directory.CreateDirectory(folder);
        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new SubmitFolder(folder, held, ReadJobs(JobsFile(folder)));
        }
        catch (IOException) when (held is null)
        {
            throw new RunException("PDSL2053", "another process submits this plan now; wait for its end", plan.File);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Makes the folder of the next submission.</summary>
    /// <returns>Its number and its path.</returns>
    public (int Number, string Path) Begin()
    {
        int number = Directory.EnumerateDirectories(_folder)
            .Select(static d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)
            .DefaultIfEmpty(0)
            .Max() + 1;
        string path = Path.Combine(_folder, number.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(path);
        return (number, path);
    }

    /// <summary>Remembers a job; at once, so that it can be cancelled whatever happens next.</summary>
    public void Add(SubmittedJob job)
    {
        _jobs.Add(job);
        string file = JobsFile(_folder);
        string temporary = file + ".new";
        using (FileStream stream = File.Create(temporary))
        using (Utf8JsonWriter writer = new(stream, s_indented))
        {
            writer.WriteStartArray();
            foreach (SubmittedJob each in _jobs)
            {
                writer.WriteStartObject();
                writer.WriteNumber("submission", each.Submission);
                writer.WriteString("id", each.Id);
                writer.WriteString("name", each.Name);
                writer.WriteString("stage", each.Stage);
                writer.WriteBoolean("seal", each.IsSeal);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        File.Move(temporary, file, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static string JobsFile(string folder) => Path.Combine(folder, "jobs.json");

    private static List<SubmittedJob> ReadJobs(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return
            [
                .. document.RootElement.EnumerateArray().Select(static job => new SubmittedJob(
                    job.GetProperty("submission").GetInt32(),
                    job.GetProperty("id").GetString()!,
                    job.GetProperty("name").GetString()!,
                    job.GetProperty("stage").GetString()!,
                    job.GetProperty("seal").GetBoolean())),
            ];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RunException("PDSL2050", $"the list of submitted jobs is broken: {exception.Message}; cancel them by hand and remove the file", file);
        }
    }
}
