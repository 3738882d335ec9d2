using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>datatrove's Bloom filter over 13-grams, at the one kind of size at which it works.</summary>
internal sealed class BloomPart : IDedupPart
{
    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        string parameters = Path.Combine(directory, "bloom_params.json");
        if (!File.Exists(parameters))
        {
            return;
        }

        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(parameters));
        int size = file.RootElement.GetProperty("n_grams").GetInt32();
        double threshold = file.RootElement.GetProperty("threshold").GetDouble();
        DatatroveBloomFilter filter = new(file.RootElement.GetProperty("m_bytes").GetInt32(), Numbers(file.RootElement, "a"), Numbers(file.RootElement, "b"));
        SimplifiedText simplified = new();
        TextBuffer text = new();
        SegmentList words = new();
        WhitespaceWords segmenter = new();
        Agreement agreement = new(report);
        foreach ((JsonElement document, JsonElement row) in GoldFile.Rows(directory, "docs_with_copies").Zip(GoldFile.Rows(directory, "bloom_mbytes_2p20m1")))
        {
            text.Clear();
            words.Clear();
            simplified.Append(Encoding.UTF8.GetBytes(document.GetProperty("text").GetString()!), text);
            segmenter.Split(text.Text, words);

            // Simplified words stand one space apart.
            uint[] hashes = [.. Enumerable.Range(0, Math.Max(0, words.Count - size + 1)).Select(i => DatatroveBloomFilter.Hash(text.Bytes[words.Starts[i]..words.Ends[i + size - 1]]))];
            bool keep = hashes.Length == 0 || filter.CountAndAdd(hashes) / (double)hashes.Length <= threshold;
            agreement.Note("bloom", row.GetProperty("id").GetString()!, keep ? "kept" : "dropped", row.GetProperty("keep").GetBoolean() ? "kept" : "dropped");
        }

        agreement.Report();
    }

    private static ulong[] Numbers(JsonElement file, string name) => [.. file.GetProperty(name).EnumerateArray().Select(static number => number.GetUInt64())];
}
