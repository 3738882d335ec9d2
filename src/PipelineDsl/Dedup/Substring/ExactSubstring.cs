using System;

namespace PipelineDsl;

/// <summary>Cuts out of the documents every stretch of text that occurs in the corpus before, byte for byte.</summary>
/// <remarks>
/// <para>A window of <c>minLength</c> bytes inside a document is repeated if an equal one starts at an earlier place: documents are ordered by rank, else as the corpus is; in a document from
/// left to right. What lies in repeated windows is cut, and nothing else. So the first occurrence of each window stays, but for what of it lies in a repeat of something else: of a text that
/// repeats itself, such as a row of one character, the first period stays.</para>
/// <para>The source is Lee and others, "Deduplicating training data makes language models better", 2022, whose tool (google-research/deduplicate-text-datasets) cuts all occurrences
/// (<see cref="SubstringCopies.CutAll"/>) and may cut through characters, which this step never does.</para>
/// </remarks>
public sealed class ExactSubstringAttribute : DedupAttribute<ExactSubstring>
{
    /// <summary>Deduplicates.</summary>
    /// <param name="minLength">The shortest stretch that is cut, in bytes, from 8 to 2²⁴. Default: 100, the 50 tokens of two bytes each of Lee and others.</param>
    /// <param name="copies">What is left of a stretch. Default: its first occurrence.</param>
    /// <param name="borders">What a cut does not go through; it never goes through a character. Default: nothing else.</param>
    /// <param name="widen">Whether a character, word or sentence that is repeated in part is cut as a whole. Default: no, it stays.</param>
    /// <param name="minWords">A document of which something was cut is dropped if fewer words (at white space) are left. Default: 50, as in datatrove.</param>
    /// <param name="method">How repeats are found; the result is the same. Default: anchors, as always with indexes.</param>
    /// <param name="keepNewest">The field with the date (ISO 8601) by which the occurrence in the newest document counts as the first. Default: none.</param>
    /// <param name="keepHighest">The field with the number by which the occurrence in the best document counts as the first. Default: none.</param>
    /// <param name="against">Index files of earlier runs, a path or pattern: what occurs in their texts is cut here too. An index holds its own run's texts only: name all of them. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder: the texts of this run, as they come to this step, and their anchors. Default: none.</param>
    public ExactSubstringAttribute(
        [OptionRange(8, 1 << 24)] int minLength = 100,
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

/// <summary>Exact substring deduplication over bytes: the sketch is the text as it is at this step.</summary>
[Dedup]
public sealed class ExactSubstring
{
    private ExactSubstring()
    {
    }

    /// <summary>The text, if it can hold a window.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="sketch">Takes it.</param>
    /// <param name="minLength">Bytes of a window.</param>
    [Sketch]
    public static void Sketch([Text] ReadOnlySpan<byte> text, Sketch sketch, int minLength)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (text.Length >= minLength)
        {
            sketch.Write(text);
        }
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
    public static Deduplication Resolve(int minLength, SubstringCopies copies, SubstringBorders borders, bool widen, SubstringMethod method, string? against = null, string? index = null)
        => new ExactSubstringDeduplication<ByteSymbol>(new SubstringOptions(minLength, copies, borders, widen, method, "bytes", against, index).Checked());

    /// <summary>Enough words are left, if something was cut.</summary>
    [Rule]
    public static Check LongEnough(in WordStats words, DedupOutcome outcome, int minWords) => Check.AtLeast(words.Count, outcome.IsChanged ? minWords : 0);
}
