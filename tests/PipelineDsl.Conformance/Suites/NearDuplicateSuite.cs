using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PipelineDsl.Tests.Dedup;

namespace PipelineDsl.Conformance;

/// <summary>Near-duplicate search on labelled documents: exact Jaccard of the sets of shingles, recall against the S-curve, precision with verification, and the real copies among news articles.</summary>
/// <remarks>
/// The labels are all pairs of the derived documents with a Jaccard index of 0.2 or more over sets of five words. Recall is the share of the pairs of 0.8 or more that are candidates (share a band),
/// and is compared with the sum of their chances, less 2.33 standard deviations of that sum as if the pairs were independent: chance explains no lower recall (one in a hundred).
/// </remarks>
internal sealed class NearDuplicateSuite : ISuite
{
    private const double Threshold = 0.8;

    /// <inheritdoc/>
    public string Name => "neardup";

    /// <inheritdoc/>
    public string Usage => "DIR: derived/docs.jsonl.gz with derived/pairs.tsv.gz, articles/docs.jsonl.gz with articles/truth.tsv";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        if (arguments is not [string directory] || !Directory.Exists(directory))
        {
            throw new IOException("neardup: name one directory that exists");
        }

        string derived = Path.Combine(directory, "derived");
        if (Directory.Exists(derived))
        {
            Derived(derived, report);
        }

        string articles = Path.Combine(directory, "articles");
        if (Directory.Exists(articles))
        {
            Articles(articles, report);
        }
    }

    private static void Derived(string folder, Report report)
    {
        Corpus corpus = new(folder, verify: 0);
        HashSet<(int, int)> labelled = [];
        List<(int A, int B, double Jaccard)> pairs = [];
        long agree = 0;
        foreach (string line in Lines(Path.Combine(folder, "pairs.tsv.gz")).Skip(1))
        {
            string[] fields = line.Split('\t');
            int a = corpus.Places[fields[0]];
            int b = corpus.Places[fields[1]];
            double jaccard = ShingleSets.Jaccard(corpus.Sets[a], corpus.Sets[b]);
            string ours = jaccard.ToString("F6", CultureInfo.InvariantCulture);
            agree += ours == fields[2] ? 1 : 0;
            if (ours != fields[2])
            {
                report.Disagree("jaccard", $"{fields[0]} {fields[1]}", ours, fields[2]);
            }

            pairs.Add((Math.Min(a, b), Math.Max(a, b), jaccard));
            labelled.Add((Math.Min(a, b), Math.Max(a, b)));
        }

        report.Total("jaccard of the labelled pairs", agree, pairs.Count);

        // All pairs, those below the labels' bound too: what is not labelled must be below it.
        HashSet<(int, int)> candidates = corpus.Candidates();
        long unlabelled = candidates.Count(c => !labelled.Contains(c));
        long low = candidates.Count(c => !labelled.Contains(c) && ShingleSets.Jaccard(corpus.Sets[c.Item1], corpus.Sets[c.Item2]) < 0.2);
        report.Total("candidates without a label are below 0.2", low, unlabelled);
        Recall(corpus.Split, pairs, candidates, report);
        Verified(folder, pairs, report);
    }

    private static void Recall(LshBands split, List<(int A, int B, double Jaccard)> pairs, HashSet<(int, int)> candidates, Report report)
    {
        foreach (double from in new[] { Threshold, 0.9, 0.7, 0.5 })
        {
            (int A, int B, double Jaccard)[] wanted = [.. pairs.Where(p => p.Jaccard >= from)];
            double found = wanted.Count(p => candidates.Contains((p.A, p.B)));
            double expected = wanted.Sum(p => split.ChanceOf(p.Jaccard));
            double deviation = Math.Sqrt(wanted.Sum(p => split.ChanceOf(p.Jaccard) * (1 - split.ChanceOf(p.Jaccard))));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"neardup {split.Bands} x {split.Rows}, pairs of {from:0.0} or more: {wanted.Length}, found {found:0} (recall {found / wanted.Length:0.0000}), expected {expected:0.0} ± {deviation:0.0} ({expected / wanted.Length:0.0000})"));
            if (from == Threshold)
            {
                report.Total("recall is not below theory", found >= expected - (2.33 * deviation) ? 1 : 0, 1);
            }
        }
    }

    /// <summary>The whole search with verification: documents that are joined must be similar, and candidates that are similar must be joined.</summary>
    private static void Verified(string folder, List<(int A, int B, double Jaccard)> pairs, Report report)
    {
        Corpus corpus = new(folder, Threshold);
        long[] kept = corpus.Resolve();
        Dictionary<long, List<int>> clusters = Enumerable.Range(0, kept.Length).GroupBy(i => kept[i]).Where(static g => g.Count() > 1).ToDictionary(static g => g.Key, static g => g.ToList());
        long connected = 0;
        foreach (List<int> members in clusters.Values)
        {
            connected += IsConnected(members, corpus.Sets) ? 1 : 0;
        }

        report.Total("verified clusters are connected by pairs of 0.8 or more", connected, clusters.Count);
        HashSet<(int, int)> candidates = corpus.Candidates();
        (int A, int B, double Jaccard)[] similar = [.. pairs.Where(p => p.Jaccard >= Threshold && candidates.Contains((p.A, p.B)))];
        report.Total("similar candidates are joined", similar.Count(p => kept[p.A] == kept[p.B]), similar.Length);
    }

    private static bool IsConnected(List<int> members, List<ulong[]> sets)
    {
        HashSet<int> reached = [members[0]];
        Queue<int> open = new([members[0]]);
        while (open.TryDequeue(out int at))
        {
            foreach (int other in members.Where(m => !reached.Contains(m) && ShingleSets.Jaccard(sets[at], sets[m]) >= Threshold).ToArray())
            {
                reached.Add(other);
                open.Enqueue(other);
            }
        }

        return reached.Count == members.Count;
    }

    private static void Articles(string folder, Report report)
    {
        Corpus corpus = new(folder, verify: 0);
        long[] kept = corpus.Resolve();
        string[][] truth = [.. File.ReadLines(Path.Combine(folder, "truth.tsv")).Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(static f => f.Length == 2)];
        long found = 0;
        foreach (string[] pair in truth)
        {
            int a = corpus.Places[pair[0]];
            int b = corpus.Places[pair[1]];
            double jaccard = ShingleSets.Jaccard(corpus.Sets[a], corpus.Sets[b]);
            found += kept[a] == kept[b] ? 1 : 0;
            if (kept[a] != kept[b])
            {
                report.Disagree("articles", string.Join(' ', pair), "apart", "a copy", string.Create(CultureInfo.InvariantCulture, $"jaccard {jaccard:F3}"));
            }
        }

        report.Total("labelled copies among the articles", found, truth.Length);

        // An article that is joined with another one without a label must resemble one of its cluster: chance alone joins none.
        HashSet<string> labelled = [.. truth.SelectMany(static pair => pair)];
        int[] others = [.. corpus.Places.Where(p => !labelled.Contains(p.Key) && kept.Count(k => k == kept[p.Value]) > 1).Select(static p => p.Value)];
        long alike = others.Count(i => Enumerable.Range(0, kept.Length).Any(j => j != i && kept[j] == kept[i] && ShingleSets.Jaccard(corpus.Sets[i], corpus.Sets[j]) >= 0.5));
        report.Total("articles without a label are joined only if they are alike", alike, others.Length);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Documents with the sets of their shingles and their sketches.</summary>
    private sealed class Corpus
    {
        private readonly MinHashOptions _options;
        private readonly List<byte[]> _sketches = [];

        public Corpus(string folder, double verify)
        {
            _options = MinHashOptions.Of(5, 14, 8, 0, 128, verify, 1);
            MinHashOptions sets = MinHashOptions.Of(5, 1, 1, 0, 128, 1, 1);
            ShingleWords words = new();
            MinHashMemory memory = new();
            MinHashMemory setMemory = new();
            TextBuffer text = new();
            Sketch sketch = new();
            foreach (JsonElement row in GoldFile.Rows(folder, "docs"))
            {
                Places.Add(row.GetProperty("id").GetString()!, Places.Count);
                text.Clear();
                text.Append(Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
                words.Begin();
                words.Split(text.Text);
                sketch.Clear();
                memory.Write(words.Hashes, in _options, sketch);
                _sketches.Add(sketch.Bytes.ToArray());
                sketch.Clear();
                setMemory.Write(words.Hashes, in sets, sketch);
                Sets.Add(sketch.Bytes.IsEmpty ? [] : MemoryMarshal.Cast<byte, ulong>(sketch.Bytes)[1..].ToArray());
            }
        }

        public Dictionary<string, int> Places { get; } = new(StringComparer.Ordinal);

        public List<ulong[]> Sets { get; } = [];

        public LshBands Split => _options.Split;

        /// <summary>The pairs that share a band.</summary>
        public HashSet<(int, int)> Candidates()
        {
            Dictionary<ulong, List<int>> bands = [];
            for (int i = 0; i < _sketches.Count; i++)
            {
                foreach (ulong key in MemoryMarshal.Cast<byte, ulong>(_sketches[i])[..(_sketches[i].Length == 0 ? 0 : Split.Bands)])
                {
                    if (!bands.TryGetValue(key, out List<int>? members))
                    {
                        bands.Add(key, members = []);
                    }

                    members.Add(i);
                }
            }

            HashSet<(int, int)> pairs = [];
            foreach (List<int> members in bands.Values)
            {
                for (int i = 0; i < members.Count; i++)
                {
                    for (int j = i + 1; j < members.Count; j++)
                    {
                        pairs.Add((members[i], members[j]));
                    }
                }
            }

            return pairs;
        }

        /// <summary>Runs the search; for each document who is kept in its place.</summary>
        public long[] Resolve()
        {
            using DedupHarness harness = new(shards: 3, workers: 2, memory: 1 << 24);
            return [.. harness.Resolve(new MinHashDeduplication(_options, "words", null, null), _sketches.Count, (i, sketch) => sketch.Write(_sketches[i])).Select(static f => f.Kept)];
        }
    }
}
