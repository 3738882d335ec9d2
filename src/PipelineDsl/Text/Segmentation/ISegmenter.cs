namespace PipelineDsl;

/// <summary>Cuts a text into words or into sentences. A class with a parameterless constructor; each worker has its own instance, which may keep memory.</summary>
public interface ISegmenter
{
    /// <summary>Adds the pieces of <paramref name="text"/> to <paramref name="segments"/>, which is empty at the call.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="segments">Receives the pieces, in order, none of them empty.</param>
    void Split(PaddedText text, SegmentList segments);
}
