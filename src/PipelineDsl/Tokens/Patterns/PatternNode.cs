using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A part of a regular expression, as it was parsed. Groups that capture are as those that do not: nobody asks what they held.</summary>
internal abstract record PatternNode
{
    /// <summary>One character.</summary>
    internal sealed record Character(int CodePoint) : PatternNode;

    /// <summary>One of the characters of a set.</summary>
    internal sealed record Characters(CharacterSet Set) : PatternNode;

    /// <summary>The parts one after the other; none: the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>The first branch that leads to a match; none: nothing matches.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary>A part repeated.</summary>
    /// <param name="Body">The part.</param>
    /// <param name="Least">How often at least.</param>
    /// <param name="Most">How often at most; <see cref="int.MaxValue"/> for any number.</param>
    /// <param name="IsLazy">Whether fewer repetitions are tried first.</param>
    internal sealed record Repetition(PatternNode Body, int Least, int Most, bool IsLazy) : PatternNode;

    /// <summary>A part that matches in the first way only: <c>(?&gt;…)</c> and possessive quantifiers.</summary>
    internal sealed record Atomic(PatternNode Body) : PatternNode;

    /// <summary>Whether a part matches from here on.</summary>
    internal sealed record LookAhead(PatternNode Body, bool IsNegative) : PatternNode;

    /// <summary>Whether a part matches that ends here; each of its branches is of one length.</summary>
    internal sealed record LookBehind(PatternNode Body, bool IsNegative) : PatternNode;

    /// <summary>A place in the text.</summary>
    internal sealed record Anchor(PatternAnchor Place) : PatternNode;
}

/// <summary>Places in a text, or in the piece of it that an expression is matched in.</summary>
internal enum PatternAnchor
{
    /// <summary><c>\A</c>.</summary>
    TextStart,

    /// <summary><c>\z</c>.</summary>
    TextEnd,

    /// <summary><c>\Z</c>: the end, or before a newline at the end.</summary>
    LastLineEnd,

    /// <summary>The start, or behind a newline.</summary>
    LineStart,

    /// <summary>The end, or before a newline.</summary>
    LineEnd,

    /// <summary><c>\b</c>: between a word character and none.</summary>
    WordBorder,

    /// <summary><c>\B</c>.</summary>
    NoWordBorder,

    /// <summary><c>\G</c>: where the search began.</summary>
    SearchStart,
}
