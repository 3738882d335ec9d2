using System;

namespace PipelineDsl;

/// <summary>Cuts out of the documents every row of tokens that occurs in the corpus before, such as <c>[ExactSubstringTokens("o200k_base")]</c>.</summary>
/// <remarks>
/// As <see cref="ExactSubstringAttribute"/>, with the ids of a tokenizer in place of bytes, all 32 bits of them. What is cut is the text of the tokens; a character of which only some bytes are
/// in repeated tokens stays. The default is that of Lee and others, "Deduplicating training data makes language models better", 2022: 50 tokens.
/// </remarks>
public sealed class ExactSubstringTokensAttribute : DedupAttribute<ExactTokenSubstring>
{
    /// <summary>Deduplicates.</summary>
    /// <param name="tokenizer">The tokenizer's name or path, as <see cref="TokenizeAttribute"/> takes it. Its ids must spell the text, byte for byte.</param>
    /// <param name="minLength">The shortest row that is cut, in tokens, from 8 to 2²⁴. Default: 50.</param>
    /// <param name="copies">What is left of a row. Default: its first occurrence.</param>
    /// <param name="borders">What a cut does not go through; it never goes through a character. Default: nothing else.</param>
    /// <param name="widen">Whether a character, word or sentence that is repeated in part is cut as a whole. Default: no, it stays.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words (at white space) are left. Default: 50, as in datatrove.</param>
    /// <param name="method">How repeats are found; the result is the same. Default: anchors, as always with indexes.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the occurrence in the newest document counts as the first. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the occurrence in the best document counts as the first. Default: none.</param>
    /// <param name="against">Index files of earlier runs, a path or pattern: what occurs in their texts is cut here too. An index holds its own run's texts only: name all of them. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: the texts of this run, as they come to this step, and their anchors. Default: none.</param>
    public ExactSubstringTokensAttribute(
        string tokenizer,
        [OptionRange(8, 1 << 24)] int minLength = 50,
        SubstringCopies copies = SubstringCopies.KeepFirst,
        SubstringBorders borders = SubstringBorders.Characters,
        bool widen = false,
        [OptionRange(0, int.MaxValue)] int minWords = 50,
        SubstringMethod method = SubstringMethod.Anchors,
        string? keepNewest = null,
        string? keepHighest = null,
        string? against = null,
        string? index = null)
    {
    }
}

/// <summary>Exact substring deduplication over the ids of a tokenizer: the sketch holds ids, their places in the text, and the text.</summary>
[Dedup]
public sealed class ExactTokenSubstring
{
    private ExactTokenSubstring()
    {
    }

    /// <summary>The ids and the text, if it can hold a window.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="sketch">Takes them.</param>
    /// <param name="tokens">Makes ids.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="minLength">Tokens of a window.</param>
    /// <exception cref="Engine.RunException">The ids do not spell the text.</exception>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, SubstringTokens tokens, Tokenizer tokenizer, int minLength)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(tokenizer);
        tokens.Write(tokenizer, text, minLength, sketch);
    }

    /// <summary>In which document an occurrence counts as the first.</summary>
    [Rank]
    public static double Rank(
        [FieldNamedBy("keepNewest", optional: true)] ReadOnlySpan<byte> date,
        [FieldNamedBy("keepHighest", optional: true)] double score,
        string? keepNewest,
        string? keepHighest)
        => DocumentRank.Of(default, date, score, keepLongest: false, keepNewest, keepHighest);

    /// <summary>Makes the deduplication.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The minimal length is out of range.</exception>
    [Resolve]
    public static Deduplication Resolve(Tokenizer tokenizer, int minLength, SubstringCopies copies, SubstringBorders borders, bool widen, SubstringMethod method, string? against = null, string? index = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new ExactSubstringDeduplication<TokenSymbol>(new SubstringOptions(minLength, copies, borders, widen, method, $"tokens {tokenizer.Hash}", against, index).Checked());
    }

    /// <summary>Enough words are left, if something was cut.</summary>
    [Rule]
    public static Check LongEnough(in WordStats words, DedupOutcome outcome, int minWords) => Check.AtLeast(words.Count, outcome.IsChanged ? minWords : 0);
}
