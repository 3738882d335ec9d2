using System;

namespace PipelineDsl;

/// <summary>What kind of character it is in mojibake: the few hundred characters that UTF-8 turns into when it is taken for another encoding (the categories of python-ftfy 6).</summary>
[Flags]
internal enum MojibakeClass : ushort
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>Common also elsewhere: dashes, no-break space, soft hyphen, middle dot, acute accent, ellipsis, apostrophe.</summary>
    Common = 1,

    /// <summary>C1 controls.</summary>
    C1 = 2,

    /// <summary>Seen almost only in mojibake.</summary>
    Bad = 4,

    /// <summary>Pilcrow and section sign.</summary>
    Law = 8,

    /// <summary>Currency signs.</summary>
    Currency = 16,

    /// <summary>Punctuation that begins something.</summary>
    Opening = 32,

    /// <summary>Punctuation that ends something.</summary>
    Closing = 64,

    /// <summary>Superscripts, fractions and signs of mathematics.</summary>
    Numeric = 128,

    /// <summary>Letters that also make faces, and the degree sign.</summary>
    Kaomoji = 256,

    /// <summary>Accented capital letters.</summary>
    UpperAccented = 512,

    /// <summary>Accented small letters.</summary>
    LowerAccented = 1024,

    /// <summary>Capital letters of Greek and Cyrillic, and thorn.</summary>
    UpperCommon = 2048,

    /// <summary>Small letters of Greek and Cyrillic.</summary>
    LowerCommon = 4096,

    /// <summary>Box drawings.</summary>
    Box = 8192,
}
