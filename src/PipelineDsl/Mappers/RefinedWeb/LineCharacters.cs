using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>How many characters a line has and how many of them are upper case or digits, as Python's <c>len</c>, <c>isupper</c> and <c>isdigit</c> count.</summary>
internal readonly record struct LineCharacters(int Characters, int Upper, int Digits)
{
    /// <summary>Counts a line. Lines of ASCII go by vectors, others character by character.</summary>
    public static unsafe LineCharacters Of(ReadOnlySpan<byte> line)
    {
        int upper = 0;
        int digits = 0;
        int i = 0;
        ref byte start = ref MemoryMarshal.GetReference(line);
        for (; i <= line.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> block = Vector128.LoadUnsafe(ref start, (nuint)i);
            if (block.ExtractMostSignificantBits() != 0)
            {
                return Slow(line);
            }

            upper += BitOperations.PopCount(InRange(block, (byte)'A', (byte)'Z'));
            digits += BitOperations.PopCount(InRange(block, (byte)'0', (byte)'9'));
        }

        for (; i < line.Length; i++)
        {
            byte value = line[i];
            if (value >= 0x80)
            {
                return Slow(line);
            }

            upper += value is >= (byte)'A' and <= (byte)'Z' ? 1 : 0;
            digits += value is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        }

        return new LineCharacters(line.Length, upper, digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InRange(Vector128<byte> block, byte first, byte last)
        => Vector128.LessThanOrEqual(block - Vector128.Create(first), Vector128.Create((byte)(last - first))).ExtractMostSignificantBits();

    private static unsafe LineCharacters Slow(ReadOnlySpan<byte> line)
    {
        int characters = 0;
        int upper = 0;
        int digits = 0;
        fixed (byte* start = line)
        {
            byte* end = start + line.Length;
            for (byte* p = start; p < end; characters++)
            {
                int c = Utf8Character.Read(p, end, out int length);
                upper += PythonCharacters.IsUpper(c) ? 1 : 0;
                digits += PythonCharacters.IsDigit(c) ? 1 : 0;
                p += length;
            }
        }

        return new LineCharacters(characters, upper, digits);
    }
}
