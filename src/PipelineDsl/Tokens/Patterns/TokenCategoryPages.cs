using System.Globalization;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>General categories of Unicode 16.0, the version that the reference tokenizers have: '0' plus <see cref="UnicodeCategory"/>.</summary>
/// <remarks>The rest of the library measures text by Unicode 15.0; token ids must be those of the references.</remarks>
internal readonly partial struct TokenCategoryPages : ICharacterPages
{
    /// <summary>The category of a code point, as a set of one; surrogates are <see cref="UnicodeCategory.Surrogate"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CategorySet SetOf(int codePoint) => (CategorySet)(1u << (CharacterPages<TokenCategoryPages>.Of(codePoint) - '0'));

    /// <summary>Whether a code point's category is one of <paramref name="categories"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIn(int codePoint, CategorySet categories) => (SetOf(codePoint) & categories) != 0;
}
