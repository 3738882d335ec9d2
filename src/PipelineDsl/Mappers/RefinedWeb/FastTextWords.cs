using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Words as fastText's tokenizer cuts them: at space, TAB, LF, VT, FF, CR and NUL.</summary>
internal static class FastTextWords
{
    private static readonly SearchValues<byte> s_separators = SearchValues.Create(" \t\n\v\f\r\0"u8);

    /// <summary>The number of words whose first character is a letter or a number, as DCLM counts a page's words.</summary>
    public static unsafe int CountAlphanumeric(ReadOnlySpan<byte> text)
    {
        int count = 0;
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            for (byte* p = start; p < end;)
            {
                int skip = new ReadOnlySpan<byte>(p, (int)(end - p)).IndexOfAnyExcept(s_separators);
                if (skip < 0)
                {
                    break;
                }

                p += skip;
                count += PythonCharacters.IsAlphanumeric(Utf8Character.Read(p, end, out _)) ? 1 : 0;
                int length = new ReadOnlySpan<byte>(p, (int)(end - p)).IndexOfAny(s_separators);
                p = length < 0 ? end : p + length;
            }
        }

        return count;
    }
}
