using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>What the compiler asks of the parts of an expression.</summary>
internal static class PatternNodes
{
    /// <summary>Whether a part can match the empty text.</summary>
    public static bool IsNullable(this PatternNode node) => node switch
    {
        PatternNode.Character or PatternNode.Characters => false,
        PatternNode.Sequence sequence => sequence.Parts.All(IsNullable),
        PatternNode.Choice choice => choice.Branches.Any(IsNullable),
        PatternNode.Repetition repetition => repetition.Least == 0 || repetition.Body.IsNullable(),
        PatternNode.Atomic atomic => atomic.Body.IsNullable(),
        _ => true,
    };

    /// <summary>The part without its way to match the empty text: what a repetition repeats, so that it ends.</summary>
    public static PatternNode NonEmpty(this PatternNode node)
    {
        if (!node.IsNullable())
        {
            return node;
        }

        switch (node)
        {
            case PatternNode.Sequence sequence:
                // Of the parts a, b, c: a without the empty text, then all others; or a empty, b without it, and c; and so on.
                List<PatternNode> branches = [];
                List<PatternNode> empty = [];
                for (int i = 0; i < sequence.Parts.Count; i++)
                {
                    branches.Add(new PatternNode.Sequence([.. empty, sequence.Parts[i].NonEmpty(), .. sequence.Parts.Skip(i + 1)]));
                    empty.Add(sequence.Parts[i].EmptyWay());
                }

                return new PatternNode.Choice(branches);
            case PatternNode.Choice choice:
                return new PatternNode.Choice([.. choice.Branches.Select(NonEmpty)]);
            case PatternNode.Repetition repetition:
                return repetition with { Body = repetition.Body.NonEmpty(), Least = 1 };
            case PatternNode.Atomic atomic:
                return new PatternNode.Atomic(atomic.Body.NonEmpty());
            default:
                return new PatternNode.Choice([]);
        }
    }

    /// <summary>The number of characters of everything that the part matches, or -1 if it differs.</summary>
    public static int FixedLength(this PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Character or PatternNode.Characters:
                return 1;
            case PatternNode.Sequence sequence:
                int sum = 0;
                foreach (PatternNode part in sequence.Parts)
                {
                    int length = part.FixedLength();
                    if (length < 0)
                    {
                        return -1;
                    }

                    sum += length;
                }

                return sum;
            case PatternNode.Choice { Branches.Count: > 0 } choice:
                int common = choice.Branches[0].FixedLength();
                return choice.Branches.All(branch => branch.FixedLength() == common) ? common : -1;
            case PatternNode.Repetition repetition:
                return repetition.Least == repetition.Most && repetition.Body.FixedLength() is >= 0 and int one ? one * repetition.Least : -1;
            case PatternNode.Atomic atomic:
                return atomic.Body.FixedLength();
            default:
                return 0;
        }
    }

    /// <summary>What remains of a part that matches the empty text: its looks and anchors.</summary>
    private static PatternNode EmptyWay(this PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => new PatternNode.Sequence([.. sequence.Parts.Select(EmptyWay)]),
        PatternNode.Choice choice => new PatternNode.Choice([.. choice.Branches.Where(IsNullable).Select(EmptyWay)]),
        PatternNode.Repetition repetition => repetition.Least == 0 ? new PatternNode.Sequence([]) : repetition.Body.EmptyWay(),
        PatternNode.Atomic atomic => atomic.Body.EmptyWay(),
        _ => node,
    };
}
