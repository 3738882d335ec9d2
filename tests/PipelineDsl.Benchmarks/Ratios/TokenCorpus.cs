using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Benchmarks;

/// <summary>Texts as the tokenizers of both sides take them: UTF-8 with padding, and strings.</summary>
internal sealed class TokenCorpus
{
    private const int DocumentLength = 4096;

    private readonly TextBuffer _bytes = new(1 << 20);
    private readonly List<(int Start, int Length)> _documents = [];

    /// <summary>The documents as strings.</summary>
    public List<string> Strings { get; } = [];

    /// <summary>Bytes of UTF-8 without padding.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of documents.</summary>
    public int Count => _documents.Count;

    /// <summary>A document.</summary>
    public unsafe PaddedText this[int i] => new(_bytes.Start + _documents[i].Start, _documents[i].Length);

    /// <summary>Reads a benchmark's texts: those of <paramref name="corpus"/>, else the shared file, else the API documentation in the SDK.</summary>
    /// <param name="corpus">A JSON-lines file with the field <c>text</c>, or null.</param>
    /// <param name="shared">A text file below the shared folder's data/bench.</param>
    public static TokenCorpus Open(string? corpus, string shared)
    {
        TokenCorpus documents = new();
        if (corpus is not null)
        {
            documents.AddRows(File.ReadLines(corpus));
        }
        else if (FindShared(shared) is { } path)
        {
            using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
            using StreamReader reader = new(stream, Encoding.UTF8);
            documents.AddCut(reader.ReadToEnd());
        }
        else
        {
            Console.WriteLine($"  (../shared/data/bench/{shared} is not there: measured on the XML documentation of the .NET SDK)");
            string packs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs"));
            foreach (string file in Directory.EnumerateFiles(packs, "System.*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(60))
            {
                documents.AddCut(File.ReadAllText(file));
            }
        }

        return documents;
    }

    /// <summary>Reads a benchmark's documents: those of <paramref name="corpus"/>, else those of the shared file of gzip-compressed JSON lines, else as <see cref="Open"/> does.</summary>
    public static TokenCorpus OpenJson(string? corpus, string shared)
    {
        if (corpus is not null || FindShared(shared) is not { } path)
        {
            return Open(corpus, shared);
        }

        TokenCorpus documents = new();
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream, Encoding.UTF8);
        documents.AddRows(ReadLines(reader));
        return documents;

        static IEnumerable<string> ReadLines(StreamReader reader)
        {
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>The path of a file below the shared folder's data/bench, or null.</summary>
    public static string? FindShared(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "bench", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private void AddRows(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            Add(row.RootElement.GetProperty("text").GetString()!);
        }
    }

    /// <summary>Adds a text in documents of at least 4096 UTF-16 units, each cut after the next newline.</summary>
    private void AddCut(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int newline = start + DocumentLength < text.Length ? text.IndexOf('\n', start + DocumentLength) : -1;
            int end = newline < 0 ? text.Length : newline + 1;
            Add(text[start..end]);
            start = end;
        }
    }

    private void Add(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        _documents.Add((_bytes.Length, utf8.Length));
        _bytes.Append(utf8);
        _bytes.Seal();
        Strings.Add(text);
        Bytes += utf8.Length;
    }
}
