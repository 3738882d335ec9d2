namespace PipelineDsl;

/// <summary>General categories: '0' plus <see cref="System.Globalization.UnicodeCategory"/>.</summary>
internal readonly partial struct CategoryPages : ICharacterPages;
