using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>A <c>tokenizer.json</c> of Hugging Face's tokenizers, read but not yet made into a tokenizer.</summary>
/// <remarks>
/// <c>truncation</c> and <c>padding</c> are not followed: pipelines pack sequences themselves; only the id of the padding token is taken. What the file means is read from the Rust sources of
/// huggingface/tokenizers, 0.15 to 0.23.
/// </remarks>
internal sealed class TokenizerJson
{
    private TokenizerJson()
    {
    }

    /// <summary>The vocabulary and the merges.</summary>
    public TokenizerJsonModel Model { get; private set; } = null!;

    /// <summary>The added tokens.</summary>
    public IReadOnlyList<AddedToken> Added { get; private set; } = [];

    /// <summary>The normalizer, or null.</summary>
    public JsonElement? Normalizer { get; private set; }

    /// <summary>The pre-tokenizer, or null.</summary>
    public JsonElement? PreTokenizer { get; private set; }

    /// <summary>The post-processor, or null.</summary>
    public JsonElement? PostProcessor { get; private set; }

    /// <summary>The decoder, or null.</summary>
    public JsonElement? Decoder { get; private set; }

    /// <summary>The id of the padding token that <c>padding</c> names, or -1.</summary>
    public int PaddingId { get; private set; } = -1;

    /// <summary>Reads a file.</summary>
    /// <param name="json">The file, UTF-8.</param>
    /// <exception cref="InvalidDataException">It is no JSON, or something that it must have is missing or wrong; the message says what, and where.</exception>
    public static TokenizerJson Read(ReadOnlySpan<byte> json)
    {
        TokenizerJson file = new();
        TokenizerJsonModel? model = null;
        try
        {
            Utf8JsonReader reader = new(json);
            JsonValues.Enter(ref reader, JsonTokenType.StartObject, "the file");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                _ = reader.Read();
                switch (name)
                {
                    case "model":
                        model = TokenizerJsonModel.Read(ref reader);
                        break;
                    case "added_tokens":
                        file.Added = ReadAdded(JsonElement.ParseValue(ref reader));
                        break;
                    case "normalizer":
                        file.Normalizer = ReadPart(ref reader);
                        break;
                    case "pre_tokenizer":
                        file.PreTokenizer = ReadPart(ref reader);
                        break;
                    case "post_processor":
                        file.PostProcessor = ReadPart(ref reader);
                        break;
                    case "decoder":
                        file.Decoder = ReadPart(ref reader);
                        break;
                    case "padding":
                        file.PaddingId = ReadPart(ref reader) is { } padding && padding.TryGetProperty("pad_id", out JsonElement id) && id.TryGetInt32(out int value) ? value : -1;
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"it is not well-formed JSON: {exception.Message}", exception);
        }

        file.Model = model ?? throw new InvalidDataException("\"model\" is missing");
        return file;
    }

    /// <summary>The tokenizer of <c>vocab.json</c> and <c>merges.txt</c>: byte-level BPE that cuts as GPT-2 does.</summary>
    /// <param name="model">What the two files hold.</param>
    /// <param name="special">Which of the tokens are special.</param>
    public static TokenizerJson OfPairs(TokenizerJsonModel model, IEnumerable<string> special)
    {
        JsonElement byteLevel = Parse("""{"type":"ByteLevel","add_prefix_space":false}""");
        return new TokenizerJson
        {
            Model = model,
            Added = [.. special.Distinct().Select(text => new AddedToken(model.Find(text), text)).Where(static token => token.Id >= 0)],
            PreTokenizer = byteLevel,
            Decoder = byteLevel,
        };
    }

    /// <summary>The tokenizer of BERT's <c>vocab.txt</c>.</summary>
    /// <param name="model">What the file holds.</param>
    /// <param name="config">The <c>tokenizer_config.json</c> beside it, or null: words in lower case, without accents.</param>
    public static TokenizerJson OfWords(TokenizerJsonModel model, JsonElement? config)
    {
        bool lowercase = config?.Flag("do_lower_case", otherwise: true) ?? true;
        bool cutsIdeographs = config?.Flag("tokenize_chinese_chars", otherwise: true) ?? true;
        bool stripsAccents = config?.Flag("strip_accents", otherwise: lowercase) ?? lowercase;
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        return new TokenizerJson
        {
            Model = model,
            Added = [.. special.Select(text => new AddedToken(model.Find(text), text)).Where(static token => token.Id >= 0)],
            Normalizer = Parse($$"""{"type":"BertNormalizer","lowercase":{{Text(lowercase)}},"handle_chinese_chars":{{Text(cutsIdeographs)}},"strip_accents":{{Text(stripsAccents)}}}"""),
            PreTokenizer = Parse("""{"type":"BertPreTokenizer"}"""),
            Decoder = Parse("""{"type":"WordPiece"}"""),
        };

        static string Text(bool value) => value ? "true" : "false";
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static JsonElement? ReadPart(ref Utf8JsonReader reader)
    {
        JsonElement part = JsonElement.ParseValue(ref reader);
        return part.ValueKind == JsonValueKind.Null ? null : part;
    }

    private static List<AddedToken> ReadAdded(JsonElement list)
    {
        List<AddedToken> added = [];
        if (list.ValueKind == JsonValueKind.Null)
        {
            return added;
        }

        HashSet<string> texts = new(StringComparer.Ordinal);
        foreach (JsonElement token in list.Items("added_tokens"))
        {
            string where = $"added_tokens[{added.Count}]";
            string text = token.Text("content", where);
            if (text.Length > 0 && texts.Add(text))
            {
                added.Add(new AddedToken(
                    token.Number("id", where),
                    text,
                    token.Flag("special"),
                    token.Flag("lstrip"),
                    token.Flag("rstrip"),
                    token.Flag("single_word"),
                    token.Flag("normalized", otherwise: true)));
            }
        }

        return added;
    }
}
