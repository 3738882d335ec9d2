using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>A hash of 128 bits, as XXH3 makes it: the engine's identities of contents and actions.</summary>
/// <remarks>
/// Two words, and not the number <see cref="UInt128"/>: how that is passed to methods is not settled between versions of the runtime, so that a method which as much as names a type that holds one is
/// not compiled ahead of time. It is written as 32 hexadecimal digits in every format.
/// </remarks>
/// <param name="Upper">The upper half.</param>
/// <param name="Lower">The lower half.</param>
internal readonly record struct Hash128(ulong Upper, ulong Lower) : IComparable<Hash128>, ISpanFormattable
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>The length of a hash as text.</summary>
    public const int Digits = 32;

    /// <summary>The XXH3 of bytes.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        XxHash128.Hash(bytes, hash);
        return ReadBigEndian(hash);
    }

    /// <summary>The XXH3 of what was appended so far.</summary>
    public static Hash128 Of(XxHash128 appended)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        appended.GetCurrentHash(hash);
        return ReadBigEndian(hash);
    }

    /// <summary>The hash of a number's bits.</summary>
    public static implicit operator Hash128(UInt128 value) => new((ulong)(value >> 64), (ulong)value);

    /// <summary>The hash as a number.</summary>
    public static implicit operator UInt128(Hash128 value) => new(value.Upper, value.Lower);

    /// <summary>Reads <see cref="Digits"/> hexadecimal digits.</summary>
    /// <returns>False if the text is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash128 value)
    {
        value = default;
        if (text.Length != Digits || !TryParseHalf(text[..(Digits / 2)], out ulong upper) || !TryParseHalf(text[(Digits / 2)..], out ulong lower))
        {
            return false;
        }

        value = new Hash128(upper, lower);
        return true;
    }

    /// <summary>Reads <see cref="Digits"/> hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Hash128 Parse(ReadOnlySpan<char> text) => TryParse(text, out Hash128 value) ? value : throw new FormatException($"'{text}' is no hash of {Digits} hexadecimal digits");

    /// <summary>Reads what <see cref="WriteLittleEndian"/> wrote.</summary>
    public static Hash128 ReadLittleEndian(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(ulong)..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Writes it as a little-endian number of 128 bits.</summary>
    public void WriteLittleEndian(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Lower);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], Upper);
    }

    /// <inheritdoc/>
    public int CompareTo(Hash128 other) => Upper == other.Upper ? Lower.CompareTo(other.Lower) : Upper.CompareTo(other.Upper);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Lower; // the bits of a hash are as good as any function of them

    /// <inheritdoc/>
    public override string ToString() => string.Create(Digits, this, static (text, hash) => hash.TryFormat(text, out _, default, null));

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        if (destination.Length < Digits)
        {
            return false;
        }

        charsWritten = Digits;
        return Upper.TryFormat(destination, out _, "x16", CultureInfo.InvariantCulture) && Lower.TryFormat(destination[(Digits / 2)..], out _, "x16", CultureInfo.InvariantCulture);
    }

    private static Hash128 ReadBigEndian(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));

    private static bool TryParseHalf(ReadOnlySpan<char> text, out ulong value) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
