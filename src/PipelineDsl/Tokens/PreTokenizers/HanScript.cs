using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Runs of characters whose script is Han, as <c>[\p{Han}]+</c> matches them.</summary>
internal static unsafe class HanScript
{
    /// <summary>Whether the character at <paramref name="p"/> is Han.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAt(byte* p)
    {
        // U+2E80, the first of them, has three bytes.
        uint lead = *p;
        return lead >= 0xE2 && IsHan(p, lead);
    }

    /// <summary>The end of a run that goes on at <paramref name="p"/>.</summary>
    public static byte* Run(byte* p, byte* end)
    {
        while (p < end && IsAt(p))
        {
            p += *p < 0xF0 ? 3 : 4;
        }

        return p;
    }

    private static bool IsHan(byte* p, uint lead)
    {
        if (lead >= 0xF8)
        {
            return false;
        }

        int codePoint = lead < 0xF0
            ? (int)(((lead & 0xF) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu))
            : (int)(((lead & 7) << 18) | ((p[1] & 0x3Fu) << 12) | ((p[2] & 0x3Fu) << 6) | (p[3] & 0x3Fu));

        // The tables of scripts are of Unicode 15.0; Unicode 15.1 added the ideographs of extension I, which the references know.
        return codePoint is (>= 0x4E00 and <= 0x9FFF) or (>= 0x2EBF0 and <= 0x2EE5D) || (codePoint <= 0x10FFFF && UnicodeScripts.Of(codePoint) == UnicodeScript.Han);
    }
}
