using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Says what a run would do, and writes plans for several machines.</summary>
internal sealed class PlanCommand : Command
{
    private static readonly Option[] s_options =
    [
        .. CommonOptions.All,
        new("output", "FOLDER", "Where the outputs go, a folder or an address such as s3://bucket/corpus/.") { Group = "What to run", IsRequired = true },
        new("plan", "FILE", "Writes a plan, whose tasks 'pipelinedsl run --plan FILE' does on any machine that sees plan, store and corpus.") { Group = "What to write" },
        new("json", null, "Lists the tasks as JSON lines.") { Group = "What to write" },
    ];

    /// <inheritdoc/>
    public override string Name => "plan";

    /// <inheritdoc/>
    public override string Summary => "List what a run would do and why, and write a plan for several machines";

    /// <inheritdoc/>
    public override string Description
        => "Lists each task of a run: whether the store knows what it leaves, its key, and, if it must be done, which part of its key has changed since the last run into this output folder. Tasks behind one that must be done wait: their keys are not known before.\n"
            + "With --plan, writes down the corpus in shards, the options and the stages, so that tasks can be done one by one: 'pipelinedsl submit' gives them to a scheduler.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "plan --assembly Corpus.dll --output out --store store",
        "plan --assembly Corpus.dll --output /shared/out --store /shared/store --plan /shared/plan.json",
    ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        CommonOptions common = CommonOptions.Read(arguments);
        PipelineDefinition pipeline = common.Load();
        RunOptions options = common.ToRunOptions(arguments.Required("output"), observer: null);
        if (options.StoreDirectory is null)
        {
            throw new UsageException("a plan is about a store: give --store FOLDER, or set PIPELINEDSL_STORE");
        }

        if (arguments.Optional("plan") is { } file)
        {
            using PlannedRun run = PlannedRun.Create(pipeline, options, common.Assembly, context.Token);
            run.Save(file);
            await context.Error.WriteLineAsync($"{Path.GetFullPath(file)}: {string.Join(", ", run.Stages.Select(static s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} ({s.Tasks})")))}");
        }

        foreach (TaskListing task in PipelineHost.ListTasks(pipeline, options, context.Token))
        {
            await context.Output.WriteLineAsync(arguments.Has("json") ? Json(task) : Text(task));
        }

        return ExitCode.Done;
    }

    private static string Text(TaskListing task)
    {
        string state = task.State switch { TaskState.Found => "found", TaskState.ToDo => "to do", _ => "waits" };
        string changes = task.Changes.Count > 0 ? ": " + string.Join(", ", task.Changes) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{state}  {task.Key ?? new string('-', 32)}  {task.Stage}[{task.Task}] {task.Name}{changes}");
    }

    private static string Json(TaskListing task)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("stage"u8, task.Stage);
            json.WriteNumber("task"u8, task.Task);
            json.WriteString("name"u8, task.Name);
            json.WriteString("state"u8, task.State switch { TaskState.Found => "found", TaskState.ToDo => "toDo", _ => "waits" });
            json.WriteString("key"u8, task.Key);
            json.WriteStartArray("changes"u8);
            foreach (string change in task.Changes)
            {
                json.WriteStringValue(change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
