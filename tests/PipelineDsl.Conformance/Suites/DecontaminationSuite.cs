using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Decontamination against the truth by brute force: which documents have which n-grams of which items.</summary>
/// <remarks>The truth lists up to six items for a document, those with the most distinct n-grams; of items with equally many the ones left out are not told.</remarks>
internal sealed class DecontaminationSuite : ISuite
{
    private const int Listed = 6;

    /// <inheritdoc/>
    public string Name => "decontam";

    /// <inheritdoc/>
    public string Usage => "DIR: targets.jsonl.gz (id, question) and contaminated.jsonl.gz (id, text, kind, target, at, length, hits13, hits8); raw/ with benchmark files as published";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        if (arguments is not [string directory] || !Directory.Exists(directory))
        {
            throw new IOException("decontam: name one directory that exists");
        }

        List<JsonElement> documents = [.. GoldFile.Rows(directory, "contaminated")];
        string targets = Path.Combine(directory, "targets.jsonl.gz");
        if (documents.Count > 0 && File.Exists(targets))
        {
            BenchmarkFiles benchmarks = BenchmarkFiles.Load(new ServiceRequest(targets));
            Compare(benchmarks, documents, 13, report);
            Compare(benchmarks, documents, 8, report);
        }

        string raw = Path.Combine(directory, "raw");
        string[] files = Directory.Exists(raw) ? Directory.GetFiles(raw) : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            string name = "loaded " + Path.GetFileName(file);
            try
            {
                BenchmarkFiles published = BenchmarkFiles.Load(new ServiceRequest(file));
                report.Total(name, published.Items().Count(static i => i.Query.Length > 0 && i.Labels.Count > 0), published.Rows);
            }
            catch (InvalidDataException exception)
            {
                report.Disagree(name, Path.GetFileName(file), exception.Message, "a benchmark");
                report.Total(name, 0, 1);
            }
        }
    }

    private static void Compare(BenchmarkFiles benchmarks, List<JsonElement> documents, int n, Report report)
    {
        // The truth knows questions only, and n-grams only.
        ContaminationSearch search = new(benchmarks.Index(Decontamination.Settings(n, BenchmarkParts.Query, minItemWords: 0, maxItems: 0, schema: null, query: "question", label: null)));
        RunWords words = new();
        TextBuffer buffer = new();
        SortedDictionary<string, (long Agree, long Total)> kinds = new(StringComparer.Ordinal);
        long found = 0;
        long contaminated = 0;
        long passed = 0;
        long placed = 0;
        long places = 0;
        foreach (JsonElement document in documents)
        {
            buffer.Clear();
            buffer.Append(Encoding.UTF8.GetBytes(document.GetProperty("text").GetString()!));
            words.Split(buffer.Text);
            bool hit = search.Find(words, new ContaminationBounds(1));
            Dictionary<string, int> ours = search.Items.ToArray().ToDictionary(i => search.Index.Items[i.Item].Id, static i => i.Hits);
            Dictionary<string, int> truth = document.GetProperty($"hits{n}").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetInt32());
            contaminated += truth.Count > 0 ? 1 : 0;
            found += truth.Count > 0 && hit ? 1 : 0;
            passed += truth.Count == 0 && !hit ? 1 : 0;
            string kind = document.GetProperty("kind").GetString()!;
            (long agree, long total) = kinds.GetValueOrDefault(kind);
            bool equal = Agrees(ours, truth);
            kinds[kind] = (agree + (equal ? 1 : 0), total + 1);
            if (!equal)
            {
                report.Disagree($"n{n} {kind}", document.GetProperty("id").GetString()!, Show(ours), Show(truth));
            }

            if (document.TryGetProperty("target", out JsonElement target) && target.GetString() is { } id && truth.ContainsKey(id))
            {
                places++;
                placed += LiesIn(search, words, buffer.Bytes, id, document.GetProperty("at").GetInt32(), document.GetProperty("length").GetInt32()) ? 1 : 0;
            }
        }

        foreach ((string kind, (long agree, long total)) in kinds)
        {
            report.Total($"n{n} {kind}", agree, total);
        }

        report.Total($"n{n} contaminated documents found", found, contaminated);
        report.Total($"n{n} other documents passed", passed, documents.Count - contaminated);
        report.Total($"n{n} found where it was inserted", placed, places);
    }

    /// <summary>Whether the items and their numbers of n-grams are the same, as far as the truth lists them.</summary>
    private static bool Agrees(Dictionary<string, int> ours, Dictionary<string, int> truth)
        => truth.All(t => ours.GetValueOrDefault(t.Key) == t.Value)
            && (truth.Count < Listed ? ours.Count == truth.Count : ours.Values.OrderDescending().Take(Listed).SequenceEqual(truth.Values.OrderDescending()));

    /// <summary>Whether an n-gram of an item overlaps with what was inserted, which is given in code points.</summary>
    private static bool LiesIn(ContaminationSearch search, RunWords words, ReadOnlySpan<byte> text, string id, int at, int length)
    {
        int start = ByteOf(text, at);
        int end = ByteOf(text, at + length);
        foreach (ContaminationHit hit in search.Hits)
        {
            foreach (int item in search.Index.ItemsOf(hit.Gram))
            {
                if (search.Index.Items[item].Id == id && words.Starts[hit.Word] < end && words.Ends[hit.End - 1] > start)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int ByteOf(ReadOnlySpan<byte> text, int character)
    {
        int at = 0;
        for (; at < text.Length; at++)
        {
            if ((text[at] & 0xC0) != 0x80 && character-- == 0)
            {
                break;
            }
        }

        return at;
    }

    private static string Show(Dictionary<string, int> hits) => "{" + string.Join(", ", hits.OrderBy(static h => h.Key, StringComparer.Ordinal).Select(static h => $"{h.Key}: {h.Value}")) + "}";
}
