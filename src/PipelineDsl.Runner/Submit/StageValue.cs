using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Runner.Submit;

/// <summary>An option that may differ between stages: <c>4G</c> holds for all, <c>cut=64G</c> for those whose name begins with <c>cut</c>; of several that fit, the longest name counts.</summary>
internal sealed class StageValue
{
    private readonly List<(string Stage, string Value)> _values = [];

    /// <summary>No value for any stage.</summary>
    public static StageValue None { get; } = new([]);

    /// <summary>Takes the values as they were written.</summary>
    /// <param name="values">The option's values.</param>
    /// <exception cref="FormatException">A value is empty.</exception>
    public StageValue(IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            int equals = value.IndexOf('=', StringComparison.Ordinal);
            (string Stage, string Value) pair = equals < 0 ? ("", value) : (value[..equals], value[(equals + 1)..]);
            if (pair.Value.Length == 0)
            {
                throw new FormatException($"'{value}': a value, or STAGE=VALUE, is wanted");
            }

            _values.Add(pair);
        }
    }

    /// <summary>The stages' names, or beginnings of names, that were written.</summary>
    public IEnumerable<string> Stages => _values.Select(static v => v.Stage).Where(static s => s.Length > 0);

    /// <summary>The value for a stage, or null.</summary>
    public string? For(string stage)
        => _values.Where(v => stage.StartsWith(v.Stage, StringComparison.Ordinal)).OrderBy(static v => v.Stage.Length).LastOrDefault().Value;
}
