namespace PipelineDsl;

/// <summary>The options of the repetition rules of MassiveText (Gopher), whatever the words.</summary>
/// <typeparam name="TFilter">The component.</typeparam>
/// <param name="maxDuplicateParagraphs">Greatest share of paragraphs that repeat an earlier one (default 0.3).</param>
/// <param name="maxDuplicateParagraphCharacters">Greatest share of characters in paragraphs that repeat an earlier one (default 0.2).</param>
/// <param name="maxDuplicateLines">Greatest share of lines that repeat an earlier one (default 0.3).</param>
/// <param name="maxDuplicateLineCharacters">Greatest share of characters in lines that repeat an earlier one (default 0.2).</param>
/// <param name="maxTop2Gram">Greatest share of characters in the most frequent pair of words (default 0.2).</param>
/// <param name="maxTop3Gram">Greatest share of characters in the most frequent sequence of three words (default 0.18).</param>
/// <param name="maxTop4Gram">Greatest share of characters in the most frequent sequence of four words (default 0.16).</param>
/// <param name="maxDuplicate5Grams">Greatest share of characters in repeated sequences of five words (default 0.15).</param>
/// <param name="maxDuplicate6Grams">Greatest share of characters in repeated sequences of six words (default 0.14).</param>
/// <param name="maxDuplicate7Grams">Greatest share of characters in repeated sequences of seven words (default 0.13).</param>
/// <param name="maxDuplicate8Grams">Greatest share of characters in repeated sequences of eight words (default 0.12).</param>
/// <param name="maxDuplicate9Grams">Greatest share of characters in repeated sequences of nine words (default 0.11).</param>
/// <param name="maxDuplicate10Grams">Greatest share of characters in repeated sequences of ten words (default 0.1).</param>
public abstract class GopherRepetitionStepAttribute<TFilter>(
    double maxDuplicateParagraphs,
    double maxDuplicateParagraphCharacters,
    double maxDuplicateLines,
    double maxDuplicateLineCharacters,
    double maxTop2Gram,
    double maxTop3Gram,
    double maxTop4Gram,
    double maxDuplicate5Grams,
    double maxDuplicate6Grams,
    double maxDuplicate7Grams,
    double maxDuplicate8Grams,
    double maxDuplicate9Grams,
    double maxDuplicate10Grams) : FilterAttribute<TFilter>
{
    /// <summary>Greatest share of paragraphs that repeat an earlier one.</summary>
    public double MaxDuplicateParagraphs { get; } = maxDuplicateParagraphs;

    /// <summary>Greatest share of characters in paragraphs that repeat an earlier one.</summary>
    public double MaxDuplicateParagraphCharacters { get; } = maxDuplicateParagraphCharacters;

    /// <summary>Greatest share of lines that repeat an earlier one.</summary>
    public double MaxDuplicateLines { get; } = maxDuplicateLines;

    /// <summary>Greatest share of characters in lines that repeat an earlier one.</summary>
    public double MaxDuplicateLineCharacters { get; } = maxDuplicateLineCharacters;

    /// <summary>Greatest share of characters in the most frequent pair of words.</summary>
    public double MaxTop2Gram { get; } = maxTop2Gram;

    /// <summary>Greatest share of characters in the most frequent sequence of three words.</summary>
    public double MaxTop3Gram { get; } = maxTop3Gram;

    /// <summary>Greatest share of characters in the most frequent sequence of four words.</summary>
    public double MaxTop4Gram { get; } = maxTop4Gram;

    /// <summary>Greatest share of characters in repeated sequences of five words.</summary>
    public double MaxDuplicate5Grams { get; } = maxDuplicate5Grams;

    /// <summary>Greatest share of characters in repeated sequences of six words.</summary>
    public double MaxDuplicate6Grams { get; } = maxDuplicate6Grams;

    /// <summary>Greatest share of characters in repeated sequences of seven words.</summary>
    public double MaxDuplicate7Grams { get; } = maxDuplicate7Grams;

    /// <summary>Greatest share of characters in repeated sequences of eight words.</summary>
    public double MaxDuplicate8Grams { get; } = maxDuplicate8Grams;

    /// <summary>Greatest share of characters in repeated sequences of nine words.</summary>
    public double MaxDuplicate9Grams { get; } = maxDuplicate9Grams;

    /// <summary>Greatest share of characters in repeated sequences of ten words.</summary>
    public double MaxDuplicate10Grams { get; } = maxDuplicate10Grams;
}
