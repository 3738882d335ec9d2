using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which two neighbouring symbols merge, when, and into which: immutable once filled, shared by all encoders of a model.</summary>
/// <remarks>Unlike in <see cref="MergeTable"/> the rank of a merge is not what it makes: two pieces may have the same score, and two merges may make the same piece.</remarks>
internal sealed unsafe class CharacterPairTable
{
    /// <summary>What <see cref="Find"/> gives for two symbols that do not merge: more than any rank.</summary>
    public const int None = PairTable.None;

    /// <summary>Symbols have at most so many bits.</summary>
    public const int SymbolBits = PairTable.SymbolBits;

    /// <summary>A symbol that merges with none.</summary>
    public const int Border = PairTable.Border;

    /// <summary>Ranks have at most so many bits.</summary>
    public const int RankBits = PairTable.ValueBits;

    private readonly NativeArray<int> _merged; // what the pair at the same place makes

    /// <summary>Creates an empty table.</summary>
    /// <param name="count">The number of pairs that will be added at most.</param>
    public CharacterPairTable(int count)
    {
        Ranks = new PairTable(count);
        _merged = new NativeArray<int>(Ranks.Capacity);
    }

    /// <summary>The ranks of the pairs.</summary>
    public PairTable Ranks { get; }

    /// <summary>Adds a pair, if it is not in the table.</summary>
    /// <param name="left">The left symbol.</param>
    /// <param name="right">The right symbol.</param>
    /// <param name="rank">When they merge: the least rank first, the leftmost of equal ones.</param>
    /// <param name="merged">The symbol that they merge into.</param>
    /// <returns>Whether it was not in the table.</returns>
    public bool TryAdd(int left, int right, int rank, int merged)
    {
        if (Find(left, right) != None)
        {
            return false;
        }

        _merged.Start[Ranks.Add(left, right, rank)] = merged;
        return true;
    }

    /// <summary>The rank of the merge of two symbols, or <see cref="None"/>. Negative symbols never merge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right) => Ranks.Find(left, right);

    /// <summary>What two symbols that merge make.</summary>
    public int Merged(int left, int right) => _merged.Start[Ranks.Place(left, right)];
}
