using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>Which pairs of ASCII characters have no border between them, for 64 pairs at once.</summary>
/// <remarks>
/// The characters that stand on the left of a pair are put into 32 classes of those that are followed by the same characters, or nearly so. A character's class is one bit of four bytes; a character on
/// the right has the bits of all classes that it follows. So a pair is joined if the two have a bit in common, and each of the eight bytes comes from a table of 128 bytes, for which
/// AVX-512 VBMI has an instruction. Where classes had to be merged, some pairs are taken for joined that are not: that costs time only.
/// </remarks>
internal sealed unsafe class AsciiPairClasses
{
    private const int Characters = PieceBorders.Ascii;
    private const int Classes = 32;
    private const int Planes = Classes / 8;

    // For each eight classes: the left characters' table, then the right ones'.
    private readonly NativeArray<byte> _tables = new(2 * Planes * Characters);

    /// <summary>Finds the classes.</summary>
    /// <param name="cuts">For two characters, at 128 times the left one and the right one: 1 if there is a border between them, else 0.</param>
    public AsciiPairClasses(ReadOnlySpan<byte> cuts)
    {
        List<(UInt128 Followers, List<int> Members)> classes = [];
        for (int left = 0; left < Characters; left++)
        {
            UInt128 followers = 0;
            for (int right = 0; right < Characters; right++)
            {
                followers |= (UInt128)(cuts[(left * Characters) + right] ^ 1u) << right;
            }

            int same = classes.FindIndex(c => c.Followers == followers);
            if (same >= 0)
            {
                classes[same].Members.Add(left);
            }
            else
            {
                classes.Add((followers, [left]));
            }
        }

        while (classes.Count > Classes)
        {
            MergeNearest(classes);
        }

        for (int i = 0; i < classes.Count; i++)
        {
            byte bit = (byte)(1 << (i % 8));
            byte* table = _tables.Start + (2 * Characters * (i / 8));
            foreach (int left in classes[i].Members)
            {
                table[left] = bit;
            }

            for (int right = 0; right < Characters; right++)
            {
                table[Characters + right] |= (classes[i].Followers >> right & 1) != 0 ? bit : (byte)0;
            }
        }
    }

    /// <summary>Whether this machine has the instruction.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported;

    /// <summary>One bit for each of 64 places: whether there is a border between the character there and the next. Only ASCII characters have valid bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Cuts(byte* p)
    {
        Vector512<byte> left = Vector512.Load(p);
        Vector512<byte> right = Vector512.Load(p + 1);
        byte* table = _tables.Start;
        Vector512<byte> joined = Common(table, left, right)
            | Common(table + (2 * Characters), left, right)
            | Common(table + (4 * Characters), left, right)
            | Common(table + (6 * Characters), left, right);
        return Vector512.Equals(joined, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Common(byte* table, Vector512<byte> left, Vector512<byte> right)
        => Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), left, Vector512.Load(table + 64))
            & Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + Characters), right, Vector512.Load(table + Characters + 64));

    /// <summary>Merges the two classes that the fewest pairs become joined by, common characters counted more.</summary>
    private static void MergeNearest(List<(UInt128 Followers, List<int> Members)> classes)
    {
        (long Cost, int First, int Second) best = (long.MaxValue, 0, 0);
        for (int first = 0; first < classes.Count; first++)
        {
            for (int second = first + 1; second < classes.Count; second++)
            {
                UInt128 both = classes[first].Followers | classes[second].Followers;
                long cost = Cost(classes[first], both) + Cost(classes[second], both);
                best = cost < best.Cost ? (cost, first, second) : best;
            }
        }

        classes[best.First].Members.AddRange(classes[best.Second].Members);
        classes[best.First] = (classes[best.First].Followers | classes[best.Second].Followers, classes[best.First].Members);
        classes.RemoveAt(best.Second);
    }

    private static long Cost((UInt128 Followers, List<int> Members) old, UInt128 followers)
    {
        long members = 0;
        foreach (int member in old.Members)
        {
            members += Weight(member);
        }

        long added = 0;
        for (UInt128 rest = followers & ~old.Followers; rest != 0; rest &= rest - 1)
        {
            added += Weight((int)UInt128.TrailingZeroCount(rest));
        }

        return members * added;
    }

    // Roughly how common a character is in text.
    private static int Weight(int character) => character switch
    {
        ' ' => 64,
        >= 'a' and <= 'z' => 16,
        '\n' or ',' or '.' => 8,
        >= '0' and <= '9' or >= 'A' and <= 'Z' => 4,
        > ' ' => 2,
        _ => 1,
    };
}
