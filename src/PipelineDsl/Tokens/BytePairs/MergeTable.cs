using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Which two adjacent tokens merge into which, all by rank: an immutable hash table, shared by all encoders of a vocabulary.</summary>
/// <remarks>
/// tiktoken merges two tokens if their bytes together are a token, whichever way these are split. But of all splits of a token only one can ever come to
/// stand side by side while text is merged: what happens inside the token's bytes does not depend on what is around them, so it is the split that merging the token's bytes
/// alone leads to last. The table holds that one for each token, less than half of all splits. Where a file lists merges, those that it does not list do not count.
/// </remarks>
internal sealed unsafe class MergeTable
{
    /// <summary>What the look-ups give for two tokens that do not merge: more than any rank.</summary>
    public const int None = PairTable.None;

    /// <summary>Stands for a token that is not there: it merges with none.</summary>
    public const int NoToken = PairTable.Border;

    /// <summary>Ranks have at most so many bits.</summary>
    public const int RankBits = PairTable.SymbolBits;

    private readonly NativeArray<int> _byteRanks = new(256);
    private readonly NativeArray<int> _bytePairs = new(1 << 16);
    private readonly bool[] _reached;

    /// <summary>An empty table, in which the single bytes are.</summary>
    /// <param name="model">The tokens by rank.</param>
    /// <param name="merges">How many merges there may be.</param>
    public MergeTable(BytePairModel model, int merges)
    {
        Pairs = new PairTable(merges);
        _byteRanks.Span.Fill(NoToken);
        _bytePairs.Span.Fill(None);
        _reached = new bool[model.Count];
        for (int rank = 0; rank < model.Count; rank++)
        {
            ReadOnlySpan<byte> token = model.Token(rank);
            _reached[rank] = token.Length < 2;
            if (token is [byte only])
            {
                _byteRanks.Start[only] = rank;
            }
        }

        MissesBytes = _byteRanks.Span.Contains(NoToken);
        Borders = new CharacterBorders(model);
    }

    /// <summary>The ranks that pairs merge into.</summary>
    public PairTable Pairs { get; }

    /// <summary>Between which characters no token reaches.</summary>
    public CharacterBorders Borders { get; }

    /// <summary>Which characters need not be merged from their bytes.</summary>
    public CharacterTokens? Characters { get; internal set; }

    /// <summary>Whether some byte has no token: Hugging Face's BPE then leaves it out, and merges what stands on both sides of it.</summary>
    public bool MissesBytes { get; }

    /// <summary>By byte: its rank, or <see cref="NoToken"/>.</summary>
    public int* ByteRanks => _byteRanks.Start;

    /// <summary>By two bytes, the first one in the upper half: what their tokens merge into, or <see cref="None"/>.</summary>
    public int* BytePairs => _bytePairs.Start;

    /// <summary>Whether merging a token's bytes gives the token.</summary>
    public bool Reaches(int rank) => _reached[rank];

    /// <summary>Writes what merging begins with: of characters that may be tokens at once these, of others the bytes, and what each merges into with the next.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="ids">Room for as many.</param>
    /// <param name="ranks">Room for one fewer.</param>
    /// <returns>The number of ids.</returns>
    public int Begin(byte* bytes, int length, int* ids, int* ranks)
    {
        int count = BeginIds(bytes, length, ids);
        if (count == length)
        {
            int* bytePairs = _bytePairs.Start;
            for (int i = 1; i < length; i++)
            {
                ranks[i - 1] = bytePairs[(bytes[i - 1] << 8) | bytes[i]];
            }
        }
        else
        {
            for (int i = 1; i < count; i++)
            {
                ranks[i - 1] = Find(ids[i - 1], ids[i]);
            }
        }

        return count;
    }

    /// <summary>The rank that two tokens merge into, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right) => Pairs.Find(left, right);

    /// <summary>Adds a merge.</summary>
    /// <param name="left">The left part.</param>
    /// <param name="right">The right part.</param>
    /// <param name="rank">What they merge into.</param>
    /// <param name="border">The last byte of the left part, and the first of the right one in the lower half.</param>
    internal void Add(int left, int right, int rank, int border)
    {
        _ = Pairs.Add(left, right, rank);
        _reached[rank] = true;
        if (left == _byteRanks.Start[border >> 8] && right == _byteRanks.Start[border & 0xFF])
        {
            _bytePairs.Start[border] = rank;
        }
    }

    /// <summary>Writes the ids to start from: those of characters where these may be, else those of bytes.</summary>
    /// <returns>Their number; the length if all are bytes.</returns>
    private int BeginIds(byte* bytes, int length, int* ids)
    {
        int* byteRanks = _byteRanks.Start;
        CharacterTokens? characters = Characters;
        CharacterBorders borders = Borders;
        int count = 0;
        for (int i = 0; i < length;)
        {
            uint lead = bytes[i];
            if (lead >= 0xC0 && lead < 0xF0 && characters != null)
            {
                int size = lead < 0xE0 ? 2 : 3;
                int end = i + size;
                uint c = size == 2
                    ? ((lead & 0x1F) << 6) | (bytes[i + 1] & 0x3Fu)
                    : ((lead & 0xF) << 12) | ((bytes[i + 1] & 0x3Fu) << 6) | (bytes[i + 2] & 0x3Fu);
                int id = end <= length ? characters.Ids[c] : -1;
                if (id >= 0
                    && (i == 0 || !borders.IsCrossed(bytes[i - 1], lead))
                    && (end == length || !borders.IsCrossed(bytes[end - 1], bytes[end])))
                {
                    ids[count++] = id;
                    i = end;
                    continue;
                }
            }

            ids[count++] = byteRanks[lead];
            i++;
        }

        return count;
    }
}
