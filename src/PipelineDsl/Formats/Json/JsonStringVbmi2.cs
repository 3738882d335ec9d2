using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>64 bytes at a time with AVX-512 VBMI2: all short escapes of a block are unescaped at once, without a branch for each.</summary>
/// <remarks>
/// A block with backslashes is worked through in three steps. Which bytes are escaped is found with one subtraction (runs of backslashes; simdjson,
/// Langdale and Lemire 2019). A table look-up maps the escaped letters (n to U+000A, and so on; 0 for what is none). A compress instruction then
/// closes the gaps where the escaping backslashes stood. <c>\u</c> escapes are unescaped one by one.
/// </remarks>
internal readonly unsafe struct JsonStringVbmi2 : IJsonStringKernel
{
    /// <inheritdoc/>
    public static bool IsSupported => Avx512Vbmi2.IsSupported && Avx512Vbmi.IsSupported && Avx512BW.IsSupported;

    /// <inheritdoc/>
    public static byte* Skip(byte* source)
    {
        while (true)
        {
            Vector512<byte> v = Vector512.Load(source);
            ulong special = Mask(v, '"') | Mask(v, '\\') | Controls(v);
            if (special == 0)
            {
                source += 64;
                continue;
            }

            source += ulong.TrailingZeroCount(special);
            if (*source == '"')
            {
                return source + 1;
            }

            if (*source != '\\' || (source = JsonEscape.Skip(source)) is null)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public static byte* Unescape(byte* source, ref byte* target, out bool isUtf8)
    {
        byte* d = target;
        Vector512<byte> lettersLow = Vector512.Create(JsonEscape.Short);
        Vector512<byte> lettersHigh = Vector512.Create(JsonEscape.Short[64..]);
        Vector512<byte> backslash = Vector512.Create((byte)'\\');
        ulong nonAscii = 0;
        ulong carry = 0; // whether the block's first byte is escaped by the last byte of the block before
        isUtf8 = false;
        while (true)
        {
            Vector512<byte> v = Vector512.Load(source);
            ulong quotes = Mask(v, '"');
            ulong backslashes = Mask(v, '\\');
            ulong controls = Controls(v);
            ulong high = v.ExtractMostSignificantBits();
            nonAscii |= high; // with what stands behind the end: at worst the result is checked once more
            if ((quotes | backslashes | controls | carry) == 0)
            {
                v.Store(d);
                source += 64;
                d += 64;
                continue;
            }

            Vector512<byte> mapped = Avx512Vbmi.PermuteVar64x8x2(lettersLow, v, lettersHigh);
            ulong broken = Vector512.Equals(mapped, Vector512<byte>.Zero).ExtractMostSignificantBits() | high;
            ulong escaped;
            ulong escaping;
            if (((backslashes & ((backslashes << 1) | carry)) | (carry ^ (source[-1] == '\\' ? 1UL : 0))) == 0)
            {
                // No backslash is escaped, as almost always, nor was the byte before the block: vectors say all there is to know, and no mask has to become one.
                escaping = backslashes;
                escaped = (backslashes << 1) | carry;
                mapped = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Load(source - 1), backslash), mapped, v);
                mapped = Avx512Vbmi2.Compress(Vector512<byte>.Zero, ~Vector512.Equals(v, backslash), mapped);
            }
            else
            {
                escaped = JsonBackslashes.FindEscaped(backslashes, carry, out escaping);
                mapped = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Expand(~escaping), Vector512.ConditionalSelect(Expand(escaped), mapped, v));
            }

            ulong ends = quotes & ~escaped;
            ulong text = (ends - 1) & ~ends; // the bytes before the closing quote; all if there is none
            ulong unicode = 0;
            if (((controls | (broken & escaped)) & text) != 0)
            {
                // Of the escapes that the table has nothing for, \u is none that is broken.
                unicode = escaped & Mask(v, 'u') & text;
                text = unicode == 0 ? text : ((unicode & (0 - unicode)) - 1) >> 1; // up to the backslash before the first of them
                if (((controls | (broken & escaped)) & text) != 0)
                {
                    return null;
                }
            }

            mapped.Store(d); // with what stands behind the text's end, which is written over
            d += ulong.PopCount(text & ~escaping);
            if (unicode != 0)
            {
                byte* written = d; // a local of its own: a variable whose address is taken lives in memory
                source = JsonEscape.UnescapeUnicodeRun(source + ulong.TrailingZeroCount(unicode), ref written);
                if (source is null)
                {
                    return null;
                }

                d = written;
                carry = 0;
                continue;
            }

            if (ends != 0)
            {
                isUtf8 = nonAscii == 0;
                target = d;
                return source + ulong.TrailingZeroCount(ends) + 1;
            }

            carry = escaping >> 63;
            source += 64;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector512<byte> v, char c) => Vector512.Equals(v, Vector512.Create((byte)c)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Controls(Vector512<byte> v) => Vector512.LessThan(v, Vector512.Create((byte)0x20)).ExtractMostSignificantBits();

    /// <summary>A vector with all bits of the bytes set whose bit in <paramref name="mask"/> is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Expand(ulong mask)
    {
        Vector512<byte> bit = Vector512.Create(0x8040_2010_0804_0201).AsByte();
        Vector512<byte> spread = Avx512Vbmi.PermuteVar64x8(Vector512.CreateScalarUnsafe(mask).AsByte(), Vector512.Create(
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3,
            4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, (byte)7));
        return Vector512.Equals(spread & bit, bit);
    }
}
