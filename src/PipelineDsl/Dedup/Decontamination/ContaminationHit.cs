namespace PipelineDsl;

/// <summary>An n-gram of the index in a document.</summary>
/// <param name="Word">The first word.</param>
/// <param name="Words">The number of words.</param>
/// <param name="Gram">The n-gram.</param>
internal readonly record struct ContaminationHit(int Word, int Words, int Gram)
{
    /// <summary>The word behind the last.</summary>
    public int End => Word + Words;
}

/// <summary>An item of which a document has n-grams.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Hits">How many of its distinct n-grams the document has.</param>
/// <param name="FirstHit">The place of the first of them among the hits.</param>
internal readonly record struct ContaminationItem(int Item, int Hits, int FirstHit);
