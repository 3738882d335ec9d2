using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>
/// A chat template in Jinja from a file: a <c>tokenizer_config.json</c> (<c>chat_template</c>, a string or a list of named ones, <c>bos_token</c>, <c>eos_token</c>), a <c>chat_template.json</c>, or the template
/// itself (<c>.jinja</c>; the tokens are then those of the <c>tokenizer_config.json</c> beside it, if there is one). Immutable; loaded once.
/// </summary>
internal sealed class ChatTemplateFile : IService<ChatTemplateFile>
{
    private readonly Dictionary<string, string> _templates = new(StringComparer.Ordinal);

    private ChatTemplateFile(string path) => Path = path;

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>The special tokens by what the file calls them, such as <c>bos_token</c>.</summary>
    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Loads a file, or the template of a folder.</summary>
    /// <exception cref="InvalidDataException">It holds no template.</exception>
    public static ChatTemplateFile Load(in ServiceRequest request)
    {
        string path = Find(request.Path ?? throw new InvalidDataException("no chat template was named"));
        ChatTemplateFile file = new(path);
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            file.ReadJson(path, isTemplate: true);
        }
        else
        {
            file._templates["default"] = File.ReadAllText(path);
            string config = ConfigBeside(path);
            if (File.Exists(config))
            {
                file.ReadJson(config, isTemplate: false);
            }
        }

        return file;
    }

    /// <inheritdoc/>
    public static IReadOnlyList<string> Files(in ServiceRequest request)
        => request.Path is null ? [] : [Find(request.Path), ConfigBeside(Find(request.Path))];

    private static string Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }

        string plain = System.IO.Path.Combine(path, "chat_template.jinja");
        return File.Exists(plain) ? plain : System.IO.Path.Combine(path, "tokenizer_config.json");
    }

    /// <summary>The file that names the special tokens of a template.</summary>
    private static string ConfigBeside(string path) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "tokenizer_config.json");

    /// <summary>The source of a template.</summary>
    /// <param name="name">Its name, where the file has several; null is <c>default</c>, or the only one.</param>
    /// <exception cref="InvalidDataException">The file has no template of that name.</exception>
    public string Template(string? name)
    {
        if (_templates.TryGetValue(name ?? "default", out string? template))
        {
            return template;
        }

        return name is null && _templates.Count == 1
            ? _templates.Values.First()
            : throw new InvalidDataException($"'{Path}' has no chat template named '{name ?? "default"}'; it has {string.Join(", ", _templates.Keys.Order(StringComparer.Ordinal))}");
    }

    private void ReadJson(string path, bool isTemplate)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(stream);
            foreach (JsonProperty member in json.RootElement.EnumerateObject().Where(static m => m.Name.EndsWith("_token", StringComparison.Ordinal)))
            {
                // A token is its text, or an object that has it beside how it is matched.
                JsonElement text = member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("content", out JsonElement content) ? content : member.Value;
                if (text.ValueKind == JsonValueKind.String)
                {
                    Tokens[member.Name] = text.GetString()!;
                }
            }

            if (isTemplate)
            {
                ReadTemplates(json.RootElement, path);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is no tokenizer_config.json: {exception.Message}", exception);
        }
    }

    private void ReadTemplates(JsonElement root, string path)
    {
        if (!root.TryGetProperty("chat_template", out JsonElement template))
        {
            throw new InvalidDataException($"'{path}' has no \"chat_template\": name the file of the template (.jinja), or a family");
        }

        if (template.ValueKind == JsonValueKind.String)
        {
            _templates["default"] = template.GetString()!;
            return;
        }

        foreach (JsonElement named in template.EnumerateArray())
        {
            _templates[named.GetProperty("name").GetString()!] = named.GetProperty("template").GetString()!;
        }
    }
}
