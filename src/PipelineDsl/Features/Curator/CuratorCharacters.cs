using System;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>The classes of characters that NeMo Curator's heuristics count.</summary>
[Feature(TextClasses.Digit | TextClasses.Continuation)]
public struct CuratorCharacters : IChunkVisitor
{
    /// <summary>All characters (code points).</summary>
    public int Characters;

    /// <summary>ASCII letters and digits, U+000A, <c>?</c>, <c>!</c>, <c>,</c> and <c>.</c>; a space is none of them.</summary>
    public int Alphanumeric;

    /// <summary>Decimal digits (Nd).</summary>
    public int Digits;

    /// <summary>TAB, LF, CR, BS and U+0020.</summary>
    public int Spaces;

    /// <summary>The brackets <c>{ } ⟨ ⟩ [ ] ( )</c>.</summary>
    public int Brackets;

    /// <inheritdoc/>
    public unsafe void OnChunk(in TextChunk chunk)
    {
        int continuations = MaskCount.Of(chunk.Mask(TextClasses.Continuation));
        Characters += chunk.Bytes.Length - continuations;
        Digits += MaskCount.Of(chunk.Mask(TextClasses.Digit));
        Alphanumeric += ByteCount.Of<AlphanumericClass>(chunk.Bytes);
        Spaces += ByteCount.Of<SpaceClass>(chunk.Bytes);
        Brackets += ByteCount.Of<BracketClass>(chunk.Bytes);
        if (continuations > 0)
        {
            Brackets += AngleBrackets(chunk.Start, chunk.Bytes.Length);
        }
    }

    /// <summary>U+27E8 and U+27E9 are E2 9F A8 and A9; the bytes behind the chunk can be read.</summary>
    private static unsafe int AngleBrackets(byte* text, int length)
    {
        int count = 0;
        ReadOnlySpan<byte> rest = new(text, length);
        for (int at = rest.IndexOf((byte)0xE2); at >= 0; at = rest.IndexOf((byte)0xE2))
        {
            text += at;
            count += text[1] == 0x9F && text[2] is 0xA8 or 0xA9 ? 1 : 0;
            text++;
            rest = rest[(at + 1)..];
        }

        return count;
    }

    private readonly struct AlphanumericClass : IByteClass
    {
        public static Vector128<byte> Match(Vector128<byte> bytes)
            => ByteCount.InRange(bytes | Vector128.Create((byte)0x20), (byte)'a', (byte)'z') | ByteCount.InRange(bytes, (byte)'0', (byte)'9') | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'?')) | Vector128.Equals(bytes, Vector128.Create((byte)'!')) | Vector128.Equals(bytes, Vector128.Create((byte)','))
                | Vector128.Equals(bytes, Vector128.Create((byte)'.'));

        public static Vector256<byte> Match(Vector256<byte> bytes)
            => ByteCount.InRange(bytes | Vector256.Create((byte)0x20), (byte)'a', (byte)'z') | ByteCount.InRange(bytes, (byte)'0', (byte)'9') | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'?')) | Vector256.Equals(bytes, Vector256.Create((byte)'!')) | Vector256.Equals(bytes, Vector256.Create((byte)','))
                | Vector256.Equals(bytes, Vector256.Create((byte)'.'));

        public static bool Match(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'\n' or (byte)'?' or (byte)'!' or (byte)',' or (byte)'.';
    }

    private readonly struct SpaceClass : IByteClass
    {
        public static Vector128<byte> Match(Vector128<byte> bytes)
            => ByteCount.InRange(bytes, (byte)'\b', (byte)'\n') | Vector128.Equals(bytes, Vector128.Create((byte)'\r')) | Vector128.Equals(bytes, Vector128.Create((byte)' '));

        public static Vector256<byte> Match(Vector256<byte> bytes)
            => ByteCount.InRange(bytes, (byte)'\b', (byte)'\n') | Vector256.Equals(bytes, Vector256.Create((byte)'\r')) | Vector256.Equals(bytes, Vector256.Create((byte)' '));

        public static bool Match(byte value) => value is (byte)'\b' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)' ';
    }

    private readonly struct BracketClass : IByteClass
    {
        public static Vector128<byte> Match(Vector128<byte> bytes)
            => ByteCount.InRange(bytes, (byte)'(', (byte)')') | Vector128.Equals(bytes | Vector128.Create((byte)0x20), Vector128.Create((byte)'{'))
                | Vector128.Equals(bytes | Vector128.Create((byte)0x20), Vector128.Create((byte)'}'));

        public static Vector256<byte> Match(Vector256<byte> bytes)
            => ByteCount.InRange(bytes, (byte)'(', (byte)')') | Vector256.Equals(bytes | Vector256.Create((byte)0x20), Vector256.Create((byte)'{'))
                | Vector256.Equals(bytes | Vector256.Create((byte)0x20), Vector256.Create((byte)'}'));

        public static bool Match(byte value) => value is (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}';
    }
}
