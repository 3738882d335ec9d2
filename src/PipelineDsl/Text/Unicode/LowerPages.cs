using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Simple lower-casing: '#' plus the number of the distance to the lower-case character.</summary>
internal readonly partial struct LowerPages : ICharacterPages
{
    /// <summary>The lower-case character of a code point, which is the code point itself for most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToLower(int codePoint) => codePoint + Unsafe.Add(ref MemoryMarshal.GetReference(Distances), CharacterPages<LowerPages>.Of(codePoint) - '#');
}
