namespace PipelineDsl;

/// <summary>Removes lines that are nearly the same as the line before. See <see cref="NearDuplicateLines"/>.</summary>
/// <param name="minSimilarity">Least Jaccard similarity of the 5-grams at which a line goes (default 0.95).</param>
public sealed class NearDuplicateLinesAttribute([OptionRange(0, 1)] double minSimilarity = 0.95) : MapAttribute<NearDuplicateLines>
{
    /// <summary>Least Jaccard similarity of the 5-grams at which a line goes.</summary>
    public double MinSimilarity { get; } = minSimilarity;
}
