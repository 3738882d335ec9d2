using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>The bytes of a file.</summary>
/// <param name="path">The file.</param>
/// <param name="offset">Where to begin.</param>
internal sealed class FileContent(string path, long offset) : InputContent
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan) { Position = offset };

    /// <inheritdoc/>
    public override FileStamp Stamp => FileStamp.Of(_file.SafeFileHandle);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _file.Read(buffer);

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();
}
