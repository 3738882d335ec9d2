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

    /// <summary>Loads a tokenizer.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The file is no tokenizer file, or is damaged; the message names it and says what is wrong.</exception>
    public static Tokenizer Load(string path)
    {
        string file = Directory.Exists(path) ? InFolder(path) : path;
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"no tokenizer is named '{path}' and no file lies there; known names are cl100k_base and o200k_base", path);
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
            return ReadJson(stream, name);
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
            return SentencePieceFile.Read(model, name);
        }

        throw new InvalidDataException("it is neither JSON nor ranks in base64 nor a SentencePiece model");
    }

    private static Tokenizer ReadJson(FileStream stream, string name)
    {
        using JsonDocument json = JsonDocument.Parse(stream);
        return json.RootElement.TryGetProperty("config", out _)
            ? TekkenFile.Read(json.RootElement, name)
            : throw new InvalidDataException("it has no \"config\" as tekken.json has");
    }
}
