using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>What normalisation needs to know of a character first: '#' plus the number of a value.</summary>
internal readonly partial struct NormalizationPages : ICharacterPages
{
    /// <summary>The bits of a value that hold the canonical combining class.</summary>
    public const uint CombiningClass = 0xFF;

    /// <summary>The bits of a value that tell that a character may not stand in a text of the form.</summary>
    public static uint QuickCheck(UnicodeForm form) => form switch
    {
        UnicodeForm.Nfc => 0x300,
        UnicodeForm.Nfd => 0x400,
        UnicodeForm.Nfkc => 0x1800,
        _ => 0x2000,
    };

    /// <summary>The value of a code point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ValueOf(int codePoint) => Unsafe.Add(ref MemoryMarshal.GetReference(Values), CharacterPages<NormalizationPages>.Of(codePoint) - '#');
}
