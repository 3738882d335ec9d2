namespace PipelineDsl;

/// <summary>How many newlines (U+000A) a text has.</summary>
[Feature(TextClasses.Newline)]
public struct NewlineCount : IChunkVisitor
{
    /// <summary>Characters U+000A.</summary>
    public int Count;

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk) => Count += MaskCount.Of(chunk.Mask(TextClasses.Newline));
}
