using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Writes the strings of JSON.</summary>
internal static class JsonString
{
    /// <summary>What must be escaped: quotation mark, backslash, the control characters below U+0020.</summary>
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(Escaped());

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    /// <summary>Appends a string in quotation marks.</summary>
    /// <param name="utf8">The string.</param>
    /// <param name="output">Where to append.</param>
    public static void Append(ReadOnlySpan<byte> utf8, TextBuffer output)
    {
        output.Append((byte)'"');
        while (utf8.IndexOfAny(s_escaped) is >= 0 and int plain)
        {
            output.Append(utf8[..plain]);
            AppendEscape(utf8[plain], output);
            utf8 = utf8[(plain + 1)..];
        }

        output.Append(utf8);
        output.Append((byte)'"');
    }

    private static byte[] Escaped()
    {
        byte[] escaped = new byte[0x22];
        for (int i = 0; i < 0x20; i++)
        {
            escaped[i] = (byte)i;
        }

        escaped[0x20] = (byte)'"';
        escaped[0x21] = (byte)'\\';
        return escaped;
    }

    private static void AppendEscape(byte value, TextBuffer output)
    {
        byte letter = value switch
        {
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'"' or (byte)'\\' => value,
            _ => 0,
        };
        if (letter != 0)
        {
            output.Append((byte)'\\');
            output.Append(letter);
        }
        else
        {
            output.Append("\\u00"u8);
            output.Append(Hex[value >> 4]);
            output.Append(Hex[value & 0xF]);
        }
    }
}
