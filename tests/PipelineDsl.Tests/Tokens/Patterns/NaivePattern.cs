using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Matches a parsed expression by trying everything in its order, with what follows as a continuation: deliberately naive.</summary>
internal sealed class NaivePattern(PatternNode root)
{
    private int[] _text = [];

    /// <summary>All matches from left to right, as places in UTF-8; an empty one directly behind another left out.</summary>
    public List<(int Start, int End)> Matches(string text)
    {
        _text = [.. text.EnumerateRunes().Select(static rune => rune.Value)];
        int[] places = new int[_text.Length + 1];
        for (int i = 0; i < _text.Length; i++)
        {
            places[i + 1] = places[i] + new Rune(_text[i]).Utf8SequenceLength;
        }

        List<(int Start, int End)> matches = [];
        int lastEnd = -1;
        for (int from = 0; from <= _text.Length;)
        {
            int start = from;
            int end = -1;
            while (start <= _text.Length && (end = First(root, start)) < 0)
            {
                start++;
            }

            if (end < 0)
            {
                break;
            }

            if (start == end && end == lastEnd)
            {
                from++;
                continue;
            }

            matches.Add((places[start], places[end]));
            from = end;
            lastEnd = end;
        }

        return matches;
    }

    /// <summary>The end of the first way to match, or -1.</summary>
    private int First(PatternNode node, int at)
    {
        int end = -1;
        return Try(node, at, last =>
        {
            end = last;
            return true;
        }) ? end : -1;
    }

    private bool Try(PatternNode node, int at, Func<int, bool> next) => node switch
    {
        PatternNode.Character character => at < _text.Length && _text[at] == character.CodePoint && next(at + 1),
        PatternNode.Characters characters => at < _text.Length && characters.Set.Contains(_text[at]) && next(at + 1),
        PatternNode.Sequence sequence => TryAll(sequence.Parts, 0, at, next),
        PatternNode.Choice choice => choice.Branches.Any(branch => Try(branch, at, next)),
        PatternNode.Repetition repetition => TryRepeated(repetition, 0, at, next),
        PatternNode.Atomic atomic => First(atomic.Body, at) is >= 0 and int end && next(end),
        PatternNode.LookAhead look => First(look.Body, at) >= 0 != look.IsNegative && next(at),
        PatternNode.LookBehind look => Enumerable.Range(0, at + 1).Any(start => Try(look.Body, start, end => end == at)) != look.IsNegative && next(at),
        PatternNode.Anchor { Place: PatternAnchor.TextStart } => at == 0 && next(at),
        PatternNode.Anchor { Place: PatternAnchor.TextEnd } => at == _text.Length && next(at),
        _ => throw new NotSupportedException(),
    };

    private bool TryAll(IReadOnlyList<PatternNode> parts, int part, int at, Func<int, bool> next)
        => part == parts.Count ? next(at) : Try(parts[part], at, end => TryAll(parts, part + 1, end, next));

    private bool TryRepeated(PatternNode.Repetition repetition, int count, int at, Func<int, bool> next)
    {
        bool TryOneMore() => count < repetition.Most && Try(repetition.Body, at, end => TryRepeated(repetition, count + 1, end, next));
        return count < repetition.Least ? TryOneMore() : repetition.IsLazy ? next(at) || TryOneMore() : TryOneMore() || next(at);
    }
}
