using System;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Parts of keys that are texts: options, names, places.</summary>
internal static class KeyText
{
    /// <summary>A part for a text.</summary>
    public static KeyPart Of(string name, string value) => new(name, Hash128.Of(Encoding.UTF8.GetBytes(value)));

    /// <summary>A part for texts or numbers, none of which can be taken for a piece of another.</summary>
    public static KeyPart Of(string name, params object?[] values)
    {
        StringBuilder text = new();
        foreach (object? value in values)
        {
            string item = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
            text.Append(item.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(':').Append(item);
        }

        return Of(name, text.ToString());
    }
}
