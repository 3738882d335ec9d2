using System;
using System.IO;
using System.IO.Compression;

[assembly: PipelineDsl.KnownTokenizer("cl100k_base")]
[assembly: PipelineDsl.KnownTokenizer("o200k_base")]

namespace PipelineDsl;

/// <summary>The tokenizers whose vocabularies come with the library.</summary>
internal static class KnownTokenizers
{
    /// <summary>Whether a name is known.</summary>
    public static bool Contains(string name) => name is "cl100k_base" or "o200k_base";

    /// <summary>Loads a tokenizer.</summary>
    /// <param name="name">One of the names that <see cref="KnownTokenizerAttribute"/> declares.</param>
    public static Tokenizer Load(string name)
    {
        using DeflateStream ranks = name == "cl100k_base"
            ? Inflate(Type.GetType("Microsoft.ML.Tokenizers.Cl100kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.Cl100kBase"), "cl100k_base.tiktoken.deflate")
            : Inflate(Type.GetType("Microsoft.ML.Tokenizers.O200kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.O200kBase"), "o200k_base.tiktoken.deflate");
        return TiktokenFile.Read(ranks, name, TiktokenFamily.Find(name)!);
    }

    /// <summary>Opens the resource that a data package of Microsoft.ML.Tokenizers holds. Its type, named by a constant, makes trimming keep the assembly.</summary>
    private static DeflateStream Inflate(Type? data, string resource)
    {
        Stream? deflated = data?.Assembly.GetManifestResourceStream(resource);
        return deflated is not null
            ? new DeflateStream(deflated, CompressionMode.Decompress)
            : throw new InvalidOperationException($"the vocabulary {resource} is missing: the package Microsoft.ML.Tokenizers.Data.* that holds it was not deployed");
    }
}
