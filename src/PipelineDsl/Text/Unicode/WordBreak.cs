namespace PipelineDsl;

/// <summary>The property Word_Break of Unicode 15.0, with Extended_Pictographic where it is needed for rule WB3c.</summary>
internal enum WordBreak : byte
{
    /// <summary>None of the others: most punctuation and symbols, ideographs, Hiragana, Thai.</summary>
    Other,

    /// <summary>U+000D.</summary>
    CarriageReturn,

    /// <summary>U+000A.</summary>
    LineFeed,

    /// <summary>The other line ends.</summary>
    Newline,

    /// <summary>Marks and what else extends a character.</summary>
    Extend,

    /// <summary>U+200D.</summary>
    ZeroWidthJoiner,

    /// <summary>Format characters.</summary>
    Format,

    /// <summary>The letters that flags are made of.</summary>
    RegionalIndicator,

    /// <summary>Katakana.</summary>
    Katakana,

    /// <summary>Hebrew letters.</summary>
    HebrewLetter,

    /// <summary>Letters of other scripts with spaces.</summary>
    Letter,

    /// <summary>U+0027.</summary>
    SingleQuote,

    /// <summary>U+0022.</summary>
    DoubleQuote,

    /// <summary>Inside words and numbers: the full stop and the like of it.</summary>
    MidNumberLetter,

    /// <summary>Inside words: the colon and the like of it.</summary>
    MidLetter,

    /// <summary>Inside numbers: the comma and the like of it.</summary>
    MidNumber,

    /// <summary>Digits.</summary>
    Numeric,

    /// <summary>The underscore and the like of it.</summary>
    ExtendNumberLetter,

    /// <summary>Spaces, as far as a run of them is kept together.</summary>
    Space,

    /// <summary><see cref="Other"/> and a pictograph.</summary>
    Pictograph,

    /// <summary><see cref="Letter"/> and a pictograph.</summary>
    LetterPictograph,
}
