using System;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// FineWeb's chain of filters (Gopher's quality and repetition rules, C4's lines, FineWeb's rules) at white-space words, with early exit: ours against strings (target: 50 times) and against a pass of its
/// own over spans for each measure (2.5 times).
/// </summary>
internal sealed class ChainRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "fineweb-chain";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.OpenJson(corpus, "web20.jsonl.gz");
        FusedChain fused = new();
        SpanChain spans = new();
        int[] verdicts = new int[5];
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                verdicts[fused.Judge(documents[i])]++;
            }
        });

        int part = documents.Count / 16;
        long partBytes = Enumerable.Range(0, part).Sum(i => (long)documents[i].Length);
        run.Add("naive strings", partBytes, part, () =>
        {
            for (int i = 0; i < part; i++)
            {
                verdicts[NaiveChain.Judge(documents.Strings[i])]++;
            }
        });
        run.Add("separate span passes", documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                verdicts[spans.Judge(documents[i])]++;
            }
        });
        Verify(documents, fused, spans);
        run.Print();
    }

    private static void Verify(TokenCorpus documents, FusedChain fused, SpanChain spans)
    {
        int[] verdicts = new int[5];
        for (int i = 0; i < documents.Count; i++)
        {
            int ours = fused.Judge(documents[i]);
            verdicts[ours]++;
            if (spans.Judge(documents[i]) is int theirs && theirs != ours)
            {
                throw new InvalidOperationException($"document {i}: ours {ours}, separate span passes {theirs}");
            }

            if (i % 8 == 0 && NaiveChain.Judge(documents.Strings[i]) is int naive && naive != ours)
            {
                throw new InvalidOperationException($"document {i}: ours {ours}, naive strings {naive}");
            }
        }

        Console.WriteLine($"  kept {verdicts[0]}, dropped by quality {verdicts[1]}, repetition {verdicts[2]}, C4 {verdicts[3]}, FineWeb {verdicts[4]}");
    }
}
