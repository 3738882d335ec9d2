namespace PipelineDsl;

/// <summary>A stretch of a document's text, as bytes of the text that the step saw.</summary>
/// <param name="Start">The first byte, from 0.</param>
/// <param name="Length">The number of bytes; 0 where there is no stretch to point at.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The byte behind the last.</summary>
    public int End => Start + Length;
}
