namespace PipelineDsl;

/// <summary>A second buffer for mappers that work in several rounds.</summary>
[Scratch]
public sealed class MapperBuffer
{
    private readonly TextBuffer _buffer = new();

    /// <summary>The buffer, emptied.</summary>
    internal TextBuffer Cleared()
    {
        _buffer.Clear();
        return _buffer;
    }
}
