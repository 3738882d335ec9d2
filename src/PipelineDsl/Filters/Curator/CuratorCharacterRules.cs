namespace PipelineDsl;

/// <summary>The heuristics of NeMo Curator (2026) on shares of characters: NonAlphaNumericFilter, NumbersFilter, WhiteSpaceFilter and ParenthesesFilter.</summary>
/// <remarks>
/// Characters are code points. An empty text passes none of the rules. A document at a threshold is kept.
/// </remarks>
[Filter]
public sealed class CuratorCharacterRules
{
    /// <summary>Characters that are no ASCII letters, digits, U+000A, <c>? ! ,</c> or <c>.</c> (so spaces too) / characters ≤ <paramref name="maxSymbolRatio"/>.</summary>
    [Rule]
    public static Check FewSymbols(in CuratorCharacters chars, double maxSymbolRatio)
        => Check.AtMost(CuratorScore.Share(chars.Characters - chars.Alphanumeric, chars.Characters), maxSymbolRatio);

    /// <summary>Decimal digits / characters ≤ <paramref name="maxDigitRatio"/>.</summary>
    [Rule]
    public static Check FewDigits(in CuratorCharacters chars, double maxDigitRatio) => Check.AtMost(CuratorScore.Share(chars.Digits, chars.Characters), maxDigitRatio);

    /// <summary>TAB, LF, CR, BS and spaces / characters ≤ <paramref name="maxSpaceRatio"/>.</summary>
    [Rule]
    public static Check LittleWhiteSpace(in CuratorCharacters chars, double maxSpaceRatio)
        => Check.AtMost(CuratorScore.Share(chars.Spaces, chars.Characters), maxSpaceRatio);

    /// <summary>Brackets <c>{ } ⟨ ⟩ [ ] ( )</c> / characters ≤ <paramref name="maxBracketRatio"/>.</summary>
    [Rule]
    public static Check FewBrackets(in CuratorCharacters chars, double maxBracketRatio)
        => Check.AtMost(CuratorScore.Share(chars.Brackets, chars.Characters), maxBracketRatio);
}
