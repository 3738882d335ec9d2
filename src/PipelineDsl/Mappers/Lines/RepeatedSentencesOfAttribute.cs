namespace PipelineDsl;

/// <summary>Removes sentences that stand in the document before. See <see cref="RepeatedSentences{TSentences}"/>.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences, such as <see cref="FallbackSentences"/>.</typeparam>
/// <param name="minCharacters">Sentences of fewer code points may repeat (default 20).</param>
public sealed class RepeatedSentencesAttribute<TSentences>([OptionRange(0, int.MaxValue)] int minCharacters = 20) : MapAttribute<RepeatedSentences<TSentences>>
    where TSentences : class, ISegmenter, new()
{
    /// <summary>Sentences of fewer code points may repeat.</summary>
    public int MinCharacters { get; } = minCharacters;
}
