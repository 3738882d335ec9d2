using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using PipelineDsl.Tests.Dedup;

namespace PipelineDsl.Conformance;

/// <summary>datatrove's MinHash deduplication: signatures, clusters and survivors of each variant in a folder.</summary>
internal sealed class MinHashSuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "minhash";

    /// <inheritdoc/>
    public string Usage => "DIR: docs/0000N.jsonl.gz and a folder for each variant with params.json, signatures and clusters";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        if (arguments is not [string directory] || !Directory.Exists(Path.Combine(directory, "docs")))
        {
            throw new IOException("minhash: name one directory with a folder docs");
        }

        List<(string Id, byte[] Text)> documents = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(directory, "docs"), "*.jsonl*").Order(StringComparer.Ordinal))
        {
            documents.AddRange(GoldFile.Rows(Path.GetDirectoryName(file)!, Path.GetFileName(file).Split(".jsonl")[0])
                .Select(static row => (row.GetProperty("id").GetString()!, Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!))));
        }

        foreach (string folder in Directory.EnumerateDirectories(directory).Where(static d => File.Exists(Path.Combine(d, "params.json"))).Order(StringComparer.Ordinal))
        {
            string variant = Path.GetFileName(folder);
            switch (variant.Split('-')[0])
            {
                case "spacy":
                    Compare<SpacyEnglishWords>(folder, documents, report);
                    break;
                case "uax29":
                    Compare<Uax29Words>(folder, documents, report);
                    break;
                case "ws":
                    Compare<WhitespaceWords>(folder, documents, report);
                    break;
                default:
                    throw new IOException($"minhash: no tokenizer is known for the variant {variant}");
            }
        }
    }

    private static void Compare<TWords>(string folder, List<(string Id, byte[] Text)> documents, Report report)
        where TWords : class, ISegmenter, new()
    {
        string variant = Path.GetFileName(folder);
        JsonElement parameters = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(folder, "params.json")));
        int ngram = parameters.GetProperty("n_grams").GetInt32();
        int bands = parameters.GetProperty("num_buckets").GetInt32();
        int rows = parameters.GetProperty("hashes_per_bucket").GetInt32();
        int seed = parameters.GetProperty("seed").GetInt32();
        DatatroveHash hash = variant.EndsWith("sha1_32", StringComparison.Ordinal) ? DatatroveHash.Sha1Of32Bits
            : variant.EndsWith("sha1_64", StringComparison.Ordinal) ? DatatroveHash.Sha1Of64Bits
            : DatatroveHash.XxHash64;

        MersennePermutations permutations = new(bands * rows, (uint)seed, low32: false);
        bool sameFunctions = Values(parameters.GetProperty("a")).AsSpan().SequenceEqual(permutations.A) && Values(parameters.GetProperty("b")).AsSpan().SequenceEqual(permutations.B);
        report.Total($"{variant} functions", sameFunctions ? 1 : 0, 1);

        Dictionary<string, int> places = documents.Select(static (d, i) => (d.Id, i)).ToDictionary(static d => d.Id, static d => d.i);
        DatatroveMemory<TWords> memory = new();
        CompareSignatures(folder, row => memory.Signature(documents[places[row]].Text, ngram, bands * rows, seed, hash).ToArray(), () => memory.Shingles, report);

        using DedupHarness harness = new(shards: 3, workers: 2, memory: 1 << 24);
        DedupFate[] fates = harness.Resolve(
            DatatroveNearDuplicates<TWords>.Resolve(bands, rows),
            documents.Count,
            (i, sketch) => DatatroveNearDuplicates<TWords>.Sketch(documents[i].Text, sketch, memory, ngram, bands, rows, seed, hash));
        CompareClusters(folder, documents, fates, report);
    }

    private static unsafe void CompareSignatures<TWords>(string folder, Func<string, ulong[]> signature, Func<DatatroveShingles<TWords>> shingles, Report report)
        where TWords : class, ISegmenter, new()
    {
        string name = $"{Path.GetFileName(folder)} signatures";
        long agree = 0;
        long total = 0;
        foreach (JsonElement row in GoldFile.Rows(folder, "signatures"))
        {
            string id = row.GetProperty("id").GetString()!;
            ulong[] ours = signature(id);
            ulong[] theirs = Values(row.GetProperty("signature"));
            ulong[] theirHashes = Values(row.GetProperty("first_shingle_hashes"));
            DatatroveShingles<TWords> found = shingles();
            ulong[] ourHashes = new ReadOnlySpan<ulong>(found.Hashes, Math.Min(found.Count, theirHashes.Length)).ToArray();
            total++;
            if (ours.SequenceEqual(theirs) && ourHashes.SequenceEqual(theirHashes) && found.Count == row.GetProperty("shingles").GetInt32())
            {
                agree++;
            }
            else
            {
                report.Disagree(name, id, Show(ours), Show(theirs), $"{found.Count} shingles of {row.GetProperty("shingles").GetInt32()}");
            }
        }

        report.Total(name, agree, total);
    }

    private static void CompareClusters(string folder, List<(string Id, byte[] Text)> documents, DedupFate[] fates, Report report)
    {
        string variant = Path.GetFileName(folder);
        Dictionary<long, List<string>> ours = [];
        for (int i = 0; i < fates.Length; i++)
        {
            if (!ours.TryGetValue(fates[i].Kept, out List<string>? members))
            {
                ours.Add(fates[i].Kept, members = []);
            }

            members.Add(documents[i].Id);
        }

        Dictionary<string, string> ourClusters = ours.Where(static c => c.Value.Count > 1).ToDictionary(static c => string.Join(' ', c.Value.Order(StringComparer.Ordinal)), c => documents[(int)c.Key].Id);
        long agree = 0;
        long survivors = 0;
        long total = 0;
        foreach (JsonElement row in GoldFile.Rows(folder, "clusters"))
        {
            total++;
            string members = string.Join(' ', row.GetProperty("ids").EnumerateArray().Select(static id => id.GetString()!).Order(StringComparer.Ordinal));
            string kept = row.GetProperty("kept_by_datatrove").GetString()!;
            if (!ourClusters.TryGetValue(members, out string? ourKept))
            {
                report.Disagree($"{variant} clusters", kept, "no such cluster", members);
                continue;
            }

            agree++;
            survivors += ourKept == kept ? 1 : 0;
            if (ourKept != kept)
            {
                report.Disagree($"{variant} survivors", members, ourKept, kept);
            }
        }

        // A cluster too many is a disagreement as well.
        report.Total($"{variant} clusters", agree, Math.Max(total, ourClusters.Count));
        report.Total($"{variant} survivors", survivors, total);
    }

    /// <summary>The numbers of an array of any depth; none if there is no array.</summary>
    private static ulong[] Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Values)],
        JsonValueKind.Number => [element.GetUInt64()],
        _ => [],
    };

    private static string Show(ulong[] values) => string.Join(' ', values.Take(3)) + (values.Length > 3 ? " …" : "");
}
