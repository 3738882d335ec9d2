using System;

namespace PipelineDsl;

/// <summary>What the rules of spaCy's English tokenizer ask of a character.</summary>
[Flags]
internal enum SpacyClasses : ushort
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>A lower-case letter, or a character of a script without cases.</summary>
    Lower = 1,

    /// <summary>An upper-case letter, or a character of a script without cases.</summary>
    Upper = 2,

    /// <summary>A letter.</summary>
    Letter = 4,

    /// <summary>0 to 9.</summary>
    Digit = 8,

    /// <summary>A quotation mark, bracket of a pair of them, or comma: stands for a letter beside a full stop.</summary>
    Quote = 16,

    /// <summary>A full stop behind it, at the end, is a piece of its own.</summary>
    BeforeStop = 32,

    /// <summary>Cut off at the beginning.</summary>
    Prefix = 64,

    /// <summary>Cut off at the end.</summary>
    Suffix = 128,

    /// <summary>A symbol (category So of Unicode 11): cut out wherever it is.</summary>
    Symbol = 256,

    /// <summary>One of the characters that an infix begins with.</summary>
    Infix = 512,

    /// <summary>May end a unit of measurement or a currency behind a digit.</summary>
    UnitEnd = 1024,
}
