namespace PipelineDsl;

/// <summary>64 bytes and the comparisons that make bit masks of them. Each instruction set has its own; all give the same masks.</summary>
/// <typeparam name="TSelf">The block's type.</typeparam>
internal unsafe interface IByteBlock<TSelf>
    where TSelf : struct, IByteBlock<TSelf>
{
    /// <summary>Whether this machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Loads 64 bytes.</summary>
    static abstract TSelf Load(byte* source);

    /// <summary>Where a byte is <paramref name="value"/>.</summary>
    ulong Equal(byte value);

    /// <summary>Where a byte is in a range, both ends included.</summary>
    ulong InRange(byte first, byte last);

    /// <summary>Where a byte is an ASCII letter.</summary>
    ulong Letters();

    /// <summary>Where a byte is 0x80 or above.</summary>
    ulong NonAscii();

    /// <summary>Where a byte with bit 0x20 set is <paramref name="value"/>: for a lower-case ASCII letter, where that letter is, in either case.</summary>
    ulong EqualFolded(byte value);
}
