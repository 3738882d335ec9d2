using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PipelineDsl.Build;

/// <summary>Runs one pipeline of a compiled assembly in a process of its own, unless nothing that it depends on has changed.</summary>
/// <remarks>
/// Holds no data preparation: it compares a list of files and options with that of the last run, starts the runner, and translates its messages. No user assembly
/// is ever loaded into MSBuild.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class RunPipeline : ToolTask
{
    /// <summary>How long a cancelled runner may take to remove its work folder before it is killed.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(700);

    private readonly TaskCompletionSource<bool> _ended = new();
    private volatile bool _started;
    private volatile bool _cancelled;
    private RunReport _lastReport = RunReport.Empty;
    private RunState? _state;
    private int _cores;

    /// <summary>The pipeline's name: full, or without namespace.</summary>
    [Required]
    public string Pipeline { get; set; } = "";

    /// <summary>The <c>dotnet</c> that runs the build.</summary>
    [Required]
    public string DotNetHost { get; set; } = "";

    /// <summary>The runner, a DLL.</summary>
    [Required]
    public string RunnerPath { get; set; } = "";

    /// <summary>The compiled assembly that holds the pipeline.</summary>
    [Required]
    public string AssemblyPath { get; set; } = "";

    /// <summary>The assembly's <c>.deps.json</c>: so the runner shares the project's packages.</summary>
    [Required]
    public string DepsFile { get; set; } = "";

    /// <summary>The <c>.runtimeconfig.json</c> to run with.</summary>
    [Required]
    public string RuntimeConfig { get; set; } = "";

    /// <summary>What relative patterns are relative to.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The project file, for messages.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Where the outputs go: a folder, or an address in an object storage.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>Where the last run's inputs and outputs are remembered.</summary>
    [Required]
    public string StateFile { get; set; } = "";

    /// <summary>Patterns instead of the sources' own.</summary>
    public string[] Sources { get; set; } = [];

    /// <summary>The assemblies that the pipeline may run: its own, referenced ones, the runner.</summary>
    public ITaskItem[] Dependencies { get; set; } = [];

    /// <summary>NuGet's package folders.</summary>
    public ITaskItem[] ProbingPaths { get; set; } = [];

    /// <summary>How many records may be rejected; empty for the runner's default.</summary>
    public string MaxRejects { get; set; } = "";

    /// <summary>The longest text in bytes; empty for the runner's default.</summary>
    public string MaxDocumentBytes { get; set; } = "";

    /// <summary>The number of workers; empty for as many as the build grants.</summary>
    public string Workers { get; set; } = "";

    /// <summary>The memory for deduplications, in bytes; empty for the runner's default.</summary>
    public string DedupMemoryBytes { get; set; } = "";

    /// <summary>Where what the run's tasks leave is kept for the next run; empty for nowhere.</summary>
    public string StoreDirectory { get; set; } = "";

    /// <summary>The document to explain instead of running the pipeline: its id, or FILE#N for the N-th record of a file; empty to run it.</summary>
    public string Explain { get; set; } = "";

    /// <summary>The files that the pipeline has published; objects are not among them.</summary>
    [Output]
    public ITaskItem[] OutputFiles { get; private set; } = [];

    /// <inheritdoc/>
    protected override string ToolName => "dotnet";

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.High;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding ResponseFileEncoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => DotNetHost;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => ProjectDirectory;

    /// <inheritdoc/>
    protected override bool SkipTaskExecution()
    {
        if (Explain.Length > 0)
        {
            return false;
        }

        _lastReport = RunReport.Read(ReportFile);
        _state = StateNow(_lastReport);
        string[] outputs = [.. _lastReport.Outputs];
        if (InputPattern.IsAddress(OutputDirectory) || PatternsOf(_lastReport).Any(InputPattern.IsAddress))
        {
            Log.LogMessage(MessageImportance.Low, "{0} has data in an object storage: the runner looks what has changed.", Pipeline);
            return false;
        }

        if (!_state.Is(StateFile) || outputs.Length == 0 || !outputs.All(File.Exists))
        {
            return false;
        }

        OutputFiles = [.. outputs.Select(static o => new TaskItem(o))];
        Log.LogMessage(MessageImportance.Low, "{0} is up to date.", Pipeline);
        return true;
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        if (Explain.Length == 0)
        {
            // A state that is gone if the run fails makes the next build run again.
            File.Delete(StateFile);
        }

        File.Delete(CancelFile);
        _started = true;
        try
        {
            return base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
        }
        finally
        {
            _ended.TrySetResult(true);
            File.Delete(CancelFile);
            if (_cores > 0)
            {
                BuildEngine9.ReleaseCores(_cores);
            }
        }
    }

    /// <summary>Asks the runner to end and to remove what it has begun; kills it if it does not.</summary>
    public override void Cancel()
    {
        _cancelled = true;
        if (_started)
        {
            File.WriteAllText(CancelFile, "");
            _ended.Task.Wait(s_grace);
        }

        base.Cancel();
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => !_cancelled && base.HandleTaskExecutionErrors();

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (!base.Execute())
        {
            return false;
        }

        if (OutputFiles.Length == 0 && Explain.Length == 0)
        {
            // The state from before the run, so that a file that changed meanwhile is seen; unless only the run has told what to look at.
            RunReport report = RunReport.Read(ReportFile);
            RunState state = report.ReadsAs(_lastReport) ? _state! : StateNow(report);
            state.Write(StateFile);
            OutputFiles = [.. report.Outputs.Where(static o => !InputPattern.IsAddress(o)).Select(static o => new TaskItem(o))];
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (RunnerMessage.Parse(singleLine) is not { } message)
        {
            Log.LogMessage(messageImportance, "{0}", singleLine);
            return;
        }

        // A finding without a file is about the pipeline as the project runs it.
        string file = message.File ?? ProjectFile;
        if (message.IsError)
        {
            Log.LogError(null, message.Id, null, message.HelpLink, file, message.Line, message.Column, 0, 0, "{0}", message.Text);
        }
        else
        {
            Log.LogWarning(null, message.Id, null, message.HelpLink, file, message.Line, message.Column, 0, 0, "{0}", message.Text);
        }
    }

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        CommandLineBuilder builder = new();
        builder.AppendSwitch("exec");
        builder.AppendSwitchIfNotNull("--depsfile ", DepsFile);
        builder.AppendSwitchIfNotNull("--runtimeconfig ", RuntimeConfig);
        foreach (ITaskItem path in ProbingPaths)
        {
            builder.AppendSwitchIfNotNull("--additionalprobingpath ", path.ItemSpec.TrimEnd('/', '\\'));
        }

        builder.AppendFileNameIfNotNull(RunnerPath);
        return builder.ToString();
    }

    /// <inheritdoc/>
    protected override string GenerateResponseFileCommands()
    {
        StringBuilder arguments = new();
        foreach (string line in Options())
        {
            arguments.Append(line).Append('\n');
        }

        if (Explain.Length > 0)
        {
            arguments.Append("--explain=").Append(Explain).Append('\n');
        }

        foreach (int id in BuildProcess.Ids())
        {
            arguments.Append("--parent=").Append(id).Append('\n');
        }

        return arguments.Append("--report=").Append(ReportFile).Append('\n')
            .Append("--workers=").Append(WorkersGranted()).Append('\n')
            .Append(DedupMemoryBytes.Length > 0 ? $"--dedup-memory-bytes={DedupMemoryBytes}\n" : "")
            .Append(StoreDirectory.Length > 0 ? $"--store={StoreDirectory}\n" : "")
            .Append("--cancel=").Append(CancelFile).Append('\n')
            .ToString();
    }

    private string ReportFile => StateFile + ".report";

    private string CancelFile => StateFile + ".cancel";

    private RunState StateNow(RunReport report)
    {
        return RunState.Of(
            Options(),
            PatternsOf(report).Where(static p => !InputPattern.IsAddress(p)).SelectMany(p => InputPattern.Files(ProjectDirectory, p))
                .Concat(report.Resources.SelectMany(r => r.Contains("*") ? InputPattern.Files(ProjectDirectory, r) : [r]))
                .Concat(Dependencies.Select(static d => d.GetMetadata("FullPath"))));
    }

    private IEnumerable<string> PatternsOf(RunReport report) => Sources.Length > 0 ? Sources : report.Patterns;

    /// <summary>What the run depends on beside files; the number of workers and the memory are not among it, since they change no output.</summary>
    private IEnumerable<string> Options()
    {
        yield return "--assembly=" + AssemblyPath;
        yield return "--pipeline=" + Pipeline;
        yield return "--project-directory=" + ProjectDirectory;
        yield return "--output=" + OutputDirectory;
        foreach (string source in Sources)
        {
            yield return "--source=" + source;
        }

        if (MaxRejects.Length > 0)
        {
            yield return "--max-rejects=" + MaxRejects;
        }

        if (MaxDocumentBytes.Length > 0)
        {
            yield return "--max-document-bytes=" + MaxDocumentBytes;
        }
    }

    /// <summary>The number that was asked for, or as many cores as the build has to spare.</summary>
    private string WorkersGranted()
    {
        if (Workers.Length > 0)
        {
            return Workers;
        }

        try
        {
            _cores = BuildEngine9.RequestCores(Environment.ProcessorCount);
            return Math.Max(1, _cores).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is NotImplementedException or InvalidCastException or NullReferenceException)
        {
            return Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture); // a host without resource management
        }
    }
}
