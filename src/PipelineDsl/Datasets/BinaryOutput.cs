using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>Numbers as little-endian bytes.</summary>
internal static class BinaryOutput
{
    /// <summary>Appends 32 bits.</summary>
    public static void AppendInt32(this TextBuffer output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.Reserve(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    /// <summary>Appends 64 bits.</summary>
    public static void AppendInt64(this TextBuffer output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.Reserve(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    /// <summary>Appends 32 bits each.</summary>
    public static void AppendInt32(this TextBuffer output, ReadOnlySpan<int> values) => TokenBytes.Append(values, sizeof(int), output);
}
