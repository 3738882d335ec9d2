using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;

namespace PipelineDsl.Runner.Commands;

/// <summary>Manifests and comparisons as tables.</summary>
internal static class StatsText
{
    /// <summary>How many files of a kind are listed unless all are.</summary>
    public const int MostFiles = 20;

    /// <summary>Writes a manifest.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="isWhole">Whether rules that dropped nothing are listed too.</param>
    public static void Write(TextWriter output, ManifestReport manifest, bool isWhole)
    {
        output.WriteLine(manifest.Pipeline);
        output.WriteLine();
        TextTable inputs = new("source", "files", "bytes", "records");
        foreach (IGrouping<string, ManifestInput> source in manifest.Inputs.GroupBy(static i => i.Source))
        {
            inputs.Add(source.Key, Number(source.Count()), Number(source.Sum(static i => i.Bytes)), Number(source.Sum(static i => i.Records)));
        }

        inputs.Write(output);
        TextTable ledger = new("ledger", "documents", "share");
        ledger.Add("read", Number(manifest.Read), "");
        LedgerRow[] rows = [.. manifest.Ledger.Where(r => isWhole || r.Documents > 0 || !IsRule(r.Name))];
        foreach (LedgerRow row in rows)
        {
            ledger.Add(row.Name, Number(row.Documents), Share(row.Documents, manifest.Read));
        }

        AddQuiet(ledger, manifest.Ledger.Count - rows.Length, 3);
        ledger.Write(output);
        foreach (ManifestFacts facts in manifest.Facts)
        {
            TextTable table = new(facts.Name, "");
            foreach ((string name, string value) in facts.Facts)
            {
                table.Add("  " + name, Number(value));
            }

            table.Write(output);
        }

        TextTable outputs = new("output", "bytes", "xxh128");
        foreach (ManifestOutput file in manifest.Outputs)
        {
            outputs.Add(file.File, Number(file.Bytes), file.Hash);
        }

        outputs.Write(output);
    }

    /// <summary>Writes a comparison.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="isWhole">Whether all files that differ are listed, and rules that dropped nothing in either run.</param>
    public static void Write(TextWriter output, ManifestComparison comparison, bool isWhole)
    {
        int most = isWhole ? int.MaxValue : MostFiles;
        (ManifestReport before, ManifestReport after) = (comparison.Before, comparison.After);
        output.WriteLine(before.Pipeline == after.Pipeline ? before.Pipeline : $"{before.Pipeline} -> {after.Pipeline}");
        output.WriteLine();
        if (comparison.IsSame)
        {
            output.WriteLine("no difference");
            return;
        }

        TextTable ledger = new("ledger", "before", "share", "after", "share", "difference", "of share");
        ledger.Add("read", Number(before.Read), "", Number(after.Read), "", Signed(after.Read - before.Read), "");
        Difference<long?>[] rows = [.. comparison.Ledger.Where(r => isWhole || !IsRule(r.Name) || r is not { Before: 0, After: 0 })];
        foreach (Difference<long?> row in rows)
        {
            ledger.Add(
                row.Name,
                row.Before is { } old ? Number(old) : "-",
                row.Before is { } oldShare ? Share(oldShare, before.Read) : "",
                row.After is { } @new ? Number(@new) : "-",
                row.After is { } newShare ? Share(newShare, after.Read) : "",
                Signed((row.After ?? 0) - (row.Before ?? 0)),
                SignedPoints(Percent(row.After ?? 0, after.Read) - Percent(row.Before ?? 0, before.Read)));
        }

        AddQuiet(ledger, comparison.Ledger.Count - rows.Length, 7);
        ledger.Write(output);
        TextTable facts = new("fact", "before", "after", "difference");
        foreach (Difference<string> fact in comparison.Facts)
        {
            bool areNumbers = long.TryParse(fact.Before, CultureInfo.InvariantCulture, out long old) & long.TryParse(fact.After, CultureInfo.InvariantCulture, out long @new);
            facts.Add(fact.Name, fact.Before is null ? "-" : Number(fact.Before), fact.After is null ? "-" : Number(fact.After), areNumbers ? Signed(@new - old) : "");
        }

        facts.Write(output);
        WriteFiles(output, "input", comparison.Inputs, static i => i.Bytes, most);
        WriteFiles(output, "output", comparison.Outputs, static o => o.Bytes, most);
    }

    private static void WriteFiles<T>(TextWriter output, string what, IReadOnlyList<Difference<T>> files, Func<T, long> bytes, int most)
        where T : class
    {
        TextTable table = new(what, "", "bytes before", "bytes after");
        foreach (IGrouping<string, Difference<T>> kind in files.GroupBy(static f => f.Before is null ? "added" : f.After is null ? "removed" : "changed").OrderBy(static k => k.Key, StringComparer.Ordinal))
        {
            foreach (Difference<T> file in kind.Take(most))
            {
                table.Add(file.Name, kind.Key, file.Before is null ? "-" : Number(bytes(file.Before)), file.After is null ? "-" : Number(bytes(file.After)));
            }

            if (kind.Count() > most)
            {
                table.Add($"and {Number(kind.Count() - most)} more (--all lists them)", kind.Key, "", "");
            }
        }

        table.Write(output);
    }

    /// <summary>A rule's name holds its step's.</summary>
    private static bool IsRule(string row) => row.Contains('.', StringComparison.Ordinal);

    private static void AddQuiet(TextTable ledger, int rules, int columns)
    {
        if (rules > 0)
        {
            ledger.Add([$"({rules} {(rules == 1 ? "rule" : "rules")} that dropped nothing)", .. Enumerable.Repeat("", columns - 1)]);
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number is < -9999 or > 9999 ? Number(number) : value;

    private static string Signed(long number) => number == 0 ? "" : number.ToString("+#,0;-#,0", CultureInfo.InvariantCulture);

    private static double Percent(long part, long all) => all == 0 ? 0 : 100.0 * part / all;

    private static string Share(long part, long all) => Percent(part, all).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string SignedPoints(double points)
    {
        string text = points.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
        return text is "+0.00" or "-0.00" ? "" : text;
    }
}
