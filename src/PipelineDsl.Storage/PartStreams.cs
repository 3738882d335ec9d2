using System;
using System.IO;
using System.Runtime.InteropServices;

namespace PipelineDsl.Storage;

/// <summary>What the SDKs want of a part.</summary>
internal static class PartStreams
{
    /// <summary>A stream that can be read again; nothing is copied.</summary>
    public static Stream ToStream(this ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
}
