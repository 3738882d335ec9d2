using System;
using System.Globalization;

namespace PipelineDsl;

/// <summary>A set of general categories, one bit for each member of <see cref="UnicodeCategory"/>, with the usual groups by name.</summary>
[Flags]
public enum CategorySet : uint
{
    /// <summary>No category.</summary>
    None = 0,

    /// <summary>Lu: upper-case letters.</summary>
    UppercaseLetter = 1u << UnicodeCategory.UppercaseLetter,

    /// <summary>Ll: lower-case letters.</summary>
    LowercaseLetter = 1u << UnicodeCategory.LowercaseLetter,

    /// <summary>Lt: title-case letters.</summary>
    TitlecaseLetter = 1u << UnicodeCategory.TitlecaseLetter,

    /// <summary>Lm: modifier letters.</summary>
    ModifierLetter = 1u << UnicodeCategory.ModifierLetter,

    /// <summary>Lo: letters without case.</summary>
    OtherLetter = 1u << UnicodeCategory.OtherLetter,

    /// <summary>L*: letters, what Python's <c>str.isalpha</c> asks for.</summary>
    Letter = UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter,

    /// <summary>Mn: marks that take no room of their own.</summary>
    NonSpacingMark = 1u << UnicodeCategory.NonSpacingMark,

    /// <summary>M*: marks.</summary>
    Mark = NonSpacingMark | (1u << UnicodeCategory.SpacingCombiningMark) | (1u << UnicodeCategory.EnclosingMark),

    /// <summary>Nd: decimal digits, what <c>\d</c> of Python's <c>re</c> matches.</summary>
    DecimalDigitNumber = 1u << UnicodeCategory.DecimalDigitNumber,

    /// <summary>N*: numbers.</summary>
    Number = DecimalDigitNumber | (1u << UnicodeCategory.LetterNumber) | (1u << UnicodeCategory.OtherNumber),

    /// <summary>Z*: separators.</summary>
    Separator = (1u << UnicodeCategory.SpaceSeparator) | (1u << UnicodeCategory.LineSeparator) | (1u << UnicodeCategory.ParagraphSeparator),

    /// <summary>Cc: controls.</summary>
    Control = 1u << UnicodeCategory.Control,

    /// <summary>Cf: format characters.</summary>
    Format = 1u << UnicodeCategory.Format,

    /// <summary>C*: controls, format characters, surrogates, private use and what is not assigned.</summary>
    Other = Control | Format | (1u << UnicodeCategory.Surrogate) | (1u << UnicodeCategory.PrivateUse) | (1u << UnicodeCategory.OtherNotAssigned),

    /// <summary>P*: punctuation.</summary>
    Punctuation = (1u << UnicodeCategory.ConnectorPunctuation) | (1u << UnicodeCategory.DashPunctuation) | (1u << UnicodeCategory.OpenPunctuation) | (1u << UnicodeCategory.ClosePunctuation)
        | (1u << UnicodeCategory.InitialQuotePunctuation) | (1u << UnicodeCategory.FinalQuotePunctuation) | (1u << UnicodeCategory.OtherPunctuation),

    /// <summary>Sc: currency symbols.</summary>
    CurrencySymbol = 1u << UnicodeCategory.CurrencySymbol,

    /// <summary>So: symbols that are neither mathematical nor currency nor modifiers.</summary>
    OtherSymbol = 1u << UnicodeCategory.OtherSymbol,

    /// <summary>S*: symbols.</summary>
    Symbol = CurrencySymbol | OtherSymbol | (1u << UnicodeCategory.MathSymbol) | (1u << UnicodeCategory.ModifierSymbol),
}
