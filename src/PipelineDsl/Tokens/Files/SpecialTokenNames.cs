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

    private readonly List<string> _begins = [];
    private readonly List<string> _ends = [];
    private readonly List<string> _paddings = [];
    private readonly List<int> _beginIds = [];
    private readonly List<int> _endIds = [];
    private readonly List<int> _paddingIds = [];

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

        names.ReadTexts(Path.Combine(folder, "tokenizer_config.json"));
        names.ReadTexts(Path.Combine(folder, "special_tokens_map.json"));
        names.ReadIds(Path.Combine(folder, "generation_config.json"));
        return names;
    }

    /// <summary>The texts of all tokens that are special by name, whether the vocabulary has them or not: for files that do not say which are.</summary>
    public IEnumerable<string> All => [.. _begins, .. _ends, .. _paddings, .. s_begins, .. s_ends, .. s_paddings, "<unk>", "[UNK]", "<mask>", "[MASK]"];

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
            _paddingIds.Add(id);
        }
    }

    /// <summary>Tells a vocabulary which tokens they are.</summary>
    /// <param name="builder">The vocabulary.</param>
    /// <param name="find">The id of a token by its text, or -1.</param>
    public void Apply(TokenVocabularyBuilder builder, Func<string, int> find)
    {
        builder.BeginOfText = First(_begins, _beginIds, s_begins, builder, find);
        builder.EndOfText = First(_ends, _endIds, s_ends, builder, find);
        builder.Padding = First(_paddings, _paddingIds, s_paddings, builder, find);
    }

    private static int First(List<string> texts, List<int> ids, string[] known, TokenVocabularyBuilder builder, Func<string, int> find)
    {
        int named = texts.Select(find).Where(static id => id >= 0).FirstOrDefault(-1);
        int given = ids.Where(id => builder.Kind(id) != TokenKind.None).FirstOrDefault(-1);
        return named >= 0 ? named : given >= 0 ? given : known.Select(find).Where(static id => id >= 0).FirstOrDefault(-1);
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

    private static void AddText(JsonElement json, string name, List<string> texts)
    {
        // A text, or an object with the text in it.
        JsonElement? value = json.Find(name);
        if ((value is { ValueKind: JsonValueKind.Object } token ? token.Find("content") : value) is { ValueKind: JsonValueKind.String } text)
        {
            texts.Add(text.GetString()!);
        }
    }

    private static void AddPair(JsonElement json, string name, List<string> texts)
    {
        if (json.Find(name) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() > 0 && pair[0].ValueKind == JsonValueKind.String)
        {
            texts.Add(pair[0].GetString()!);
        }
    }

    private void ReadTexts(string path)
    {
        if (Parse(path) is { } json)
        {
            AddText(json, "bos_token", _begins);
            AddText(json, "eos_token", _ends);
            AddText(json, "pad_token", _paddings);
        }
    }

    private void ReadIds(string path)
    {
        if (Parse(path) is { } json)
        {
            AddId(json, "bos_token_id", _beginIds);
            AddId(json, "eos_token_id", _endIds);
            AddId(json, "pad_token_id", _paddingIds);
        }
    }

    private static void AddId(JsonElement json, string name, List<int> ids)
    {
        // An id, or several of which the first is the usual one.
        JsonElement? value = json.Find(name);
        if ((value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : value) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int id))
        {
            ids.Add(id);
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
                (behind ? _ends : _begins).Add(token.Text("id", "a SpecialToken of post_processor"));
            }
        }
    }
}
