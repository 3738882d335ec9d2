using System.Text.Json;

namespace PipelineDsl;

/// <summary>Copies JSON without the white space between its parts. Strings and numbers stay as they are written.</summary>
internal static class CompactJson
{
    /// <summary>Appends the value that a reader stands at, which is left at its end.</summary>
    public static void Append(ref Utf8JsonReader reader, TextBuffer output)
    {
        int depth = reader.CurrentDepth;
        bool comma = false;
        do
        {
            JsonTokenType type = reader.TokenType;
            if (comma && type is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                output.Append((byte)',');
            }

            switch (type)
            {
                case JsonTokenType.PropertyName:
                    AppendString(ref reader, output);
                    output.Append((byte)':');
                    comma = false;
                    continue;
                case JsonTokenType.String:
                    AppendString(ref reader, output);
                    break;
                default:
                    output.Append(reader.ValueSpan);
                    break;
            }

            comma = type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName) && reader.Read());
    }

    private static void AppendString(ref Utf8JsonReader reader, TextBuffer output)
    {
        if (reader.ValueIsEscaped)
        {
            // Only looked at: an escaped surrogate without its partner could not be read later.
            int length = output.Length;
            ConversationJson.AppendText(ref reader, output);
            output.Truncate(length);
        }

        output.Append((byte)'"');
        output.Append(reader.ValueSpan);
        output.Append((byte)'"');
    }
}
