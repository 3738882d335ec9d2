using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Exact deduplication of whole documents: which of the copies survives, and how many went.</summary>
internal sealed class ExactPart : IDedupPart
{
    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        List<JsonElement> documents = [.. GoldFile.Rows(directory, "docs_with_copies")];
        Agreement agreement = new(report);
        foreach (string name in (string[])["exact_first", "exact_priority_idlen"])
        {
            List<JsonElement> rows = [.. GoldFile.Rows(directory, name)];
            if (rows.Count != documents.Count)
            {
                continue;
            }

            // datatrove's order: the highest priority, then the place in the file, then the file.
            Dictionary<int, int> places = [];
            List<(UInt128 Key, long Priority, int Place, int File, int Row)> entries = [];
            for (int i = 0; i < rows.Count; i++)
            {
                byte[] text = Encoding.UTF8.GetBytes(documents[i].GetProperty("text").GetString()!);
                agreement.Note(name + " texts", Id(rows[i]), Convert.ToHexStringLower(SHA256.HashData(text)), rows[i].GetProperty("sha256").GetString()!);
                int file = rows[i].GetProperty("file").GetInt32();
                int place = places.GetValueOrDefault(file);
                places[file] = place + 1;
                entries.Add((DedupKey.Of(text), -rows[i].GetProperty("priority").GetInt64(), place, file, i));
            }

            string[] ours = new string[rows.Count];
            foreach (IGrouping<UInt128, (UInt128 Key, long Priority, int Place, int File, int Row)> group in entries.Order().GroupBy(static entry => entry.Key))
            {
                foreach ((int index, (_, _, _, _, int row)) in group.Index())
                {
                    ours[row] = index == 0 ? $"kept, {group.Count() - 1} went" : "dropped";
                }
            }

            for (int i = 0; i < rows.Count; i++)
            {
                agreement.Note(name, Id(rows[i]), ours[i], rows[i].GetProperty("keep").GetBoolean() ? $"kept, {rows[i].GetProperty("duplicate_count").GetInt32()} went" : "dropped");
            }
        }

        agreement.Report();
    }

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;
}
