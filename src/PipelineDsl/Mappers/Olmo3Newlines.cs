using System;

namespace PipelineDsl;

/// <summary>Makes every run of three or more U+000A two and leaves all else, as OLMo 3's "all dressed" configuration (datamap-rs) does before it looks for repetition: profile <c>olmo3-alldressed</c>.</summary>
[Mapper]
public sealed class Olmo3Newlines
{
    /// <summary>Rewrites the text; false if no run is so long.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        if (text.IndexOf("\n\n\n"u8) < 0)
        {
            return false;
        }

        Append(text, output);
        return true;
    }

    /// <summary>Appends the text with its runs shortened.</summary>
    internal static void Append(ReadOnlySpan<byte> text, TextBuffer output)
    {
        for (int run = text.IndexOf("\n\n\n"u8); run >= 0; run = text.IndexOf("\n\n\n"u8))
        {
            output.Append(text[..(run + 2)]);
            text = text[(run + 3)..].TrimStart((byte)'\n');
        }

        output.Append(text);
    }
}
