using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>A row of documents.jsonl: a text, and what datatrove said of it.</summary>
internal sealed class GoldDocument(JsonElement row)
{
    /// <summary>The reason that stands where the original failed with an error instead of a verdict: such a document may be kept or dropped.</summary>
    private const string Error = "error:";

    public string Id { get; } = row.GetProperty("id").GetString()!;

    public byte[] Text { get; } = Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!);

    /// <summary>The rows of documents.jsonl or documents.jsonl.gz; none if neither is there.</summary>
    public static IEnumerable<GoldDocument> Read(string directory)
    {
        string? path = new[] { "documents.jsonl", "documents.jsonl.gz" }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            yield break;
        }

        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            yield return new GoldDocument(row.RootElement.Clone());
        }
    }

    /// <summary>Whether a filter gave a verdict; it stands in <paramref name="reason"/>: null for a document that was kept.</summary>
    public bool TryReason(string segmentation, string filter, out string? reason)
    {
        reason = null;
        if (!row.GetProperty("verdicts").TryGetProperty(segmentation, out JsonElement filters) || !filters.TryGetProperty(filter, out JsonElement verdict))
        {
            return false;
        }

        reason = verdict.GetProperty("reason").GetString();
        return reason?.StartsWith(Error, StringComparison.Ordinal) != true;
    }

    /// <summary>A number that a filter measured.</summary>
    public bool TryMetric(string segmentation, string name, out double value)
    {
        value = 0;
        return row.GetProperty("metrics").TryGetProperty(segmentation, out JsonElement metrics) && metrics.TryGetProperty(name, out JsonElement metric)
            && metric.ValueKind == JsonValueKind.Number && metric.TryGetDouble(out value);
    }

    /// <summary>What C4's rules counted and made of the text; of sentences in place of lines that depends on the segmentation.</summary>
    public bool TryC4(string segmentation, string filter, out JsonElement lines, out string? sha256)
    {
        JsonElement hash = default;
        lines = default;
        sha256 = null;
        bool found = filter == "c4_sentences"
            ? row.GetProperty("metrics").GetProperty(segmentation) is var metrics && metrics.TryGetProperty("c4_sentences_lines", out lines)
                && (metrics.TryGetProperty("c4_sentences_sha256", out hash) || true)
            : row.GetProperty("c4_out").TryGetProperty(filter, out JsonElement output) && output.ValueKind == JsonValueKind.Object && output.TryGetProperty("lines", out lines)
                && (output.TryGetProperty("sha256", out hash) || true);
        sha256 = hash.ValueKind == JsonValueKind.String ? hash.GetString() : null;
        return found;
    }
}
