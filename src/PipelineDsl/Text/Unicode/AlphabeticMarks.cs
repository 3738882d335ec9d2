using System;

namespace PipelineDsl;

/// <summary>The marks with the property Alphabetic of Unicode 15.0, such as the vowel signs of Indian scripts, from the library's own tables.</summary>
internal static partial class AlphabeticMarks
{
    /// <summary>Whether a code point is one.</summary>
    public static bool Contains(int codePoint)
    {
        int range = Starts.BinarySearch(codePoint);
        range = range >= 0 ? range : ~range - 1;
        return range >= 0 && codePoint <= Ends[range];
    }
}
