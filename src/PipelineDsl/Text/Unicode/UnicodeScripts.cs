using System;

namespace PipelineDsl;

/// <summary>The script of characters in Unicode 15.0, from the library's own tables.</summary>
public static partial class UnicodeScripts
{
    /// <summary>The script of a code point; what is none is of an unknown script.</summary>
    public static UnicodeScript Of(int codePoint)
    {
        if ((uint)codePoint > 0x10FFFF)
        {
            return UnicodeScript.Unknown;
        }

        int range = Starts.BinarySearch(codePoint);
        return (UnicodeScript)Scripts[range < 0 ? ~range - 1 : range];
    }
}
