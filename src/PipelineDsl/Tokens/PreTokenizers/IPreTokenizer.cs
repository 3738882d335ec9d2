namespace PipelineDsl;

/// <summary>Cuts text into pre-tokens, the pieces that byte pair encoding never merges across.</summary>
/// <remarks>
/// Implemented by structs, most of them empty, so that the encoder's loop is compiled once for each with the cutting inlined. None of the patterns looks behind: where a
/// pre-token ends depends only on what follows its start. All pointers are into text that is followed by <see cref="PaddedText.Padding"/> spaces.
/// </remarks>
internal unsafe interface IPreTokenizer
{
    /// <summary>Whether characters that the model has a <see cref="CharacterIds"/> table for are pre-tokens of their own.</summary>
    static virtual bool HasCharacterIds => false;

    /// <summary>The end of the pre-token that starts at <paramref name="start"/>, which is before <paramref name="end"/>.</summary>
    byte* Next(byte* start, byte* end);

    /// <summary>The ends of several pre-tokens at once, where the text is ASCII: the first starts at bit 0, each other where the one before ends.</summary>
    /// <param name="start">The start of a pre-token, before <paramref name="end"/>.</param>
    /// <param name="end">The end of the text.</param>
    /// <returns>One bit for each end, at its distance from <paramref name="start"/>; none when <see cref="Next"/> must decide.</returns>
    ulong Ends(byte* start, byte* end);
}
