using System;
using System.Collections.Concurrent;
using System.IO;
using System.IO.Compression;
using System.Linq;

[assembly: PipelineDsl.KnownTokenizer("cl100k_base")]
[assembly: PipelineDsl.KnownTokenizer("o200k_base")]

namespace PipelineDsl;

/// <summary>The tokenizers that have names: those whose vocabularies come with the library, and those that users register.</summary>
internal static class KnownTokenizers
{
    private static readonly ConcurrentDictionary<string, Lazy<Tokenizer>> s_known = new(StringComparer.Ordinal)
    {
        ["cl100k_base"] = new(static () => Load(
            "cl100k_base",
            Type.GetType("Microsoft.ML.Tokenizers.Cl100kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.Cl100kBase"))),
        ["o200k_base"] = new(static () => Load(
            "o200k_base",
            Type.GetType("Microsoft.ML.Tokenizers.O200kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.O200kBase"))),
    };

    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", s_known.Keys.Order(StringComparer.Ordinal));

    /// <summary>Whether a name is known.</summary>
    public static bool Contains(string name) => s_known.ContainsKey(name);

    /// <summary>The tokenizer of a known name, loaded at the first call.</summary>
    public static Tokenizer Get(string name) => s_known[name].Value;

    /// <summary>Makes a name known.</summary>
    /// <exception cref="ArgumentException">It is known already.</exception>
    public static void Add(string name, Func<Tokenizer> load)
    {
        if (!s_known.TryAdd(name, new Lazy<Tokenizer>(load)))
        {
            throw new ArgumentException($"a tokenizer is named '{name}' already", nameof(name));
        }
    }

    /// <summary>Reads the resource that a data package of Microsoft.ML.Tokenizers holds. Its type, named by a constant, makes trimming keep the assembly.</summary>
    private static Tokenizer Load(string name, Type? data)
    {
        string resource = $"{name}.tiktoken.deflate";
        using Stream deflated = data?.Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the vocabulary {resource} is missing: the package Microsoft.ML.Tokenizers.Data.* that holds it was not deployed");
        using DeflateStream ranks = new(deflated, CompressionMode.Decompress);
        return TiktokenFile.Read(ranks, name, TiktokenFamily.Find(name)!);
    }
}
