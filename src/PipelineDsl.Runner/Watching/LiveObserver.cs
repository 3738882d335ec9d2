using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PipelineDsl.Runner.Watching;

/// <summary>Shows progress on a terminal: the present stage in three lines that are drawn again and again, and above them what has ended or was found. Made by <see cref="Packages.OwnPackages"/>.</summary>
public sealed class LiveObserver : IRunObserver, IDisposable
{
    private const int BarWidth = 40;
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _console;
    private readonly string _pipeline;
    private readonly ProgressRates _rates;
    private readonly ConcurrentQueue<IRenderable> _lines = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private IRenderable _stage = new Text("");

    /// <summary>Begins to draw on the error stream.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    public LiveObserver(string pipeline)
        : this(pipeline, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), TimeProvider.System)
    {
    }

    /// <summary>Begins to draw.</summary>
    internal LiveObserver(string pipeline, IAnsiConsole console, TimeProvider clock)
    {
        _pipeline = pipeline;
        _console = console;
        _rates = new ProgressRates(clock);
        _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
        ProgressFigures figures = _rates.Next(progress);
        if (progress.IsStageEnd)
        {
            string mark = progress.TasksCached == progress.Tasks ? "[grey]-[/]" : "[green]✓[/]";
            _lines.Enqueue(new Markup($"{mark} {Escape(progress.StageName),-10} [grey]{Escape(ProgressText.Ended(progress, figures))}[/]"));
            Volatile.Write(ref _stage, new Text(""));
            return;
        }

        Volatile.Write(ref _stage, Stage(progress, figures));
    }

    /// <inheritdoc/>
    public void OnFinding(RunFinding finding) => _lines.Enqueue(new Markup($"[{(finding.IsError ? "red" : "yellow")}]{Escape(FindingText.Of(finding))}[/]"));

    /// <inheritdoc/>
    public void OnNote(string text) => _lines.Enqueue(new Text(text));

    /// <summary>Draws what is still to be said and gives the terminal back.</summary>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
    }

    private void Draw()
    {
        _console.Live(new Text("")).AutoClear(true).Start(live =>
        {
            bool isLast;
            do
            {
                isLast = _end.Wait(s_frame);
                while (_lines.TryDequeue(out IRenderable? line))
                {
                    _console.Write(line);
                    _console.WriteLine();
                }

                live.UpdateTarget(Volatile.Read(ref _stage));
            }
            while (!isLast);
        });
    }

    private Rows Stage(in RunProgress progress, in ProgressFigures figures)
    {
        int filled = (int)(figures.DoneShare * BarWidth);
        string step = progress.Parts > 0 ? $", step {progress.Step}" : "";
        string left = figures.Left is { } time ? $"   {ProgressText.Time(time)} left" : "";
        string tasks = progress.TasksCached > 0 ? $"{ProgressText.Count(progress.TasksDone)} of {ProgressText.Count(progress.Tasks)} tasks ({ProgressText.Count(progress.TasksCached)} cached)" : $"{ProgressText.Count(progress.TasksDone)} of {ProgressText.Count(progress.Tasks)} tasks";
        string[] counts =
        [
            tasks,
            figures.KeptShare is { } kept ? $"{ProgressText.Count(progress.Documents)} documents, {100 * kept:F1} % kept" : "",
            figures.DocumentsPerSecond > 0 ? $"{ProgressText.Count(figures.DocumentsPerSecond)} documents/s" : "",
            figures.BytesPerSecond > 0 ? $"{ByteSize.Format(figures.BytesPerSecond)}/s" : "",
            ByteSize.Format(figures.MemoryBytes),
        ];
        return new Rows(
            new Markup($"[bold]{Escape(_pipeline)}[/] {Escape(ProgressText.Stage(progress))}{step}"),
            new Markup($"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] {100 * figures.DoneShare,3:F0} %{left}"),
            new Markup($"[grey]{Escape(string.Join("   ", counts.Where(static c => c.Length > 0)))}[/]"));
    }

    private static string Escape(string text) => Markup.Escape(text);
}
