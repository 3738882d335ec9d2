using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Looks for a UTF-8 value in a list that is an option: values separated by commas, white space around them ignored.</summary>
internal static class ValueList
{
    /// <summary>Whether the list has the value.</summary>
    public static bool Contains(string list, ReadOnlySpan<byte> value)
    {
        foreach (Range range in list.AsSpan().Split(','))
        {
            if (AreEqual(list.AsSpan(range).Trim(), value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<byte> right)
    {
        if (Ascii.Equals(right, left))
        {
            return true;
        }

        foreach (Rune rune in left.EnumerateRunes())
        {
            if (Rune.DecodeFromUtf8(right, out Rune other, out int used) != System.Buffers.OperationStatus.Done || other != rune)
            {
                return false;
            }

            right = right[used..];
        }

        return right.IsEmpty;
    }
}
