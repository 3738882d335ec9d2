namespace PipelineDsl;

/// <summary>The property Sentence_Break of Unicode 15.0.</summary>
internal enum SentenceBreak : byte
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>U+000D.</summary>
    CarriageReturn,

    /// <summary>U+000A.</summary>
    LineFeed,

    /// <summary>U+0085, U+2028 and U+2029.</summary>
    Separator,

    /// <summary>Marks and what else extends a character.</summary>
    Extend,

    /// <summary>Format characters.</summary>
    Format,

    /// <summary>White space.</summary>
    Space,

    /// <summary>Lower-case letters.</summary>
    Lower,

    /// <summary>Upper-case letters.</summary>
    Upper,

    /// <summary>Letters without case.</summary>
    OtherLetter,

    /// <summary>Digits.</summary>
    Numeric,

    /// <summary>The full stop and the like of it: may end a sentence.</summary>
    AmbiguousTerminator,

    /// <summary>The comma and what else shows that the sentence goes on.</summary>
    Continue,

    /// <summary>The question mark and what else ends a sentence.</summary>
    Terminator,

    /// <summary>Brackets and quotes.</summary>
    Close,
}
