using System;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>JSON as values of a template.</summary>
internal static class JinjaJson
{
    /// <summary>The value of an element. Numbers with a point or an exponent are floats, as in Python; of several members with one name the last counts.</summary>
    /// <param name="element">The element.</param>
    /// <param name="origin">Where its strings come from; see <see cref="JinjaText"/>. Names of members are the template's unless it is a schema's data.</param>
    public static object? Value(JsonElement element, ushort origin)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                JinjaDict dict = new();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    dict.Set(new JinjaText(member.Name, origin), Value(member.Value, origin));
                }

                return dict;
            case JsonValueKind.Array:
                return new JinjaList(element.EnumerateArray().Select(e => Value(e, origin)));
            case JsonValueKind.String:
                return new JinjaText(element.GetString()!, origin);
            case JsonValueKind.Number:
                return Number(element);
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }

    private static object Number(JsonElement element)
    {
        string raw = element.GetRawText();
        return raw.AsSpan().ContainsAny('.', 'e', 'E') ? element.GetDouble()
            : element.TryGetInt64(out long integer) ? (object)integer
            : throw new JinjaException($"the integer {raw} is beyond 64 bits");
    }
}
