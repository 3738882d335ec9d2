using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Where the masks of a chunk lie: one row of 64 words for each class of a selection, in the order of the classes' bits.</summary>
internal static class ClassRows
{
    /// <summary>The words of a row: one for each block of a full chunk.</summary>
    public const int Words = 64;

    /// <summary>The number of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(TextClasses selection) => BitOperations.PopCount((uint)selection);

    /// <summary>Where the row of a class begins, in words; the class must be selected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Offset(TextClasses selection, TextClasses row) => Words * BitOperations.PopCount((uint)selection & ((uint)row - 1));
}
