using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>The summary of a run for people.</summary>
internal static class RunReport
{
    /// <summary>The text of <c>summary.txt</c>.</summary>
    public static string Summary(RunState run, RunLedger ledger, IReadOnlyList<OutputFile> files, IReadOnlyList<SplitResult> splits)
    {
        StringBuilder text = new();
        text.Append(run.Pipeline.Name).Append("\n\n");
        List<(string Label, long Count)> lines =
        [
            ("records read", ledger.Read),
            ("rejected", ledger.Rejected),
            .. ledger.Dropped.Select(static d => ($"dropped by {d.Key}", d.Value)),
            ("kept", ledger.Kept),
        ];
        if (ledger.Repeated > 0)
        {
            lines.Add(("written again", ledger.Repeated));
        }

        int width = lines.Max(static l => l.Label.Length);
        foreach ((string label, long count) in lines)
        {
            double share = ledger.Read == 0 ? 0 : 100.0 * count / ledger.Read;
            text.Append(label.PadRight(width)).Append(string.Create(CultureInfo.InvariantCulture, $"{count,14}{share,8:F2} %\n"));
        }

        for (int cut = 0; cut < run.Pipeline.Cuts.Count; cut++)
        {
            text.Append('\n').Append(run.Pipeline.Cuts[cut].Rule.Step).Append('\n');
            foreach ((string name, string value) in run.ResultOf(cut).Facts)
            {
                text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        foreach (IGrouping<string, (string Step, string Name, long Value)> step in ledger.Notes.Steps)
        {
            text.Append('\n').Append(step.Key).Append('\n');
            foreach ((_, string name, long value) in step)
            {
                text.Append("  ").Append(name).Append(": ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        foreach (SplitResult split in splits)
        {
            text.Append('\n').Append(split.Name.Length == 0 ? "sequences" : $"sequences, {split.Name}").Append('\n');
            foreach ((string name, long count) in split.Counts)
            {
                text.Append("  ").Append(name).Append(": ").Append(count.ToString(CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        foreach (OutputFile file in files)
        {
            text.Append('\n').Append(file.Name).Append(": ").Append(file.Bytes.ToString(CultureInfo.InvariantCulture)).Append(" bytes\n");
            foreach ((string name, string value) in file.Facts)
            {
                text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        text.Append('\n').Append(run.Pipeline.Plan.TrimEnd('\n')).Append('\n');
        return text.ToString();
    }
}
