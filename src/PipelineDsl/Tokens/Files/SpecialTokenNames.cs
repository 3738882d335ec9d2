using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Which tokens begin and end a document and which one fills up sequences, as the files beside a tokenizer file say.</summary>
/// <remarks>
/// The first of these that names a token of the vocabulary counts: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>, <c>generation_config.json</c>, the template of the post-processor (what
/// it puts before and behind a text), well-known texts.
/// </remarks>
internal sealed class SpecialTokenNames
{
    private static readonly string[] s_begins = ["<s>", "<|begin_of_text|>", "<｜begin▁of▁sentence｜>", "<bos>", "[BOS]", "<|startoftext|>", "[CLS]"];
    private static readonly string[] s_ends = ["<|endoftext|>", "</s>", "<|end_of_text|>", "<｜end▁of▁sentence｜>", "<eos>", "[EOS]", "<|eos|>", "<|im_end|>", "[SEP]"];
    private static readonly string[] s_paddings = ["<pad>", "[PAD]", "<|pad|>", "<|padding|>", "<｜▁pad▁｜>", "<|finetune_right_pad_id|>"];

    // In the order in which they count; each has a text, or an id.
    private readonly List<(string? Text, int Id)> _begins = [];
    private readonly List<(string? Text, int Id)> _ends = [];
    private readonly List<(string? Text, int Id)> _paddings = [];

    private const string ConfigFile = "tokenizer_config.json";
    private const string MapFile = "special_tokens_map.json";
    private const string GenerationFile = "generation_config.json";

    /// <summary>The names of the files that are read.</summary>
    public static IReadOnlyList<string> Files { get; } = [ConfigFile, MapFile, GenerationFile];

    /// <summary>Reads what lies beside a tokenizer file.</summary>
    /// <param name="folder">The folder of the file, or null: nothing lies there.</param>
    /// <exception cref="InvalidDataException">One of the files is no JSON.</exception>
    public static SpecialTokenNames Read(string? folder)
    {
        SpecialTokenNames names = new();
        if (folder is null)
        {
            return names;
        }

        names.Config = Parse(Path.Combine(folder, ConfigFile));
        names.ReadTexts(names.Config);
        names.ReadTexts(Parse(Path.Combine(folder, MapFile)));
        names.ReadIds(Parse(Path.Combine(folder, GenerationFile)));
        return names;
    }

    /// <summary>The <c>tokenizer_config.json</c>, or null.</summary>
    public JsonElement? Config { get; private set; }

    /// <summary>The texts of all tokens that are special by name, whether the vocabulary has them or not: for files that do not say which are.</summary>
    public IEnumerable<string> All => [.. _begins.Concat(_ends).Concat(_paddings).Select(static name => name.Text).OfType<string>(), .. s_begins, .. s_ends, .. s_paddings, "<unk>", "[UNK]", "<mask>", "[MASK]"];

    /// <summary>Adds what the template of a post-processor puts before and behind a text.</summary>
    /// <param name="processor">The post-processor, or null.</param>
    /// <exception cref="InvalidDataException">The post-processor is not known.</exception>
    public void AddTemplate(JsonElement? processor)
    {
        if (processor is not { } json)
        {
            return;
        }

        switch (json.Text("type", "post_processor"))
        {
            case "Sequence":
                foreach (JsonElement part in (json.Find("processors") ?? default).Items("processors of post_processor"))
                {
                    AddTemplate(part);
                }

                break;
            case "ByteLevel":
                break; // offsets only
            case "BertProcessing" or "RobertaProcessing":
                AddPair(json, "cls", _begins);
                AddPair(json, "sep", _ends);
                break;
            case "TemplateProcessing":
                AddPieces(json);
                break;
            case string type:
                throw new InvalidDataException($"the post-processor '{type}' is not known; known are Sequence, ByteLevel, BertProcessing, RobertaProcessing and TemplateProcessing");
        }
    }

    /// <summary>Adds the token that the file itself pads with.</summary>
    public void AddPadding(int id)
    {
        if (id >= 0)
        {
            _paddings.Add((null, id));
        }
    }

    /// <summary>Tells a vocabulary which tokens they are.</summary>
    /// <param name="builder">The vocabulary.</param>
    /// <param name="find">The id of a token by its text, or -1.</param>
    public void Apply(TokenVocabularyBuilder builder, Func<string, int> find)
    {
        builder.BeginOfText = First(_begins, s_begins);
        builder.EndOfText = First(_ends, s_ends);
        builder.Padding = First(_paddings, s_paddings);

        int First(List<(string? Text, int Id)> names, string[] known)
            => names.Select(name => name.Text is { } text ? find(text) : builder.Kind(name.Id) != TokenKind.None ? name.Id : -1).Concat(known.Select(find)).FirstOrDefault(static id => id >= 0, -1);
    }

    private static JsonElement? Parse(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} beside it is not well-formed JSON: {exception.Message}", exception);
        }
    }

    private static void AddText(JsonElement json, string name, List<(string? Text, int Id)> names)
    {
        // A text, or an object with the text in it.
        JsonElement? value = json.Find(name);
        if ((value is { ValueKind: JsonValueKind.Object } token ? token.Find("content") : value) is { ValueKind: JsonValueKind.String } text)
        {
            names.Add((text.GetString(), -1));
        }
    }

    private static void AddPair(JsonElement json, string name, List<(string? Text, int Id)> names)
    {
        if (json.Find(name) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() > 0 && pair[0].ValueKind == JsonValueKind.String)
        {
            names.Add((pair[0].GetString(), -1));
        }
    }

    private void ReadTexts(JsonElement? file)
    {
        if (file is { } json)
        {
            AddText(json, "bos_token", _begins);
            AddText(json, "eos_token", _ends);
            AddText(json, "pad_token", _paddings);
        }
    }

    private void ReadIds(JsonElement? file)
    {
        if (file is { } json)
        {
            AddId(json, "bos_token_id", _begins);
            AddId(json, "eos_token_id", _ends);
            AddId(json, "pad_token_id", _paddings);
        }
    }

    private static void AddId(JsonElement json, string name, List<(string? Text, int Id)> names)
    {
        // An id, or several of which the first is the usual one.
        JsonElement? value = json.Find(name);
        if ((value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : value) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int id))
        {
            names.Add((null, id));
        }
    }

    private void AddPieces(JsonElement json)
    {
        bool behind = false;
        foreach (JsonElement piece in (json.Find("single") ?? default).Items("single of post_processor"))
        {
            if (piece.Find("Sequence") is not null)
            {
                behind = true;
            }
            else if (piece.Find("SpecialToken") is { } token)
            {
                (behind ? _ends : _begins).Add((token.Text("id", "a SpecialToken of post_processor"), -1));
            }
        }
    }
}
