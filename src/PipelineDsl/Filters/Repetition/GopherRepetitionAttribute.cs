namespace PipelineDsl;

/// <summary>
/// Keeps documents that pass the repetition rules of MassiveText (Gopher), with datatrove's defaults; words are runs of characters that are not white space. See <see cref="GopherRepetition{TWords}"/>.
/// </summary>
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
/// <param name="profile">
/// Whose rules: null (default) these; <c>datatrove-0.10</c> those of datatrove with these options, which is with spaCy's words and 0 for "off" (see <see cref="DatatroveGopherRepetition{TWords}"/>);
/// <c>dolma-1.5</c>, <c>dclm-baseline</c> and <c>olmo3-alldressed</c> those of these collections, which know no options (see <see cref="DolmaRepetition"/>, <see cref="DclmRepetition"/>, <see cref="Olmo3Repetition"/>).
/// </param>
[StepProfile("datatrove-0.10", typeof(DatatroveGopherRepetition<SegmentedWords<SpacyEnglishWords>>))]
[StepProfile("dolma-1.5", typeof(DolmaRepetition))]
[StepProfile("dclm-baseline", typeof(DclmRepetition))]
[StepProfile("olmo3-alldressed", typeof(Olmo3Repetition))]
public sealed class GopherRepetitionAttribute(
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateParagraphs = 0.3,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateParagraphCharacters = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateLines = 0.3,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateLineCharacters = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxTop2Gram = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxTop3Gram = 0.18,
    [OptionRange(0, double.PositiveInfinity)] double maxTop4Gram = 0.16,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate5Grams = 0.15,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate6Grams = 0.14,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate7Grams = 0.13,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate8Grams = 0.12,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate9Grams = 0.11,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate10Grams = 0.1,
    [Profile] string? profile = null)
    : GopherRepetitionStepAttribute<GopherRepetition<WordList>>(
        maxDuplicateParagraphs,
        maxDuplicateParagraphCharacters,
        maxDuplicateLines,
        maxDuplicateLineCharacters,
        maxTop2Gram,
        maxTop3Gram,
        maxTop4Gram,
        maxDuplicate5Grams,
        maxDuplicate6Grams,
        maxDuplicate7Grams,
        maxDuplicate8Grams,
        maxDuplicate9Grams,
        maxDuplicate10Grams)
{
    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}

/// <summary>The same with the words of a segmenter, such as <c>[GopherRepetition&lt;Uax29Words&gt;]</c>.</summary>
/// <typeparam name="TSegmenter">What cuts the text into words.</typeparam>
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
public sealed class GopherRepetitionAttribute<TSegmenter>(
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateParagraphs = 0.3,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateParagraphCharacters = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateLines = 0.3,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicateLineCharacters = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxTop2Gram = 0.2,
    [OptionRange(0, double.PositiveInfinity)] double maxTop3Gram = 0.18,
    [OptionRange(0, double.PositiveInfinity)] double maxTop4Gram = 0.16,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate5Grams = 0.15,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate6Grams = 0.14,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate7Grams = 0.13,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate8Grams = 0.12,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate9Grams = 0.11,
    [OptionRange(0, double.PositiveInfinity)] double maxDuplicate10Grams = 0.1)
    : GopherRepetitionStepAttribute<GopherRepetition<SegmentedWords<TSegmenter>>>(
        maxDuplicateParagraphs,
        maxDuplicateParagraphCharacters,
        maxDuplicateLines,
        maxDuplicateLineCharacters,
        maxTop2Gram,
        maxTop3Gram,
        maxTop4Gram,
        maxDuplicate5Grams,
        maxDuplicate6Grams,
        maxDuplicate7Grams,
        maxDuplicate8Grams,
        maxDuplicate9Grams,
        maxDuplicate10Grams)
    where TSegmenter : class, ISegmenter, new();
