using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>The summary of a run for people.</summary>
internal static class RunReport
{
    /// <summary>The text of <c>summary.txt</c>.</summary>
    public static string Summary(PipelineDefinition pipeline, RunLedger ledger, IReadOnlyList<OutputFile> files)
    {
        StringBuilder text = new();
        text.Append(pipeline.Name).Append("\n\n");
        Line(text, "records read", ledger.Read, ledger.Read);
        Line(text, "rejected", ledger.Rejected, ledger.Read);
        foreach ((RuleInfo rule, long count) in ledger.Dropped)
        {
            Line(text, $"dropped by {rule}", count, ledger.Read);
        }

        Line(text, "kept", ledger.Kept, ledger.Read);
        foreach (OutputFile file in files)
        {
            text.Append('\n').Append(file.Name).Append(": ").Append(file.Bytes.ToString(CultureInfo.InvariantCulture)).Append(" bytes\n");
            foreach ((string name, string value) in file.Facts)
            {
                text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        text.Append('\n').Append(pipeline.Plan.TrimEnd('\n')).Append('\n');
        return text.ToString();
    }

    private static void Line(StringBuilder text, string label, long count, long total)
    {
        double share = total == 0 ? 0 : 100.0 * count / total;
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{label,-48}{count,14}{share,8:F2} %\n"));
    }
}
