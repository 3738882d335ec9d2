using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace PipelineDsl.Benchmarks;

/// <summary>Search for 13-grams of benchmarks in documents, against a dictionary of joined words (target: 300 MB/s).</summary>
/// <remarks>The benchmarks are the shared targets of decontamination; where these are missing, questions are cut from every fiftieth document.</remarks>
internal sealed partial class DecontaminationRatio : IRatio
{
    private const int NGram = 13;

    /// <inheritdoc/>
    public string Name => "decontam";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        IReadOnlyList<BenchmarkItem> items = Items(documents);
        ContaminationSettings settings = Decontamination.Settings(0, BenchmarkParts.Query, minItemWords: 0, maxItems: 0, schema: null, query: null, label: null);
        ContaminationIndex index = ContaminationIndex.Build(items, settings);
        ContaminationIndex everything = ContaminationIndex.Build(items, settings with { Parts = BenchmarkParts.All, MinItemWords = 8 });
        Dictionary<string, List<int>> naive = NaiveIndex(items);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {items.Count} items, {index.Grams} n-grams of queries; {everything.Grams} of all parts, short items included"));

        int[] ours = new int[documents.Count];
        int[] theirs = new int[documents.Count];
        Add("ours", index, ours);
        run.Add("strings in a dictionary", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                theirs[i] = Naive(documents.Strings[i], naive);
            }
        });
        Add("all parts and short items", everything, new int[documents.Count]);
        ShingleWords words = new();
        run.Add("words alone", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                words.Begin();
                words.Split(documents[i]);
            }
        });
        run.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {ours.Count(static n => n > 0)} documents have n-grams of the benchmarks"));
        if (!ours.AsSpan().SequenceEqual(theirs))
        {
            throw new InvalidOperationException("the two searches find different n-grams");
        }

        void Add(string label, ContaminationIndex searched, int[] hits)
        {
            ContaminationSearch search = new(searched);
            RunWords own = new();
            run.Add(label, documents.Bytes, documents.Count, () =>
            {
                for (int i = 0; i < documents.Count; i++)
                {
                    own.Split(documents[i]);
                    _ = search.Find(own, new ContaminationBounds(1));
                    hits[i] = search.MostHits;
                }
            });
        }
    }

    private static IReadOnlyList<BenchmarkItem> Items(TokenCorpus documents)
    {
        if (TokenCorpus.FindShared("../decontam/targets.jsonl.gz") is { } targets)
        {
            return BenchmarkFiles.Load(new ServiceRequest(Path.GetFullPath(targets))).Items();
        }

        return [.. documents.Strings.Where(static (_, i) => i % 50 == 0).Select(static (text, i) => new BenchmarkItem("corpus", $"{i}", "corpus", i + 1, text[..Math.Min(text.Length, 200)], []))];
    }

    /// <summary>The items of each n-gram, as joined words in lower case.</summary>
    private static Dictionary<string, List<int>> NaiveIndex(IReadOnlyList<BenchmarkItem> items)
    {
        Dictionary<string, List<int>> index = new(StringComparer.Ordinal);
        for (int item = 0; item < items.Count; item++)
        {
            foreach (string gram in Grams(items[item].Query).Distinct())
            {
                if (!index.TryGetValue(gram, out List<int>? users))
                {
                    index.Add(gram, users = []);
                }

                users.Add(item);
            }
        }

        return index;
    }

    private static int Naive(string text, Dictionary<string, List<int>> index)
    {
        HashSet<string> seen = [];
        Dictionary<int, int> hits = [];
        foreach (string gram in Grams(text))
        {
            if (index.TryGetValue(gram, out List<int>? users) && seen.Add(gram))
            {
                users.ForEach(item => hits[item] = hits.GetValueOrDefault(item) + 1);
            }
        }

        return hits.Count == 0 ? 0 : hits.Values.Max();
    }

    private static IEnumerable<string> Grams(string text)
    {
        string[] words = [.. Word().Matches(text).Select(static m => m.Value.ToLowerInvariant())];
        for (int i = 0; i + NGram <= words.Length; i++)
        {
            yield return string.Join(' ', words, i, NGram);
        }
    }

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]|[\p{L}\p{N}_-[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]]+")]
    private static partial Regex Word();
}
