using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Loads a tokenizer from a file or a folder, by what it holds.</summary>
internal static class TokenizerFile
{
    // In a folder, the first of these is taken: the file that says most comes first.
    private static readonly string[] s_names = ["tokenizer.json", "tekken.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "vocab.json", "vocab.txt", "tiktoken.model"];

    private static readonly string[] s_beside = ["merges.txt", .. SpecialTokenNames.Files];

    /// <summary>Loads a tokenizer.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The file is no tokenizer file, or is damaged; the message names it and says what is wrong.</exception>
    public static Tokenizer Load(string path)
    {
        string file = Directory.Exists(path) ? InFolder(path) : path;
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"no tokenizer is named '{path}' and no file lies there; known names are {KnownTokenizers.Names}", path);
        }

        try
        {
            return Read(file);
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{file}' cannot be read as a tokenizer file: {exception.Message}", exception);
        }
    }

    /// <summary>The files that a tokenizer is made of: its own, and those beside it that name its special tokens or hold its merges, whether they are there or not.</summary>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        string file = Directory.Exists(path) ? InFolder(path) : path;
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return [file, .. s_beside.Select(name => Path.Combine(folder, name))];
    }

    private static string InFolder(string folder)
    {
        IEnumerable<string> names = s_names.Concat(Directory.EnumerateFiles(folder, "*.tiktoken").Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"the folder '{folder}' holds no tokenizer file: none of {string.Join(", ", s_names)} or *.tiktoken", folder);
    }

    private static Tokenizer Read(string file)
    {
        string name = Path.GetFileName(file);
        using FileStream stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[256];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (head.IsEmpty)
        {
            throw new InvalidDataException("it is empty");
        }

        if (head.TrimStart((ReadOnlySpan<byte>)[(byte)' ', (byte)'\n', (byte)'\r', (byte)'\t', 0xEF, 0xBB, 0xBF]) is [(byte)'{', ..])
        {
            return ReadJson(stream, name, Path.GetDirectoryName(Path.GetFullPath(file))!);
        }

        if (RankFile.IsLine(head))
        {
            return TiktokenFile.Read(stream, name, TiktokenFamily.Find(name) ?? TiktokenFamily.Find(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))!))
                ?? throw new InvalidDataException($"a file of ranks does not say which pattern cuts text for it, and neither its name nor its folder's does; let one begin with one of {TiktokenFamily.Names}"));
        }

        if (SentencePieceFile.IsOne(head))
        {
            byte[] model = new byte[stream.Length];
            stream.ReadExactly(model);
            return SentencePieceFile.Read(model, name, NamesBlanks(model, Path.GetDirectoryName(Path.GetFullPath(file))!));
        }

        return ReadWords(stream, name, Path.GetDirectoryName(Path.GetFullPath(file))!)
            ?? throw new InvalidDataException("it is neither JSON nor ranks in base64 nor a SentencePiece model nor a list of words");
    }

    /// <summary>Whether a model is ChatGLM-6B's, whose tokenizer gives line feeds, tabs and runs of spaces pieces of their own first. Those of its successors have no such pieces.</summary>
    private static bool NamesBlanks(byte[] model, string folder)
        => model.AsSpan().IndexOf("<|blank_80|>"u8) >= 0
            && SpecialTokenNames.Read(folder).Config is { ValueKind: JsonValueKind.Object } config
            && config.TryGetProperty("tokenizer_class", out JsonElement name)
            && name.ValueKind == JsonValueKind.String
            && name.ValueEquals("ChatGLMTokenizer"u8);

    private static Tokenizer? ReadWords(FileStream stream, string name, string folder)
    {
        byte[] lines = new byte[stream.Length];
        stream.ReadExactly(lines);
        if (!System.Text.Unicode.Utf8.IsValid(lines) || lines.AsSpan().IndexOf("[UNK]"u8) < 0)
        {
            return null;
        }

        SpecialTokenNames names = SpecialTokenNames.Read(folder);
        return TokenizerJsonFactory.Create(TokenizerJson.OfWords(TokenizerJsonModel.ReadWords(lines), names.Config), name, names);
    }

    private static Tokenizer ReadJson(FileStream stream, string name, string folder)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        ReadOnlySpan<byte> json = bytes.AsSpan(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        switch (KindOf(json))
        {
            case JsonKind.Tekken:
                using (JsonDocument document = JsonDocument.Parse(bytes.AsMemory(bytes.Length - json.Length)))
                {
                    return TekkenFile.Read(document.RootElement, name);
                }

            case JsonKind.Tokenizer:
                return TokenizerJsonFactory.Create(TokenizerJson.Read(json), name, SpecialTokenNames.Read(folder));
            default:
                string merges = Path.Combine(folder, "merges.txt");
                if (!File.Exists(merges))
                {
                    throw new InvalidDataException("it is neither tokenizer.json nor tekken.json, and no merges.txt lies beside it, without which a vocabulary cannot be used");
                }

                SpecialTokenNames names = SpecialTokenNames.Read(folder);
                return TokenizerJsonFactory.Create(TokenizerJson.OfPairs(TokenizerJsonModel.Read(json, File.ReadAllBytes(merges)), names.All), name, names);
        }
    }

    /// <summary>What a JSON file is, by the names and values that it begins with.</summary>
    private static JsonKind KindOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("config"u8))
            {
                return JsonKind.Tekken;
            }

            if (reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("pre_tokenizer"u8) || reader.ValueTextEquals("added_tokens"u8))
            {
                // A vocabulary may have such a token; its value is a number.
                return reader.Read() && reader.TokenType != JsonTokenType.Number ? JsonKind.Tokenizer : JsonKind.Vocabulary;
            }

            _ = reader.Read();
            if (reader.TokenType == JsonTokenType.Number)
            {
                return JsonKind.Vocabulary;
            }

            reader.Skip();
        }

        return JsonKind.Vocabulary;
    }

    private enum JsonKind
    {
        Tokenizer,
        Tekken,
        Vocabulary,
    }
}
