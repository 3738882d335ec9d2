namespace PipelineDsl;

/// <summary>How much of an item a document must have to count as contaminated by it; all three must hold.</summary>
/// <param name="Hits">Distinct n-grams of the item, or all that it has if these are fewer.</param>
/// <param name="ItemShare">Share of the item's distinct n-grams.</param>
/// <param name="TextShare">Share of the document's words that lie in n-grams of items for which the other two hold.</param>
internal readonly record struct ContaminationBounds(int Hits = 1, double ItemShare = 0, double TextShare = 0);
