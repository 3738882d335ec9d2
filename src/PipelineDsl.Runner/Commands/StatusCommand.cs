using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Says how far a plan is.</summary>
internal sealed class StatusCommand : Command
{
    private static readonly Option[] s_options = [.. OpenedPlan.Options, new("json", null, "Writes JSON, with the numbers of the tasks that are not done.")];

    /// <inheritdoc/>
    public override string Name => "status";

    /// <inheritdoc/>
    public override string Summary => "Show how far a plan is: tasks done and stages sealed";

    /// <inheritdoc/>
    public override string Description => "Reads the store, which is the only witness of what is done: what a scheduler says of jobs is not asked. What is behind a stage that is not sealed is not known yet and counts as not done.";

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Options => s_options;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["status --plan /shared/plan.json"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => TaskExitCode.Meanings;

    /// <inheritdoc/>
    public override Task<int> RunAsync(Arguments arguments, CommandContext context)
    {
        arguments.TakeOperands(0);
        return Task.FromResult(TaskExitCode.Run(context, () =>
        {
            using PlannedRun run = OpenedPlan.Open(arguments);
            IReadOnlyList<StageStatus> status = run.Status();
            if (arguments.Has("json"))
            {
                context.Output.WriteLine(Json(run.Hash, status));
                return;
            }

            TextTable table = new("stage", "tasks", "done", "sealed");
            foreach (StageStatus stage in status)
            {
                table.Add(stage.Name, stage.Tasks.ToString(CultureInfo.InvariantCulture), stage.Committed.ToString(CultureInfo.InvariantCulture), stage.IsSealed ? "yes" : "no");
            }

            table.Write(context.Output);
        }));
    }

    private static string Json(string hash, IReadOnlyList<StageStatus> status)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("planHash"u8, hash);
            json.WriteStartArray("stages"u8);
            foreach (StageStatus stage in status)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, stage.Name);
                json.WriteNumber("tasks"u8, stage.Tasks);
                json.WriteNumber("committed"u8, stage.Committed);
                json.WriteBoolean("sealed"u8, stage.IsSealed);
                json.WriteStartArray("missing"u8);
                foreach (int task in stage.Missing)
                {
                    json.WriteNumberValue(task);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
