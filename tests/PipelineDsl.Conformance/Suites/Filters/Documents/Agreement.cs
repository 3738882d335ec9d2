using System;
using System.Collections.Generic;

namespace PipelineDsl.Conformance;

/// <summary>Counts of agreement under names, which are reported in the order in which they came up.</summary>
internal sealed class Agreement(Report report)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, (long Agree, long Total)> _counts = [];

    /// <summary>Notes one comparison, and a disagreement with both sides.</summary>
    public void Note(string name, string id, string ours, string theirs)
    {
        bool agree = ours == theirs;
        if (!_counts.TryGetValue(name, out (long Agree, long Total) count))
        {
            _names.Add(name);
        }

        _counts[name] = (count.Agree + (agree ? 1 : 0), count.Total + 1);
        if (!agree)
        {
            report.Disagree(name, id, ours, theirs);
        }
    }

    /// <summary>The same of numbers, which agree to 10⁻¹².</summary>
    public void Note(string name, string id, double ours, double theirs)
    {
        string theirText = theirs.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Note(name, id, Math.Abs(ours - theirs) <= 1e-12 * Math.Max(1, Math.Abs(theirs)) ? theirText : ours.ToString("R", System.Globalization.CultureInfo.InvariantCulture), theirText);
    }

    /// <summary>Reports all counts.</summary>
    public void Report()
    {
        foreach (string name in _names)
        {
            report.Total(name, _counts[name].Agree, _counts[name].Total);
        }
    }
}
