using System;

namespace PipelineDsl;

/// <summary>Classes of characters of which a <see cref="TextChunk"/> has a bit mask. A character of several bytes sets the bit of each byte, or of its first, as said.</summary>
[Flags]
public enum TextClasses
{
    /// <summary>No mask.</summary>
    None = 0,

    /// <summary>White space as Python's <c>str.isspace</c> has it (29 characters, U+001C to U+001F among them): every byte of the character.</summary>
    Space = 1,

    /// <summary>Line ends as Python's <c>str.splitlines</c> has them: the last byte of the end (of CR LF, the LF).</summary>
    LineEnd = 2,

    /// <summary>U+000A.</summary>
    Newline = 4,

    /// <summary>Letters (general category L*): the first byte.</summary>
    Letter = 8,

    /// <summary>Upper-case letters (Lu): the first byte.</summary>
    Upper = 16,

    /// <summary>Decimal digits (Nd): the first byte.</summary>
    Digit = 32,

    /// <summary>Punctuation as datatrove's PUNCTUATION_SET has it: every byte.</summary>
    Punctuation = 64,

    /// <summary>Continuation bytes (10xxxxxx): everything that is not the first byte of a character.</summary>
    Continuation = 128,

    /// <summary>U+002E, the full stop.</summary>
    Period = 256,

    /// <summary>U+0023, the number sign.</summary>
    NumberSign = 512,

    /// <summary>U+2026, the ellipsis: the first byte.</summary>
    Ellipsis = 1024,
}
