using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The rules of a <see cref="CharacterPairModel"/> with at most one symbol for a byte.</summary>
internal readonly unsafe struct CharacterPairRules(CharacterPairModel model) : IPairRules
{
    private readonly AsciiPairs _ascii = model.AsciiPairs;

    /// <inheritdoc/>
    public PairTable Pairs { get; } = model.Table.Ranks;

    /// <inheritdoc/>
    public int Begin(byte* bytes, int length, int* symbols, int* ranks)
    {
        if (_ascii.TryBegin(bytes, length, symbols, ranks))
        {
            return length;
        }

        int count = model.Begin(bytes, length, symbols);
        for (int i = 1; i < count; i++)
        {
            ranks[i - 1] = Pairs.Find(symbols[i - 1], symbols[i]);
        }

        return count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Merged(int rank, int left, int right) => model.Merged(rank, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int symbol) => model.FetchId(symbol);

    /// <inheritdoc/>
    public int Write(int* symbols, int count, int* ids) => model.Write(symbols, count, ids);
}
