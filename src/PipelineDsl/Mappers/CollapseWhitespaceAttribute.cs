namespace PipelineDsl;

/// <summary>Removes spaces at the ends of lines and makes runs of blank lines one. See <see cref="CollapseWhitespace"/>.</summary>
public sealed class CollapseWhitespaceAttribute : MapAttribute<CollapseWhitespace>;
