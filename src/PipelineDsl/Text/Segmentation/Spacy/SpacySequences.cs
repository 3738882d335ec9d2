using System;

namespace PipelineDsl;

/// <summary>The tokenizer's second pass: sequences of tokens that, put together, are a special case.</summary>
/// <remarks>
/// All sequences are found, at every place and of every length, white space of one U+0020 between their tokens or not. The longest come first, of the same length the one further to the left; one whose
/// first or last token is in one before it is left out, even if that was left out too. What remains is cut as its special case says, if there is no white space in it.
/// </remarks>
internal sealed unsafe class SpacySequences(SpacyEnglishRules rules)
{
    private int[] _leads = new int[64];
    private int _leadCount;
    private Match[] _matches = new Match[64];
    private int _matchCount;
    private uint[] _seen = [];
    private uint _generation;
    private readonly SegmentList _changed = new();

    /// <summary>Forgets the last text.</summary>
    public void Begin() => _leadCount = 0;

    /// <summary>Notes the index of a token that sequences begin with.</summary>
    public void AddLead(int token)
    {
        if (_leadCount == _leads.Length)
        {
            Array.Resize(ref _leads, 2 * _leadCount);
        }

        _leads[_leadCount++] = token;
    }

    /// <summary>Changes the tokens of a text.</summary>
    public void Apply(PaddedText text, SegmentList tokens)
    {
        bool changes = false;
        int longest = 0;
        _matchCount = 0;
        for (int i = 0; i < _leadCount; i++)
        {
            Find(text.Start, tokens.Starts, tokens.Ends, _leads[i], ref longest, ref changes);
        }

        if (changes)
        {
            Select(longest, tokens.Count);
            Rewrite(text.Start, tokens);
        }
    }

    private void Find(byte* text, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int first, ref int longest, ref bool changes)
    {
        int node = 0;
        for (int i = first; i < starts.Length; i++)
        {
            if (i > first && !(starts[i] == ends[i - 1] || (starts[i] == ends[i - 1] + 1 && text[ends[i - 1]] == ' ')))
            {
                return;
            }

            int token = rules.Keys.Find(text + starts[i], ends[i] - starts[i]);
            node = i == first ? rules[token].Node : token == 0 ? 0 : rules.Step(node, token);
            if (node == 0)
            {
                return;
            }

            int special = rules.CaseOf(node, out bool isChange);
            if (special != 0)
            {
                if (_matchCount == _matches.Length)
                {
                    Array.Resize(ref _matches, 2 * _matchCount);
                }

                int length = i + 1 - first;
                bool isWhole = ends[i] - starts[first] == Length(starts, ends, first, i);
                _matches[_matchCount++] = new Match(first, length, special, isChange && isWhole);
                longest = int.Max(longest, length);
                changes |= isChange && isWhole;
            }
        }
    }

    private static int Length(ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int first, int last)
    {
        int length = 0;
        for (int i = first; i <= last; i++)
        {
            length += ends[i] - starts[i];
        }

        return length;
    }

    /// <summary>Clears the changes of the matches that are left out.</summary>
    private void Select(int longest, int tokens)
    {
        if (_seen.Length < tokens)
        {
            _seen = new uint[int.Max(tokens, 2 * _seen.Length)];
            _generation = 0;
        }

        if (++_generation == 0)
        {
            Array.Clear(_seen);
            _generation = 1;
        }

        for (int length = longest; length > 1; length--)
        {
            for (int m = 0; m < _matchCount; m++)
            {
                ref Match match = ref _matches[m];
                if (match.Length != length)
                {
                    continue;
                }

                Span<uint> seen = _seen.AsSpan(match.First, length);
                if (seen[0] == _generation || seen[^1] == _generation)
                {
                    match = match with { Changes = false };
                }

                seen.Fill(_generation);
            }
        }
    }

    private void Rewrite(byte* text, SegmentList tokens)
    {
        ReadOnlySpan<int> starts = tokens.Starts;
        ReadOnlySpan<int> ends = tokens.Ends;
        _changed.Clear();
        int next = 0;
        for (int m = 0; m < _matchCount; m++)
        {
            Match match = _matches[m];
            if (!match.Changes)
            {
                continue;
            }

            for (; next < match.First; next++)
            {
                _changed.Add(starts[next], ends[next]);
            }

            next = match.First + match.Length;
            int start = starts[match.First];
            int end = ends[next - 1];
            ref readonly SpacyEnglishRules.Known known = ref rules[match.Special];
            int first = known.Pieces == 1 ? end : start + known.First;
            int second = known.Pieces < 3 ? end : start + known.Second;
            _changed.Add(start, first);
            if (first < second)
            {
                _changed.Add(first, second);
            }

            if (second < end)
            {
                _changed.Add(second, end);
            }
        }

        for (; next < starts.Length; next++)
        {
            _changed.Add(starts[next], ends[next]);
        }

        tokens.CopyFrom(_changed);
    }

    private readonly record struct Match(int First, int Length, int Special, bool Changes);
}
