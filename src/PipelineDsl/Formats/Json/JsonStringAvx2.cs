using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>32 bytes at a time with AVX2: all short escapes of a block are unescaped at once, without a branch for each.</summary>
/// <remarks>
/// The steps are those of <see cref="JsonStringVbmi2"/>. AVX2 has neither its large look-up nor its compress instruction: escaped letters are looked up by
/// their low four bits, and gaps are closed in groups of 8 bytes with a shuffle from a table of 256.
/// </remarks>
internal readonly unsafe struct JsonStringAvx2 : IJsonStringKernel
{
    /// <summary>By the low four bits of a letter: the one letter with these bits that may be escaped. b and r share theirs with the quotation mark.</summary>
    private static Vector256<byte> Letters => BothHalves(Vector128.Create(
        0, 0, (byte)'"', 0, (byte)'t', 0, (byte)'f', 0, 0, 0, 0, 0, (byte)'\\', 0, (byte)'n', (byte)'/'));

    /// <summary>By the low four bits of such a letter: what its escape stands for.</summary>
    private static Vector256<byte> Meanings => BothHalves(Vector128.Create(
        0, 0, (byte)'"', 0, (byte)'\t', 0, (byte)'\f', 0, 0, 0, 0, 0, (byte)'\\', 0, (byte)'\n', (byte)'/'));

    /// <summary>For each set of 8 bytes to keep: the shuffle that moves them together.</summary>
    private static readonly ulong[] s_pack = MakePack();

    /// <inheritdoc/>
    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc/>
    public static byte* Skip(byte* source)
    {
        while (true)
        {
            Vector256<byte> v = Vector256.Load(source);
            uint special = Mask(v, '"') | Mask(v, '\\') | Controls(v);
            if (special == 0)
            {
                source += Vector256<byte>.Count;
                continue;
            }

            source += uint.TrailingZeroCount(special);
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
        ref ulong pack = ref MemoryMarshal.GetArrayDataReference(s_pack);
        Vector256<byte> all = default;
        uint carry = 0; // whether the block's first byte is escaped by the last byte of the block before
        isUtf8 = false;
        while (true)
        {
            Vector256<byte> v = Vector256.Load(source);
            uint quotes = Mask(v, '"');
            uint backslashes = Mask(v, '\\');
            uint controls = Controls(v);
            all |= v; // with what stands behind the end: at worst the result is checked once more
            if ((quotes | backslashes | controls | carry) == 0)
            {
                v.Store(d);
                source += Vector256<byte>.Count;
                d += Vector256<byte>.Count;
                continue;
            }

            uint escaped = (uint)JsonBackslashes.FindEscaped(backslashes, carry, out ulong escaping);
            uint ends = quotes & ~escaped;
            uint text = (ends - 1) & ~ends; // the bytes before the closing quote; all if there is none
            if ((controls & text) != 0)
            {
                return null;
            }

            uint unicode = escaped & Mask(v, 'u') & text;
            if (unicode != 0)
            {
                text = ((unicode & (0 - unicode)) - 1) >> 1; // up to the backslash before the first of them
            }

            Vector256<byte> b = Vector256.Equals(v, Vector256.Create((byte)'b'));
            Vector256<byte> r = Vector256.Equals(v, Vector256.Create((byte)'r'));
            Vector256<byte> other = Vector256.Equals(v, Avx2.Shuffle(Letters, v));
            if ((escaped & text & ~(b | r | other).ExtractMostSignificantBits()) != 0)
            {
                return null;
            }

            Vector256<byte> mapped = (Avx2.Shuffle(Meanings, v) & other) | (b & Vector256.Create((byte)'\b')) | (r & Vector256.Create((byte)'\r'));
            mapped = Avx2.BlendVariable(v, mapped, Expand(escaped));
            d = Pack(mapped, text & ~(uint)escaping, ref pack, d);
            if (unicode != 0)
            {
                source = JsonEscape.UnescapeUnicodeRun(source + uint.TrailingZeroCount(unicode), ref d);
                if (source is null)
                {
                    return null;
                }

                carry = 0;
                continue;
            }

            if (ends != 0)
            {
                isUtf8 = all.ExtractMostSignificantBits() == 0;
                target = d;
                return source + uint.TrailingZeroCount(ends) + 1;
            }

            carry = (uint)(escaping >> 31);
            source += Vector256<byte>.Count;
        }
    }

    /// <summary>Writes the bytes of <paramref name="v"/> whose bit in <paramref name="kept"/> is set, without gaps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Pack(Vector256<byte> v, uint kept, ref ulong pack, byte* target)
    {
        const ulong SecondGroup = 0x0808_0808_0808_0808; // a shuffle counts its bytes from the start of 16
        Vector256<byte> order = Vector256.Create(
            Unsafe.Add(ref pack, kept & 0xFF),
            Unsafe.Add(ref pack, (kept >> 8) & 0xFF) + SecondGroup,
            Unsafe.Add(ref pack, (kept >> 16) & 0xFF),
            Unsafe.Add(ref pack, kept >> 24) + SecondGroup).AsByte();
        Vector256<ulong> packed = Avx2.Shuffle(v, order).AsUInt64();
        Unsafe.WriteUnaligned(target, packed.GetElement(0));
        Unsafe.WriteUnaligned(target + uint.PopCount(kept & 0xFF), packed.GetElement(1));
        Unsafe.WriteUnaligned(target + uint.PopCount(kept & 0xFFFF), packed.GetElement(2));
        Unsafe.WriteUnaligned(target + uint.PopCount(kept & 0xFF_FFFF), packed.GetElement(3));
        return target + uint.PopCount(kept);
    }

    private static ulong[] MakePack()
    {
        ulong[] pack = new ulong[256];
        for (int kept = 0; kept < pack.Length; kept++)
        {
            int count = 0;
            for (int i = 0; i < 8; i++)
            {
                if ((kept >> i & 1) != 0)
                {
                    pack[kept] |= (ulong)i << (8 * count++);
                }
            }
        }

        return pack;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> BothHalves(Vector128<byte> half) => Vector256.Create(half, half);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mask(Vector256<byte> v, char c) => Vector256.Equals(v, Vector256.Create((byte)c)).ExtractMostSignificantBits();

    /// <summary>The bytes below U+0020; AVX2 compares signed bytes only, so by the smaller of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Controls(Vector256<byte> v)
        => Vector256.Equals(Vector256.Min(v, Vector256.Create((byte)0x1F)), v).ExtractMostSignificantBits();

    /// <summary>A vector with all bits of the bytes set whose bit in <paramref name="mask"/> is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Expand(uint mask)
    {
        Vector256<byte> bit = Vector256.Create(0x8040_2010_0804_0201).AsByte();
        Vector256<byte> spread = Avx2.Shuffle(Vector256.Create(mask).AsByte(), Vector256.Create(
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, (byte)3));
        return Vector256.Equals(spread & bit, bit);
    }
}
