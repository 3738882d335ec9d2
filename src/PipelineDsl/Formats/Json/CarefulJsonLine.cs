using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Reads a line with <see cref="Utf8JsonReader"/>: what the scanner was not sure of becomes a document or a rejection that says why.</summary>
internal static class CarefulJsonLine
{
    /// <summary>Reads one line and emits or rejects the record.</summary>
    /// <param name="line">The line; not blank.</param>
    /// <param name="record">Takes the fields; nothing is set yet.</param>
    public static void Read(ReadOnlySpan<byte> line, Record record)
    {
        try
        {
            if (!TryRead(line, record))
            {
                record.Reject(RejectReason.Malformed, "the line is JSON, but not an object");
                return;
            }
        }
        catch (JsonException e)
        {
            record.Reject(RejectReason.Malformed, e.Message);
            return;
        }

        record.Emit();
    }

    private static bool TryRead(ReadOnlySpan<byte> line, Record record)
    {
        var reader = new Utf8JsonReader(line);
        bool isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read())
        {
            if (!isObject || reader.TokenType != JsonTokenType.PropertyName)
            {
                continue; // the end of the root, or a root that is not an object: read on, as broken JSON is the better reason
            }

            int slot = Find(ref reader, record);
            reader.Read();
            if (slot >= 0)
            {
                SetValue(ref reader, slot, record);
            }

            reader.Skip();
        }

        return isObject;
    }

    /// <summary>The slot of the field whose name a reader stands at, or -1.</summary>
    internal static int Find(ref Utf8JsonReader reader, Record record)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            Span<byte> room = record.Reserve(name.Length); // only as scratch: what is not committed is free again
            if (!TryUnescape(name, room, out int written))
            {
                return -1; // no field's name has an unpaired surrogate
            }

            name = room[..written];
        }

        return record.Find(name);
    }

    /// <summary>Sets a field to the value that a reader stands at; an object or array is of no type that a field can take.</summary>
    internal static void SetValue(ref Utf8JsonReader reader, int slot, Record record)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                SetString(ref reader, slot, record);
                break;
            case JsonTokenType.Number:
                if (!JsonNumber.TrySet(reader.ValueSpan, slot, record))
                {
                    record.SetWrongType(slot, "a number beyond measure");
                }

                break;
            case JsonTokenType.True or JsonTokenType.False:
                record.SetBoolean(slot, reader.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.Null:
                record.SetNull(slot);
                break;
            default:
                record.SetWrongType(slot, reader.TokenType == JsonTokenType.StartObject ? "an object" : "an array");
                break;
        }
    }

    private static void SetString(ref Utf8JsonReader reader, int slot, Record record)
    {
        if (record.Kind(slot) != FieldKind.Utf8)
        {
            record.SetWrongType(slot, "a string");
        }
        else if (TryUnescape(reader.ValueSpan, record.Reserve(reader.ValueSpan.Length), out int written))
        {
            record.Commit(slot, written, checkedUtf8: false);
        }
        else
        {
            record.SetUnpairedSurrogate(slot);
        }
    }

    /// <summary>Unescapes a string whose escapes are known to be well-formed.</summary>
    /// <returns>False if it holds an unpaired surrogate.</returns>
    private static unsafe bool TryUnescape(ReadOnlySpan<byte> escaped, Span<byte> target, out int written)
    {
        fixed (byte* source = escaped, begin = target)
        {
            byte* s = source;
            byte* end = source + escaped.Length;
            byte* d = begin;
            while (s < end)
            {
                if (*s != '\\')
                {
                    *d++ = *s++;
                }
                else if ((s = JsonEscape.Unescape(s, ref d)) is null)
                {
                    written = 0;
                    return false;
                }
            }

            written = (int)(d - begin);
            return true;
        }
    }
}
