namespace PipelineDsl;

/// <summary>The eight 64-bit lanes of XXH3's loop over stripes of 64 bytes. Each instruction set has its own; all give the same sums.</summary>
/// <typeparam name="TSelf">The lanes' type.</typeparam>
internal unsafe interface IHashLanes<TSelf>
    where TSelf : struct, IHashLanes<TSelf>
{
    /// <summary>Whether this machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Loads eight lanes.</summary>
    static abstract TSelf Load(ulong* lanes);

    /// <summary>Adds a stripe: to each lane its neighbour's data, and the product of the halves of its own data and secret, exclusively ored.</summary>
    TSelf Add(byte* stripe, byte* secret);

    /// <summary>Mixes each lane with the secret, as after every 16 stripes.</summary>
    TSelf Scramble(byte* secret);

    /// <summary>Stores the eight lanes.</summary>
    void Store(ulong* lanes);
}
