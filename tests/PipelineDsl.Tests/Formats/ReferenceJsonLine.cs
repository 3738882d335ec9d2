using System;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Tests;

/// <summary>What a line must come to, worked out the slow way with Utf8JsonReader's own GetString and TryGet methods.</summary>
internal static class ReferenceJsonLine
{
    private const string LoneSurrogate = nameof(RejectReason.LoneSurrogate);
    private const string InvalidUtf8 = nameof(RejectReason.InvalidUtf8);
    private const string WrongType = nameof(RejectReason.WrongType);

    /// <summary>The note that <see cref="NotingSink"/> would make, or null for a blank line.</summary>
    public static string? Note(ReadOnlySpan<byte> line, FieldMap fields)
    {
        if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return null;
        }

        string?[] values = new string?[fields.Fields.Count];
        int textLength = 0;
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && isObject && reader.TokenType == JsonTokenType.PropertyName)
                {
                    int slot = FindSlot(ref reader, fields);
                    reader.Read();
                    if (slot >= 0)
                    {
                        values[slot] = Value(ref reader, fields.Fields[slot].Kind);
                        textLength = slot == 0 && values[0]?.StartsWith("s:", StringComparison.Ordinal) == true ? (values[0]!.Length - 2) / 2 : textLength;
                    }
                }
            }

            if (!isObject)
            {
                return nameof(RejectReason.Malformed);
            }
        }
        catch (JsonException)
        {
            return nameof(RejectReason.Malformed);
        }

        for (int slot = 0; slot < values.Length; slot++)
        {
            if (values[slot] is LoneSurrogate or InvalidUtf8 or WrongType)
            {
                return values[slot];
            }

            if (values[slot] is null && !fields.Fields[slot].Optional)
            {
                return nameof(RejectReason.MissingField);
            }
        }

        return textLength > FormatTestKit.Limit ? nameof(RejectReason.TooLong) : string.Join(" | ", values.Select(static v => v ?? "-"));
    }

    private static int FindSlot(ref Utf8JsonReader reader, FieldMap fields)
    {
        for (int slot = 0; slot < fields.Fields.Count; slot++)
        {
            try
            {
                if (reader.ValueTextEquals(fields.Fields[slot].Name))
                {
                    return slot;
                }
            }
            catch (InvalidOperationException)
            {
                return -1; // a name with an unpaired surrogate
            }
        }

        return -1;
    }

    private static string? Value(ref Utf8JsonReader reader, FieldKind kind)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when kind == FieldKind.Utf8:
                try
                {
                    byte[] copied = new byte[reader.ValueSpan.Length];
                    int length = reader.CopyString(copied);
                    return "s:" + Convert.ToHexString(copied.AsSpan(0, length));
                }
                catch (InvalidOperationException e)
                {
                    return e.InnerException is DecoderFallbackException ? InvalidUtf8 : LoneSurrogate;
                }

            case JsonTokenType.Number when kind == FieldKind.Integer && reader.TryGetInt64(out long integer):
                return $"Integer:{integer:X}";
            case JsonTokenType.Number when kind == FieldKind.Number && reader.TryGetDouble(out double number):
                return $"Number:{BitConverter.DoubleToInt64Bits(number):X}";
            case JsonTokenType.True or JsonTokenType.False when kind == FieldKind.Boolean:
                return $"Boolean:{(reader.GetBoolean() ? 1 : 0):X}";
            case JsonTokenType.Null:
                return null;
            default:
                return WrongType;
        }
    }
}
