using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>How characters outside ASCII change.</summary>
internal unsafe interface ICaseRule
{
    /// <summary>The most bytes that one byte of input can become, times two.</summary>
    static abstract int GrowthTimesTwo { get; }

    /// <summary>Writes what the character at <paramref name="p"/> becomes and returns the end of it.</summary>
    static abstract byte* Write(int codePoint, byte* start, byte* p, byte* end, byte* output);
}

/// <summary>Changes the case of a text: ASCII whole vectors at a time, other characters by a rule.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
internal static unsafe class CaseMapper<TRule>
    where TRule : struct, ICaseRule
{
    /// <summary>Appends the text in the other case. Bytes that are no UTF-8 stay as they are.</summary>
    public static void Append(ReadOnlySpan<byte> text, TextBuffer output)
    {
        _ = output.Reserve(checked((int)(((long)text.Length * TRule.GrowthTimesTwo / 2) + 1)));
        fixed (byte* start = text)
        {
            byte* first = output.Start + output.Length;
            byte* p = start;
            byte* o = first;
            byte* end = start + text.Length;
            while (p < end)
            {
                long ascii = LowerAscii(p, o, end - p);
                p += ascii;
                o += ascii;
                byte* stop = end - p < Vector128<byte>.Count ? end : p + Vector128<byte>.Count;
                while (p < stop)
                {
                    uint lead = *p;
                    if (lead < 0x80)
                    {
                        *o++ = (byte)(lead + ((lead - 'A') <= 'Z' - 'A' ? 0x20u : 0));
                        p++;
                        continue;
                    }

                    if (Utf8Character.IsIdeograph(p, end))
                    {
                        o[0] = p[0];
                        o[1] = p[1];
                        o[2] = p[2];
                        o += 3;
                        p += 3;
                        continue;
                    }

                    int c = Utf8Character.Read(p, end, out int length);
                    if (c == Utf8Character.Invalid)
                    {
                        *o++ = *p++;
                        continue;
                    }

                    o = TRule.Write(c, start, p, end, o);
                    p += length;
                }
            }

            output.Advance((int)(o - first));
        }
    }

    /// <summary>Lower-cases whole vectors as long as they hold nothing but ASCII, wide ones first; returns the number of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long LowerAscii(byte* p, byte* o, long length)
    {
        long i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + Vector512<byte>.Count <= length; i += Vector512<byte>.Count)
            {
                Vector512<byte> bytes = Vector512.Load(p + i);
                if (bytes.ExtractMostSignificantBits() != 0)
                {
                    break;
                }

                Vector512<byte> upper = Vector512.LessThan(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
                (bytes + (upper & Vector512.Create((byte)0x20))).Store(o + i);
            }
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
            {
                Vector256<byte> bytes = Vector256.Load(p + i);
                if (bytes.ExtractMostSignificantBits() != 0)
                {
                    break;
                }

                Vector256<byte> upper = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
                (bytes + (upper & Vector256.Create((byte)0x20))).Store(o + i);
            }
        }

        for (; i + Vector128<byte>.Count <= length; i += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Load(p + i);
            if (bytes.ExtractMostSignificantBits() != 0)
            {
                break;
            }

            Vector128<byte> upper = Vector128.LessThan(bytes - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
            (bytes + (upper & Vector128.Create((byte)0x20))).Store(o + i);
        }

        return i;
    }
}
