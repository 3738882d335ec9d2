using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Tokens;

/// <summary>SentencePiece's algorithms written down plainly, over strings: nothing is cut, cached or looked up ahead.</summary>
internal sealed class NaiveSentencePiece(IReadOnlyList<SentencePiece> pieces, bool byteFallback, int unknownId)
{
    private readonly Dictionary<string, int> _ids = Index(pieces, static kind => kind is TokenKind.Ordinary or TokenKind.UserDefined or TokenKind.Unused);
    private readonly Dictionary<string, int> _bytes = Index(pieces, static kind => kind == TokenKind.Byte);

    /// <summary>BPE by scores.</summary>
    /// <param name="text">Normalized, with U+2581 for spaces.</param>
    public int[] EncodePairs(string text)
    {
        List<(string Text, bool Frozen)> symbols = [];
        Dictionary<string, (string, string)> parts = new(StringComparer.Ordinal);
        for (int i = 0; i < text.Length;)
        {
            string? user = _ids
                .Where(p => pieces[p.Value].Kind == TokenKind.UserDefined && string.CompareOrdinal(text, i, p.Key, 0, p.Key.Length) == 0)
                .Select(static p => p.Key)
                .MaxBy(static p => p.Length);
            string symbol = user ?? text.Substring(i, char.IsSurrogatePair(text, i) ? 2 : 1);
            symbols.Add((symbol, user is not null));
            i += symbol.Length;
        }

        while (true)
        {
            int best = -1;
            double bestScore = double.NegativeInfinity;
            for (int i = 0; i + 1 < symbols.Count; i++)
            {
                if (!symbols[i].Frozen && !symbols[i + 1].Frozen && _ids.TryGetValue(symbols[i].Text + symbols[i + 1].Text, out int id) && (best < 0 || pieces[id].Score > bestScore))
                {
                    best = i;
                    bestScore = pieces[id].Score;
                }
            }

            if (best < 0)
            {
                break;
            }

            string merged = symbols[best].Text + symbols[best + 1].Text;
            parts[merged] = (symbols[best].Text, symbols[best + 1].Text);
            symbols[best] = (merged, false);
            symbols.RemoveAt(best + 1);
        }

        List<string> result = [];
        foreach ((string symbol, _) in symbols)
        {
            Resegment(symbol);
        }

        return Ids(result.Select(p => (p, _ids.GetValueOrDefault(p, -1))));

        void Resegment(string symbol)
        {
            if (_ids.TryGetValue(symbol, out int id) && pieces[id].Kind == TokenKind.Unused && parts.TryGetValue(symbol, out (string Left, string Right) halves))
            {
                Resegment(halves.Left);
                Resegment(halves.Right);
            }
            else
            {
                result.Add(symbol);
            }
        }
    }

    /// <summary>The most probable pieces, with sums in single precision.</summary>
    /// <param name="text">Normalized, with U+2581 for spaces.</param>
    public int[] EncodeUnigram(string text)
    {
        float least = pieces.Where(static p => p.Kind == TokenKind.Ordinary).Min(static p => (float)p.Score);
        float[] scores = new float[text.Length + 1];
        (int Start, int Id)[] last = [.. Enumerable.Repeat((-1, -1), text.Length + 1)];
        for (int start = 0; start < text.Length;)
        {
            int character = char.IsSurrogatePair(text, start) ? 2 : 1;
            bool known = false;
            for (int length = 1; start + length <= text.Length; length++)
            {
                if (_ids.TryGetValue(text.Substring(start, length), out int id) && pieces[id].Kind != TokenKind.Unused)
                {
                    double score = pieces[id].Kind == TokenKind.UserDefined ? -0.1 : (float)pieces[id].Score;
                    Offer(start, start + length, id, score + scores[start]);
                    known |= length == character;
                }
            }

            if (!known)
            {
                Offer(start, start + character, -1, (float)(least - 10) + scores[start]);
            }

            start += character;
        }

        List<(string, int)> result = [];
        for (int end = text.Length; end > 0; end = last[end].Start)
        {
            result.Add((text[last[end].Start..end], last[end].Id));
        }

        result.Reverse();
        return Ids(result);

        void Offer(int start, int end, int id, double score)
        {
            if (last[end].Start < 0 || score > scores[end])
            {
                scores[end] = (float)score;
                last[end] = (start, id);
            }
        }
    }

    private static Dictionary<string, int> Index(IReadOnlyList<SentencePiece> pieces, Func<TokenKind, bool> isWanted)
        => pieces.Index().Where(p => isWanted(p.Item.Kind)).ToDictionary(static p => Encoding.UTF8.GetString(p.Item.Text), static p => p.Index, StringComparer.Ordinal);

    private int[] Ids(IEnumerable<(string Text, int Id)> found)
    {
        List<int> ids = [];
        bool afterUnknown = false;
        foreach ((string text, int id) in found)
        {
            if (id >= 0)
            {
                ids.Add(id);
            }
            else if (byteFallback)
            {
                ids.AddRange(Encoding.UTF8.GetBytes(text).Select(value => _bytes[string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")]));
            }
            else if (!afterUnknown)
            {
                ids.Add(unknownId);
            }

            afterUnknown = id < 0 && !byteFallback;
        }

        return [.. ids];
    }
}
