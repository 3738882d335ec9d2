using System;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>What ASCII text begins as and which neighbours in it merge: tables by character in place of searches. Immutable; shared by all encoders.</summary>
internal sealed unsafe class AsciiPairs
{
    private const int Characters = 128;

    // Stands for a rank where two characters do not begin as what each of them begins as.
    private const int Other = -1;

    private readonly NativeArray<int> _symbols = new(Characters);
    private readonly NativeArray<int> _ranks = new(Characters * Characters);

    /// <summary>Asks the model for all characters and pairs.</summary>
    /// <param name="model">A model with at most one symbol for a byte.</param>
    public AsciiPairs(CharacterPairModel model)
    {
        byte* text = stackalloc byte[2];
        int* symbols = stackalloc int[2];
        for (int character = 0; character < Characters; character++)
        {
            *text = (byte)character;
            _symbols.Start[character] = model.Begin(text, 1, symbols) == 1 ? *symbols : Other;
        }

        for (int pair = 0; pair < Characters * Characters; pair++)
        {
            text[0] = (byte)(pair / Characters);
            text[1] = (byte)(pair % Characters);
            bool isEach = model.Begin(text, 2, symbols) == 2 && symbols[0] == _symbols.Start[text[0]] && symbols[1] == _symbols.Start[text[1]];
            _ranks.Start[pair] = isEach ? model.Table.Find(symbols[0], symbols[1]) : Other;
        }
    }

    /// <summary>Writes the symbols of a text of at least two ASCII characters, and the rank of each with the next.</summary>
    /// <param name="bytes">The text; 32 bytes are read.</param>
    /// <param name="length">Its length, at most 31.</param>
    /// <param name="symbols">Room for as many symbols.</param>
    /// <param name="ranks">Room for one fewer.</param>
    /// <returns>Whether the text is such a text; if not, all ranks that were written are <see cref="PairTable.None"/> again.</returns>
    public bool TryBegin(byte* bytes, int length, int* symbols, int* ranks)
    {
        uint others = Vector256.Load(bytes).ExtractMostSignificantBits() & ((1u << length) - 1);
        if (others != 0 || length < 2)
        {
            return false;
        }

        int* known = _symbols.Start;
        int* knownRanks = _ranks.Start;
        int left = bytes[0];
        int all = 0;
        symbols[0] = known[left];
        for (int i = 1; i < length; i++)
        {
            int right = bytes[i];
            int rank = knownRanks[(left * Characters) + right];
            symbols[i] = known[right];
            ranks[i - 1] = rank;
            all |= rank;
            left = right;
        }

        if (all >= 0)
        {
            return true;
        }

        new Span<int>(ranks, length - 1).Fill(PairTable.None);
        return false;
    }
}
