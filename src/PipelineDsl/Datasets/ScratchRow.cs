using System;

namespace PipelineDsl;

/// <summary>Arrays that are made once and grow.</summary>
internal static class ScratchRow
{
    /// <summary>The array, or a longer one if it is too short.</summary>
    public static T[] Of<T>(T[] row, int length) => row.Length >= length ? row : new T[(int)Math.Min(Array.MaxLength, Math.Max(length, 2L * row.Length))];
}
