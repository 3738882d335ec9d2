using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Takes values out of JSON; what is missing or of another kind gives an error that says where.</summary>
internal static class JsonValues
{
    /// <summary>Moves on to the start of an object or array.</summary>
    public static void Enter(ref Utf8JsonReader reader, JsonTokenType start, string what)
    {
        if (!reader.Read() || reader.TokenType != start)
        {
            throw new InvalidDataException($"{what} must be {(start == JsonTokenType.StartObject ? "an object" : "an array")}");
        }
    }

    /// <summary>The items of an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value, string where)
        => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw new InvalidDataException($"\"{where}\" must be an array");

    /// <summary>The value of a property, or null if it is missing or null.</summary>
    public static JsonElement? Find(this JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>The text of a property that must be there.</summary>
    public static string Text(this JsonElement value, string name, string where)
        => value.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new InvalidDataException($"{where} has no \"{name}\", which must be a string");

    /// <summary>The text of a property, or null if it is missing.</summary>
    public static string? TextOrNull(this JsonElement value, string name, string where)
        => value.Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw new InvalidDataException($"\"{name}\" of {where} must be a string"),
        };

    /// <summary>The whole number of a property that must be there.</summary>
    public static int Number(this JsonElement value, string name, string where)
        => value.Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int result)
            ? result
            : throw new InvalidDataException($"{where} has no \"{name}\", which must be a whole number");

    /// <summary>The truth of a property.</summary>
    public static bool Flag(this JsonElement value, string name, bool otherwise = false)
        => value.Find(name) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            null => otherwise,
            _ => throw new InvalidDataException($"\"{name}\" must be true or false"),
        };

    /// <summary>Which of some values a property has.</summary>
    public static T Choice<T>(this JsonElement value, string name, string where, T otherwise)
        where T : struct, System.Enum
    {
        if (value.TextOrNull(name, where) is not { } text)
        {
            return otherwise;
        }

        foreach (T choice in System.Enum.GetValues<T>())
        {
            if (string.Equals(choice.ToString(), text, System.StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        throw new InvalidDataException($"\"{name}\" of {where} is '{text}'; known are {string.Join(", ", System.Enum.GetValues<T>().Select(static choice => choice.ToString()))}");
    }

    /// <summary>The value as text without white space: what hashes take.</summary>
    public static string Canonical(this JsonElement? value)
    {
        if (value is not { } element)
        {
            return "null";
        }

        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
