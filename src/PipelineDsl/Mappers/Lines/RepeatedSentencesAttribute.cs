namespace PipelineDsl;

/// <summary>Removes sentences that stand in the document before, with the sentences of UAX #29. See <see cref="RepeatedSentences{TSentences}"/>.</summary>
/// <param name="minCharacters">Sentences of fewer code points may repeat (default 20).</param>
public sealed class RepeatedSentencesAttribute([OptionRange(0, int.MaxValue)] int minCharacters = 20) : MapAttribute<RepeatedSentences<Uax29Sentences>>
{
    /// <summary>Sentences of fewer code points may repeat.</summary>
    public int MinCharacters { get; } = minCharacters;
}
