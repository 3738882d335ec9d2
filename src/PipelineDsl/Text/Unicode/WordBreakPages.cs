namespace PipelineDsl;

/// <summary>The property Word_Break: '@' plus <see cref="WordBreak"/>.</summary>
internal readonly partial struct WordBreakPages : ICharacterPages;
