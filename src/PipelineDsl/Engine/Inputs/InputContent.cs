using System;

namespace PipelineDsl.Engine;

/// <summary>The bytes of an input from some place on, wherever it lies.</summary>
internal abstract class InputContent : IDisposable
{
    /// <summary>What the storage says of the whole input now: something else than before if it has changed.</summary>
    public abstract FileStamp Stamp { get; }

    /// <summary>Reads some bytes; 0 only at the end.</summary>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    /// <exception cref="RunException">The object cannot be read, or has changed.</exception>
    public abstract int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public abstract void Dispose();
}
