using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;

namespace PipelineDsl.Testing;

/// <summary>Documents with the verdicts that a pipeline gives of them, to be read and to be snapshot-tested.</summary>
/// <example>
/// <code>
/// await Snapshot.Match(new VerdictTable(WebCorpus.Definition)
/// {
///     { "two words", "Hello, world." },
///     { "an internal page", "A long text.", ("url", "https://intranet/") },
/// });
/// </code>
/// </example>
public sealed class VerdictTable : IEnumerable<KeyValuePair<string, Verdict>>
{
    private readonly PipelineDefinition _pipeline;
    private readonly List<KeyValuePair<string, Verdict>> _rows = [];

    /// <summary>Creates an empty table.</summary>
    /// <param name="pipeline">The pipeline that judges: the <c>Definition</c> of the generated class.</param>
    public VerdictTable(PipelineDefinition pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipeline = pipeline;
    }

    /// <summary>Judges a document and adds the verdict.</summary>
    /// <param name="name">What the table calls the document.</param>
    /// <param name="text">The text.</param>
    /// <param name="fields">Further fields by name, numbers and truth values in their invariant form.</param>
    /// <exception cref="ArgumentException">No step names a given field, or its value is not of the field's type.</exception>
    public void Add(string name, string text, params ReadOnlySpan<(string Name, string Value)> fields)
        => _rows.Add(new(name, PipelineHost.Judge(_pipeline, Encoding.UTF8.GetBytes(text), fields)));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Verdict>> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line per document, its name and its verdict, in the order in which they were added.</summary>
    public override string ToString()
    {
        int width = _rows.Select(static r => r.Key.Length).DefaultIfEmpty().Max();
        StringBuilder text = new();
        foreach ((string name, Verdict verdict) in _rows)
        {
            text.Append(name.PadRight(width)).Append("  ").Append(verdict).Append('\n');
        }

        return text.ToString();
    }
}
