using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>
/// Templates render as Jinja 3.1 renders them in the environment of transformers; Gold/make-jinja-gold.py says how the expected texts were made. One part is written by hand, feature by feature, one
/// is random expressions.
/// </summary>
public class JinjaGoldTests
{
    public static readonly DateTime Date = new(2024, 7, 4, 9, 5, 3);

    [Fact]
    public void TemplatesRenderAsInJinja()
    {
        string[] lines = ReadLines("jinja.jsonl");
        List<string> wrong = [];
        foreach (string line in lines.Skip(1))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string template = row.RootElement.GetProperty("template").GetString()!;
            string expected = row.RootElement.TryGetProperty("expected", out JsonElement text) ? $"'{text.GetString()}'" : "an error";
            string found = Render(template, Variables(lines[0], origin: 0));
            if (found != expected)
            {
                wrong.Add($"{template} → {found}, not {expected}");
            }
        }

        Assert.True(lines.Length > 800);
        Assert.Empty(wrong);
    }

    /// <summary>The text does not depend on what is known of its characters, and each character of the data keeps its origin.</summary>
    [Fact]
    public void OriginsDoNotChangeTheText()
    {
        string[] lines = ReadLines("jinja.jsonl");
        foreach (string line in lines.Skip(1))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string template = row.RootElement.GetProperty("template").GetString()!;
            Assert.Equal(Render(template, Variables(lines[0], origin: 0)), Render(template, Variables(lines[0], origin: JinjaText.Data)));
        }
    }

    internal static string[] ReadLines(string resource)
    {
        using StreamReader reader = new(typeof(JinjaGoldTests).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Variables(string line, ushort origin)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        JinjaDict variables = (JinjaDict)JinjaJson.Value(json.RootElement.GetProperty("variables"), origin)!;
        return [.. variables.Entries.Select(static e => new KeyValuePair<string, object?>(((JinjaText)e.Key!).Value, e.Value))];
    }

    private static string Render(string template, IEnumerable<KeyValuePair<string, object?>> variables)
    {
        try
        {
            return $"'{JinjaTemplate.Parse(template).Render(variables, Date).Value}'";
        }
        catch (JinjaException)
        {
            return "an error";
        }
    }
}
