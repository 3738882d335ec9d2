using System;
using System.Collections.Generic;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Mappings of single code points to several: a bit for each code point that has one, and the rank of the bit is the number of the mapping.</summary>
internal sealed class CharacterMappings
{
    private const int Blocks = 0x110000 / 64;

    private readonly ulong[] _present = new ulong[Blocks];
    private readonly ushort[] _ranks = new ushort[Blocks]; // mappings before the block
    private readonly ushort[] _starts; // by number; one more than there are mappings
    private readonly int[] _targets;

    /// <summary>Reads <c>FROM TO TO…,</c> in hexadecimal, in ascending order; <c>FROM+N</c> stands for n more code points, each mapped to the last target plus its distance.</summary>
    public CharacterMappings(ReadOnlySpan<byte> text)
    {
        List<ushort> starts = [];
        List<int> targets = [];
        List<int> numbers = [];
        foreach (Range item in text.Split((byte)','))
        {
            ReadOnlySpan<byte> mapping = text[item];
            if (mapping.IsEmpty)
            {
                continue; // behind the last comma
            }

            numbers.Clear();
            int more = 0;
            foreach (Range field in mapping.Split((byte)' '))
            {
                ReadOnlySpan<byte> hex = mapping[field];
                int plus = hex.IndexOf((byte)'+');
                more = plus < 0 ? more : Hex(hex[(plus + 1)..]);
                numbers.Add(Hex(plus < 0 ? hex : hex[..plus]));
            }

            for (int i = 0; i <= more; i++)
            {
                int from = numbers[0] + i;
                _present[from >> 6] |= 1UL << (from & 63);
                starts.Add(checked((ushort)targets.Count));
                targets.AddRange(numbers.GetRange(1, numbers.Count - 2));
                targets.Add(numbers[^1] + i);
            }
        }

        starts.Add(checked((ushort)targets.Count));
        _starts = [.. starts];
        _targets = [.. targets];
        int rank = 0;
        for (int b = 0; b < Blocks; b++)
        {
            _ranks[b] = (ushort)rank;
            rank += BitOperations.PopCount(_present[b]);
        }
    }

    /// <summary>What a code point is mapped to; empty if it has no mapping.</summary>
    public ReadOnlySpan<int> Of(int codePoint)
    {
        ulong present = _present[codePoint >> 6];
        ulong bit = 1UL << (codePoint & 63);
        if ((present & bit) == 0)
        {
            return [];
        }

        int number = _ranks[codePoint >> 6] + BitOperations.PopCount(present & (bit - 1));
        return _targets.AsSpan(_starts[number], _starts[number + 1] - _starts[number]);
    }

    private static int Hex(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte digit in text)
        {
            value = (value << 4) | (digit <= '9' ? digit - '0' : digit - 'A' + 10);
        }

        return value;
    }
}
