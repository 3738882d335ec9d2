namespace PipelineDsl;

/// <summary>How units are deduplicated.</summary>
/// <param name="Kind">What the units are, for indexes: <c>lines</c>, <c>sentences</c>, with the normalization.</param>
/// <param name="Window">How many pieces a window has.</param>
/// <param name="MinWordsToRemove">Repeated stretches with fewer words stay; 0 for none.</param>
/// <param name="Removal">How cuts are made.</param>
/// <param name="Verify">Whether units are compared by bytes too.</param>
/// <param name="Against">Index files of earlier runs, or null.</param>
/// <param name="Index">The name of an index to write, or null.</param>
/// <param name="BytesOfUnit">The length of a unit to expect, for estimates.</param>
internal sealed record UnitOptions(string Kind, int Window, int MinWordsToRemove, UnitRemoval Removal, bool Verify, string? Against, string? Index, int BytesOfUnit);

/// <summary>How repeated pieces are cut out.</summary>
internal enum UnitRemoval
{
    /// <summary>By <see cref="PieceRemoval"/>.</summary>
    Gaps,

    /// <summary>By <see cref="DatatrovePieceRemoval"/>, sentences.</summary>
    DatatroveSentences,

    /// <summary>By <see cref="DatatrovePieceRemoval"/>, lines.</summary>
    DatatroveLines,
}
