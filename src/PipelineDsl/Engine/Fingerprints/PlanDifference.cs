using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>Says in words why an action is done again: which of the parts of its key changed.</summary>
/// <remarks>A part's name may end in a value that is shown, after a colon (<c>library PipelineDsl: 0.1.0</c>): two parts that differ only there are one part that changed.</remarks>
internal static class PlanDifference
{
    /// <summary>What the names of parts for generated code begin with.</summary>
    public const string Generated = "generated ";

    private const string Options = "options of ";
    private const string Separator = ": ";

    /// <summary>The name of a part with a value that is shown.</summary>
    public static string Name(string subject, string value) => subject + Separator + value;

    /// <summary>What changed, such as <c>code Sample.HouseRules changed</c> and <c>Length minWords 50 → 60</c>.</summary>
    /// <param name="old">The parts of the action that was done last.</param>
    /// <param name="now">The parts of the action that is to be done.</param>
    /// <returns>The changes; none if the parts are the same.</returns>
    public static IReadOnlyList<string> Between(IReadOnlyList<KeyPart> old, IReadOnlyList<KeyPart> now)
    {
        ILookup<string, KeyPart> before = old.ToLookup(static p => Subject(p.Name), StringComparer.Ordinal);
        ILookup<string, KeyPart> after = now.ToLookup(static p => Subject(p.Name), StringComparer.Ordinal);
        List<string> changes = [];
        bool isGenerated = false;
        foreach (string subject in now.Concat(old).Select(static p => Subject(p.Name)).Distinct(StringComparer.Ordinal))
        {
            KeyPart[] gone = [.. before[subject].Except(after[subject])];
            KeyPart[] come = [.. after[subject].Except(before[subject])];
            if (gone.Length + come.Length == 0)
            {
                continue;
            }

            if (subject.StartsWith(Generated, StringComparison.Ordinal))
            {
                isGenerated = true;
                continue;
            }

            changes.AddRange(Changes(subject, gone, come));
        }

        // Generated code changes with the options and rules that it holds; alone, it says that steps came, went or changed places.
        if (changes.Count == 0 && isGenerated)
        {
            changes.Add("the steps or their order changed");
        }
        else if (changes.Count == 0 && !old.SequenceEqual(now))
        {
            changes.Add("the order of the inputs changed");
        }

        return changes;
    }

    private static string Subject(string name) => name.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and int end ? name[..end] : name;

    private static string Value(string name) => name.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and int end ? name[(end + Separator.Length)..] : "";

    private static IEnumerable<string> Changes(string subject, KeyPart[] gone, KeyPart[] come)
    {
        if (gone.Length == 0)
        {
            return [$"{subject} is new"];
        }

        if (come.Length == 0)
        {
            return [$"{subject} is gone"];
        }

        string old = Value(gone[0].Name);
        string now = Value(come[0].Name);
        if (gone.Length > 1 || come.Length > 1 || old == now)
        {
            return [$"{subject} changed"];
        }

        return subject.StartsWith(Options, StringComparison.Ordinal) ? OptionChanges(subject[Options.Length..], Split(old), Split(now)) : [$"{subject} {old} \u2192 {now}"];
    }

    private static IEnumerable<string> OptionChanges(string step, List<string> old, List<string> now)
        => old.Count != now.Count
            ? [$"options of {step} changed"]
            : old.Zip(now).Where(static o => o.First != o.Second).Select(o => NameOf(o.First) == NameOf(o.Second)
                ? $"{step} {o.First} \u2192 {o.Second[(NameOf(o.Second).Length + 1)..]}"
                : $"{step} {o.First} \u2192 {o.Second}");

    private static string NameOf(string option) => option.IndexOf(' ', StringComparison.Ordinal) is > 0 and int end ? option[..end] : option;

    /// <summary>Splits options at commas outside literals.</summary>
    private static List<string> Split(string values)
    {
        List<string> options = [];
        int start = 0;
        char quote = default;
        for (int i = 0; i < values.Length; i++)
        {
            if (quote != default)
            {
                if (values[i] == '\\')
                {
                    i++;
                }
                else if (values[i] == quote)
                {
                    quote = default;
                }
            }
            else if (values[i] is '"' or '\'')
            {
                quote = values[i];
            }
            else if (values[i] == ',')
            {
                options.Add(values[start..i]);
                start = i + 2;
            }
        }

        options.Add(values[Math.Min(start, values.Length)..]);
        return options;
    }
}
