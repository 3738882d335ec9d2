using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>16 bytes at a time with the portable vectors (SSE2, Arm64 NEON): copies up to the next quote or backslash, then unescapes one escape.</summary>
/// <remarks>The order of work is that of simdjson's string parser (Langdale and Lemire 2019).</remarks>
internal readonly unsafe struct JsonStringVector128 : IJsonStringKernel
{
    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static byte* Skip(byte* source)
    {
        while (true)
        {
            uint special = Special(Vector128.Load(source));
            if (special == 0)
            {
                source += Vector128<byte>.Count;
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
        Vector128<byte> all = default;
        isUtf8 = false;
        while (true)
        {
            Vector128<byte> v = Vector128.Load(source);
            v.Store(d);
            all |= v; // with what stands behind the end: at worst the result is checked once more
            uint special = Special(v);
            if (special == 0)
            {
                source += Vector128<byte>.Count;
                d += Vector128<byte>.Count;
                continue;
            }

            uint at = uint.TrailingZeroCount(special);
            source += at;
            d += at;
            if (*source == '"')
            {
                break;
            }

            if (*source != '\\' || (source = JsonEscape.Unescape(source, ref d)) is null)
            {
                return null;
            }
        }

        isUtf8 = all.ExtractMostSignificantBits() == 0;
        target = d;
        return source + 1;
    }

    private static uint Special(Vector128<byte> v)
        => (Vector128.Equals(v, Vector128.Create((byte)'"'))
            | Vector128.Equals(v, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(v, Vector128.Create((byte)0x20))).ExtractMostSignificantBits();
}
