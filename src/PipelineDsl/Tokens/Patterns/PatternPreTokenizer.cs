namespace PipelineDsl;

/// <summary>Cuts text by a pattern that has no code of its own.</summary>
internal readonly unsafe struct PatternPreTokenizer(PatternPieces pieces) : IPreTokenizer
{
    /// <inheritdoc/>
    public byte* Next(byte* start, byte* end) => pieces.Next(start, end);

    /// <inheritdoc/>
    public ulong Ends(byte* start, byte* end) => 0;
}
