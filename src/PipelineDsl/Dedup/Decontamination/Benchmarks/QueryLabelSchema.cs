using System.Collections.Generic;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Rows that say themselves what is what: <c>query</c>, <c>label</c> (a string or an array of strings), or one of them. What lighteval's tasks come to, and the names to give rows of one's own.</summary>
internal sealed class QueryLabelSchema : BenchmarkSchema
{
    /// <inheritdoc/>
    public override string Name => "query-label";

    /// <inheritdoc/>
    public override string Needs => "query, label or both";

    /// <inheritdoc/>
    public override BenchmarkItem? Read(in BenchmarkRow row)
    {
        bool asked = row.TryString("query", out string query);
        bool listed = row.TryStrings("label", out IReadOnlyList<string> labels);
        bool answered = row.TryString("label", out string label);
        return asked | listed | answered && row.Value.ValueKind == JsonValueKind.Object ? row.Item(query, answered ? [label] : labels) : null;
    }
}
