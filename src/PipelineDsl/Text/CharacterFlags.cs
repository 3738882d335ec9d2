using System;

namespace PipelineDsl;

/// <summary>What the scanner asks of a character.</summary>
[Flags]
internal enum CharacterFlags : byte
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>White space as Python's <c>str.isspace</c> has it.</summary>
    Space = 1,

    /// <summary>A line end as Python's <c>str.splitlines</c> has it.</summary>
    LineEnd = 2,

    /// <summary>A letter (L*).</summary>
    Letter = 4,

    /// <summary>An upper-case letter (Lu).</summary>
    Upper = 8,

    /// <summary>A decimal digit (Nd).</summary>
    Digit = 16,

    /// <summary>datatrove's PUNCTUATION_SET.</summary>
    Punctuation = 32,

    /// <summary>datatrove's TERMINAL_PUNCTUATION: ends sentences.</summary>
    Terminal = 64,

    /// <summary>Closing brackets (Pe), closing quotes (Pf) and the straight quotes: may follow what ends a sentence.</summary>
    Closing = 128,
}
