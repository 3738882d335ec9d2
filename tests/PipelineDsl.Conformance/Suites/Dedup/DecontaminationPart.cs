using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>decont_TOKENIZER_CONFIG: which training documents datatrove drops, at which n-gram, of which task.</summary>
internal sealed class DecontaminationPart : IDedupPart
{
    private static readonly (string Name, int NGram, BenchmarkParts Parts)[] s_configs =
    [
        ("default", 12, BenchmarkParts.Label | BenchmarkParts.Border),
        ("query", 12, BenchmarkParts.All),
        ("nooverlap", 12, BenchmarkParts.Label),
        ("n8", 8, BenchmarkParts.Label | BenchmarkParts.Border),
    ];

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        string evaluation = Path.Combine(directory, "decont_eval.jsonl");
        List<JsonElement> documents = [.. GoldFile.Rows(directory, "decont_train")];
        if (documents.Count == 0 || !File.Exists(evaluation))
        {
            return;
        }

        BenchmarkFiles benchmarks = BenchmarkFiles.Load(new ServiceRequest(evaluation));
        foreach ((string config, int n, BenchmarkParts parts) in s_configs)
        {
            Compare<SpacyEnglishWords>("spacy", config, n, parts);
            Compare<Uax29Words>("uax29", config, n, parts);
            Compare<WhitespaceWords>("ws", config, n, parts);
        }

        void Compare<TSegmenter>(string tokenizer, string config, int n, BenchmarkParts parts)
            where TSegmenter : class, ISegmenter, new()
        {
            string name = $"decont_{tokenizer}_{config}";
            Dictionary<string, JsonElement> theirs = GoldFile.Rows(directory, name).ToDictionary(static r => r.GetProperty("id").GetString()!);
            SimplifiedContaminationMemory<TSegmenter> memory = new();
            TextBuffer buffer = new();
            long agree = 0;
            foreach (JsonElement document in documents.Where(d => theirs.ContainsKey(d.GetProperty("id").GetString()!)))
            {
                string id = document.GetProperty("id").GetString()!;
                buffer.Clear();
                buffer.Append(Encoding.UTF8.GetBytes(document.GetProperty("text").GetString()!));
                bool kept = DatatroveDecontamination<TSegmenter>.NotInBenchmark(buffer.Text.Bytes, benchmarks, memory, new Document(1).Notes, n, parts);
                string ours = kept ? "kept" : Name(memory.Search);
                JsonElement row = theirs[id];
                string expected = row.GetProperty("keep").GetBoolean() ? "kept" : $"{row.GetProperty("task").GetString()}: {row.GetProperty("ngram").GetString()}";
                if (ours == expected)
                {
                    agree++;
                }
                else
                {
                    report.Disagree(name, id, ours, expected);
                }
            }

            report.Total(name, agree, theirs.Count);
        }
    }

    /// <summary>What datatrove tells of a document: its first n-gram that is indexed, and the task that was indexed last with it, with _ for blanks.</summary>
    private static string Name(ContaminationSearch search)
    {
        ContaminationHit first = search.Hits[0];
        return $"{search.Index.Items[search.Index.ItemsOf(first.Gram)[^1]].Benchmark.Replace(' ', '_')}: {Encoding.UTF8.GetString(search.Index.TextOf(first.Gram))}";
    }
}
