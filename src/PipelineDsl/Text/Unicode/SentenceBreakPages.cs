namespace PipelineDsl;

/// <summary>The property Sentence_Break: '@' plus <see cref="SentenceBreak"/>.</summary>
internal readonly partial struct SentenceBreakPages : ICharacterPages;
