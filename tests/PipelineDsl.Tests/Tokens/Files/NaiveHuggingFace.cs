using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Tokens;

/// <summary>The models of Hugging Face's tokenizers over one piece, written plainly.</summary>
internal static class NaiveHuggingFace
{
    /// <summary>BPE: characters, with what marks their place in the word; then, again and again, the pair of the lowest rank, the leftmost of equals.</summary>
    public static List<int> MergePairs(string[] tokens, (string Left, string Right)[] merges, string piece, string prefix = "", string suffix = "", bool fallsBack = false, bool fuses = false)
    {
        int Id(string token) => Array.IndexOf(tokens, token);
        List<int> symbols = [];
        string[] characters = [.. piece.EnumerateRunes().Select(static rune => rune.ToString())];
        bool afterUnknown = false;
        for (int i = 0; i < characters.Length; i++)
        {
            string text = (i > 0 ? prefix : "") + characters[i] + (i == characters.Length - 1 ? suffix : "");
            int[] bytes = fallsBack ? [.. Encoding.UTF8.GetBytes(text).Select(b => Id($"<0x{b:X2}>"))] : [-1];
            if (Id(text) >= 0)
            {
                symbols.Add(Id(text));
                afterUnknown = false;
            }
            else if (!bytes.Contains(-1))
            {
                symbols.AddRange(bytes);
            }
            else if (!afterUnknown || !fuses)
            {
                symbols.Add(0);
                afterUnknown = true;
            }
        }

        while (true)
        {
            int best = int.MaxValue;
            int at = -1;
            for (int i = 0; i + 1 < symbols.Count; i++)
            {
                int rank = Array.LastIndexOf(merges, (tokens[symbols[i]], tokens[symbols[i + 1]]));
                if (rank >= 0 && rank < best)
                {
                    best = rank;
                    at = i;
                }
            }

            if (at < 0)
            {
                return symbols;
            }

            symbols[at] = Id(merges[best].Left + merges[best].Right[prefix.Length..]);
            symbols.RemoveAt(at + 1);
        }
    }

    /// <summary>Unigram: the way of the greatest score; an unknown character, where no token is one character, costs 10 more than the least score; unknown neighbours are one.</summary>
    public static List<int> CutByScore(string[] tokens, double[] scores, string piece)
    {
        (double Score, List<(int Start, int Id)> Path)?[] best = new (double, List<(int, int)>)?[piece.Length + 1];
        best[0] = (0, []);
        for (int start = 0; start < piece.Length; start++)
        {
            if (best[start] is not { } here)
            {
                continue;
            }

            bool hasSingle = false;
            for (int end = start + 1; end <= piece.Length; end++)
            {
                int id = Array.IndexOf(tokens, piece[start..end]);
                if (id >= 0)
                {
                    hasSingle |= end == start + 1;
                    Offer(end, here.Score + scores[id], id);
                }
            }

            if (!hasSingle)
            {
                Offer(start + 1, here.Score + scores.Min() - 10, 0);
            }

            void Offer(int end, double score, int id)
            {
                if (best[end] is not { } old || score > old.Score)
                {
                    best[end] = (score, [.. here.Path, (start, id)]);
                }
            }
        }

        List<int> ids = [];
        foreach ((_, int id) in best[^1]!.Value.Path)
        {
            if (id != 0 || ids.Count == 0 || ids[^1] != 0)
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
