using System;
using System.Globalization;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>JSON as Python's <c>json.dumps(…, ensure_ascii=False)</c> writes what <c>json.loads</c> read: a space behind commas and colons, the order of members kept.</summary>
internal static class PythonJson
{
    /// <summary>Appends a value.</summary>
    /// <param name="json">The value, UTF-8; valid JSON.</param>
    /// <param name="output">Where to append.</param>
    public static void Append(ReadOnlySpan<byte> json, TextBuffer output)
    {
        Utf8JsonReader reader = new(json);
        bool comma = false;
        while (reader.Read())
        {
            JsonTokenType type = reader.TokenType;
            if (comma && type is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                output.Append(", "u8);
            }

            switch (type)
            {
                case JsonTokenType.PropertyName:
                    AppendString(ref reader, output);
                    output.Append(": "u8);
                    comma = false;
                    continue;
                case JsonTokenType.String:
                    AppendString(ref reader, output);
                    break;
                case JsonTokenType.Number:
                    AppendNumber(reader.ValueSpan, output);
                    break;
                default:
                    output.Append(reader.ValueSpan);
                    break;
            }

            comma = type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
    }

    /// <summary>Whether a text is one value of JSON.</summary>
    public static bool IsValue(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AppendString(ref Utf8JsonReader reader, TextBuffer output)
    {
        if (!reader.ValueIsEscaped)
        {
            JsonString.Append(reader.ValueSpan, output);
            return;
        }

        // Unescaped behind what is written, escaped anew behind that, and moved to its place.
        int start = output.Length;
        ConversationJson.AppendText(ref reader, output);
        int length = output.Length - start;
        output.Reserve(checked((7 * length) + 16)); // so that the text stays where it is
        JsonString.Append(output.Written(start)[..length], output);
        Span<byte> written = output.Written(start);
        written[length..].CopyTo(written);
        output.Truncate(output.Length - length);
    }

    private static void AppendNumber(ReadOnlySpan<byte> number, TextBuffer output)
    {
        if (number.IndexOfAny(".eE"u8) < 0)
        {
            output.Append(number.SequenceEqual("-0"u8) ? "0"u8 : number);
            return;
        }

        string text = JinjaPrinter.Float(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
        foreach (char c in text)
        {
            output.Append((byte)c);
        }
    }
}
