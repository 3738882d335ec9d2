namespace PipelineDsl;

/// <summary>Looks a key's bits up in its block of a <see cref="BloomFilter"/>. Each instruction set has its own; all give the same answers.</summary>
/// <remarks>Bit j of a key is at <see cref="BloomBits.Position"/>: one of the block's 512.</remarks>
/// <typeparam name="TSelf">The probe's type.</typeparam>
internal unsafe interface IBloomProbe<TSelf>
    where TSelf : struct, IBloomProbe<TSelf>
{
    /// <summary>Whether this machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Whether all of the key's bits are set.</summary>
    /// <param name="block">The block, 16 words.</param>
    /// <param name="hash">What the positions come of.</param>
    /// <param name="count">How many bits a key has, 1 to 16.</param>
    static abstract bool Contains(uint* block, ulong hash, int count);
}
