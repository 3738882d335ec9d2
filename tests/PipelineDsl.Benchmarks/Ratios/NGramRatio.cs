using System;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// The nine n-gram measures of Gopher's repetition rules (most frequent 2-, 3- and 4-gram, duplicate 5- to 10-grams, datatrove's walk) at white-space words, word split included: ours against
/// strings and dictionaries (target: 50 times), and against the same word hashes with a full hash table for each n (2.5 times).
/// </summary>
internal sealed class NGramRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "ngrams";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        NGramPass ours = new();
        NGramTables tables = new();
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                ours.Measure(documents[i]);
            }
        });

        // The naive variant is two orders of magnitude slower: a part of the corpus is enough for its rate.
        int part = documents.Count / 16;
        long partBytes = Enumerable.Range(0, part).Sum(i => (long)documents[i].Length);
        run.Add("naive strings", partBytes, part, () =>
        {
            for (int i = 0; i < part; i++)
            {
                _ = NaiveRepetition.NGrams(documents.Strings[i]);
            }
        });
        run.Add("full tables", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                tables.Measure(documents[i]);
            }
        });
        Verify(documents, ours, tables);
        run.Print();
    }

    private static void Verify(TokenCorpus documents, NGramPass ours, NGramTables tables)
    {
        int differing = 0;
        for (int i = 0; i < documents.Count; i++)
        {
            ours.Measure(documents[i]);
            tables.Measure(documents[i]);
            bool same = ours.Values.SequenceEqual(tables.Values);
            differing += same ? 0 : 1;
            if ((!same || i % 8 == 0) && NaiveRepetition.NGrams(documents.Strings[i]) is { } naive && !ours.Values.SequenceEqual(naive))
            {
                throw new InvalidOperationException($"document {i}: ours {string.Join(' ', ours.Values)}, naive {string.Join(' ', naive)}");
            }
        }

        if (differing > documents.Count / 100)
        {
            throw new InvalidOperationException($"ours and full tables differ in {differing} documents");
        }
    }
}
