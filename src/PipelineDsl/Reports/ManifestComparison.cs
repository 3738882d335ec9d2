using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>One thing in two manifests; one of them may not have it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Before">As the first manifest has it, or null.</param>
/// <param name="After">As the second one has it, or null.</param>
public sealed record Difference<T>(string Name, T? Before, T? After);

/// <summary>What two runs have in common, and what not.</summary>
public sealed record ManifestComparison
{
    /// <summary>The first manifest.</summary>
    public required ManifestReport Before { get; init; }

    /// <summary>The second one.</summary>
    public required ManifestReport After { get; init; }

    /// <summary>The ledgers side by side, every row of either: in the order of the second, and where it has none, after the row that precedes it in the first. A count is null where there is no such row.</summary>
    public required IReadOnlyList<Difference<long?>> Ledger { get; init; }

    /// <summary>Inputs that were added, removed or changed, in ordinal order of their names.</summary>
    public required IReadOnlyList<Difference<ManifestInput>> Inputs { get; init; }

    /// <summary>Outputs that were added, removed or changed, in ordinal order of their names.</summary>
    public required IReadOnlyList<Difference<ManifestOutput>> Outputs { get; init; }

    /// <summary>All other facts that differ, such as <c>MinHash clusters</c>, in the manifests' order.</summary>
    public required IReadOnlyList<Difference<string>> Facts { get; init; }

    /// <summary>Whether both manifests say the same.</summary>
    public bool IsSame => Before.Pipeline == After.Pipeline && Before.Read == After.Read && Ledger.All(static r => r.Before == r.After) && Inputs.Count == 0 && Outputs.Count == 0 && Facts.Count == 0;

    /// <summary>Compares two manifests.</summary>
    public static ManifestComparison Compare(ManifestReport before, ManifestReport after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ManifestComparison
        {
            Before = before,
            After = after,
            Ledger = [.. Union(before.Ledger.Select(static r => r.Name), after.Ledger.Select(static r => r.Name)).Select(name => new Difference<long?>(
                name,
                before.Ledger.FirstOrDefault(r => r.Name == name)?.Documents,
                after.Ledger.FirstOrDefault(r => r.Name == name)?.Documents))],

            // A source may read a file that another one reads too.
            Inputs = Changed(before.Inputs, after.Inputs, static i => $"{i.Source}: {i.File}", static (a, b) => a == b),
            Outputs = Changed(before.Outputs, after.Outputs, static o => o.File, static (a, b) => a.Bytes == b.Bytes && a.Hash == b.Hash && a.Facts.SequenceEqual(b.Facts)),
            Facts = CompareFacts(Flat(before), Flat(after)),
        };
    }

    private static List<Difference<T>> Changed<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> name, Func<T, T, bool> same)
        where T : class
    {
        Dictionary<string, T> old = ByName(before, name);
        Dictionary<string, T> @new = ByName(after, name);
        return
        [
            .. old.Keys.Union(@new.Keys)
                .Order(StringComparer.Ordinal)
                .Select(key => new Difference<T>(key, old.GetValueOrDefault(key), @new.GetValueOrDefault(key)))
                .Where(d => d.Before is null || d.After is null || !same(d.Before, d.After)),
        ];
    }

    private static Dictionary<string, T> ByName<T>(IReadOnlyList<T> all, Func<T, string> name)
    {
        Dictionary<string, T> named = new(StringComparer.Ordinal);
        foreach (T one in all)
        {
            // A file that is listed twice (patterns may overlap) is told apart by its place among those of its name.
            string key = name(one);
            for (int place = 2; !named.TryAdd(key, one); place++)
            {
                key = $"{name(one)} #{place}";
            }
        }

        return named;
    }

    private static List<Difference<string>> CompareFacts(List<KeyValuePair<string, string>> before, List<KeyValuePair<string, string>> after)
        =>
        [
            .. Union(before.Select(static f => f.Key), after.Select(static f => f.Key))
                .Select(name => new Difference<string>(name, before.FirstOrDefault(f => f.Key == name).Value, after.FirstOrDefault(f => f.Key == name).Value))
                .Where(static d => d.Before != d.After),
        ];

    private static List<KeyValuePair<string, string>> Flat(ManifestReport manifest)
        => [.. manifest.Facts.SelectMany(static group => group.Facts.Select(f => new KeyValuePair<string, string>(f.Key == group.Name ? f.Key : $"{group.Name} {f.Key}", f.Value)))];

    /// <summary>All names in the order of the second list; those that only the first one has follow the name that precedes them there.</summary>
    private static List<string> Union(IEnumerable<string> before, IEnumerable<string> after)
    {
        List<string> names = [.. after.Distinct()];
        int place = 0;
        foreach (string name in before.Distinct())
        {
            int found = names.IndexOf(name);
            if (found < 0)
            {
                names.Insert(place++, name);
            }
            else
            {
                place = found + 1;
            }
        }

        return names;
    }
}
