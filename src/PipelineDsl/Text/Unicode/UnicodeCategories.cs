using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The general category of characters in Unicode 15.0, from the library's own tables: the same on every machine.</summary>
public static unsafe class UnicodeCategories
{
    /// <summary>The category of a code point; surrogates are <see cref="UnicodeCategory.Surrogate"/>, what is no code point is not assigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UnicodeCategory Of(int codePoint) => (UnicodeCategory)(CharacterPages<CategoryPages>.Of(codePoint) - '0');

    /// <summary>Whether a code point's category is one of <paramref name="categories"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIn(int codePoint, CategorySet categories) => (SetOf(codePoint) & categories) != 0;

    /// <summary>The category of a code point, as a set of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CategorySet SetOf(int codePoint) => (CategorySet)(1u << (int)Of(codePoint));

    /// <summary>The category of the first character of UTF-8 text, and its length in bytes; a byte that begins no character is not assigned.</summary>
    public static UnicodeCategory OfFirst(ReadOnlySpan<byte> text, out int length)
    {
        fixed (byte* start = text)
        {
            return Of(Utf8Character.Read(start, start + text.Length, out length));
        }
    }

    /// <summary>
    /// The category of the character at <paramref name="p"/>, and its length in bytes. Invalid UTF-8 gets some category and a length of at least 1; up to three bytes behind the character
    /// may be read, as in padded text.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UnicodeCategory At(byte* p, out int length) => (UnicodeCategory)(CharacterPages<CategoryPages>.At(p, out length) - '0');

    /// <summary>The same as a set of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static CategorySet SetAt(byte* p, out int length) => (CategorySet)(1u << (int)At(p, out length));
}
