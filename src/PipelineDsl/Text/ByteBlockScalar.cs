namespace PipelineDsl;

/// <summary>64 bytes, one after the other: what the other blocks are compared with, and what remains where there are no vectors.</summary>
internal readonly unsafe struct ByteBlockScalar : IByteBlock<ByteBlockScalar>
{
    private readonly byte* _source;

    private ByteBlockScalar(byte* source) => _source = source;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static ByteBlockScalar Load(byte* source) => new(source);

    /// <inheritdoc/>
    public ulong Equal(byte value) => InRange(value, value);

    /// <inheritdoc/>
    public ulong InRange(byte first, byte last)
    {
        ulong mask = 0;
        for (int i = 0; i < 64; i++)
        {
            mask |= (byte)(_source[i] - first) <= last - first ? 1UL << i : 0;
        }

        return mask;
    }

    /// <inheritdoc/>
    public ulong Letters() => InRange((byte)'a', (byte)'z') | InRange((byte)'A', (byte)'Z');

    /// <inheritdoc/>
    public ulong EqualFolded(byte value)
    {
        ulong mask = 0;
        for (int i = 0; i < 64; i++)
        {
            mask |= (_source[i] | 0x20) == value ? 1UL << i : 0;
        }

        return mask;
    }

    /// <inheritdoc/>
    public ulong NonAscii() => InRange(0x80, 0xFF);
}
