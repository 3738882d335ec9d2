using System;
using System.Buffers.Text;

namespace PipelineDsl;

/// <summary>Gives a JSON number to a field as <see cref="System.Text.Json.Utf8JsonReader"/> would.</summary>
internal static class JsonNumber
{
    /// <summary>Sets a field.</summary>
    /// <param name="number">The number, known to be in JSON's form.</param>
    /// <param name="slot">The field's slot.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether it could be parsed at all.</returns>
    /// <remarks>
    /// A field that must hold an integer takes only what has neither fraction nor exponent and fits into 64 bits. A number too great for a
    /// <see cref="double"/> is infinite.
    /// </remarks>
    public static bool TrySet(ReadOnlySpan<byte> number, int slot, Record record)
    {
        if (record.Kind(slot) == FieldKind.Integer && Utf8Parser.TryParse(number, out long integer, out int consumed) && consumed == number.Length)
        {
            record.SetInteger(slot, integer);
            return true;
        }

        if (Utf8Parser.TryParse(number, out double value, out consumed) && consumed == number.Length)
        {
            record.SetNumber(slot, value);
            return true;
        }

        return false;
    }
}
