using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The <c>pattern</c> of a Split or Replace: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
internal static class TokenizerJsonPatterns
{
    /// <summary>Parses the property <c>pattern</c>.</summary>
    /// <param name="json">The object that has it.</param>
    /// <param name="where">What messages call the object.</param>
    /// <param name="regex">The expression, or null for a plain text.</param>
    /// <returns>What makes a matcher for a worker.</returns>
    /// <exception cref="InvalidDataException">It is missing. What makes a matcher throws, too, if the expression is not supported.</exception>
    public static Func<SplitMatcher> Parse(JsonElement json, string where, out string? regex)
    {
        JsonElement pattern = json.Find("pattern") ?? throw new InvalidDataException($"{where} has no \"pattern\"");
        regex = pattern.TextOrNull("Regex", $"the pattern of {where}");
        if (regex is not null)
        {
            // Compiled when the first matcher is made: not where the expression has code of its own.
            string expression = regex;
            Lazy<TextPattern> compiled = new(() => TextPattern.Compile(expression, PatternDialect.Oniguruma));
            return () => new PatternSplitMatcher(compiled.Value);
        }

        byte[] text = Encoding.UTF8.GetBytes(pattern.ValueKind == JsonValueKind.String ? pattern.GetString()! : pattern.Text("String", $"the pattern of {where}"));
        return () => new TextMatcher(text);
    }
}
