using System;
using System.IO;
using System.IO.Compression;

[assembly: PipelineDsl.KnownTokenizer("cl100k_base")]
[assembly: PipelineDsl.KnownTokenizer("o200k_base")]

namespace PipelineDsl;

/// <summary>A tokenizer that this library knows: where its vocabulary lies, its special ids, and its pre-tokenizer.</summary>
/// <param name="Name">The tokenizer's name.</param>
/// <param name="PreTokenizer">The pattern's name: part of the vocabulary's identity.</param>
/// <param name="EndOfText">The id that ends a document.</param>
/// <param name="Specials">All special ids, with their text.</param>
/// <param name="OpenRanks">Opens the vocabulary: a .tiktoken file.</param>
/// <param name="CreateEncoder">Makes an encoder with a cache of its own.</param>
internal sealed record TokenizerDefinition(
    string Name,
    string PreTokenizer,
    int EndOfText,
    (int Id, string Text)[] Specials,
    Func<Stream> OpenRanks,
    Func<TokenVocabulary, TokenEncoder> CreateEncoder)
{
    /// <summary>The definition of a name that <see cref="KnownTokenizerAttribute"/> declares, or null.</summary>
    public static TokenizerDefinition? Find(string name) => name switch
    {
        "cl100k_base" => new(
            name,
            "cl100k",
            100257,
            [(100257, "<|endoftext|>"), (100258, "<|fim_prefix|>"), (100259, "<|fim_middle|>"), (100260, "<|fim_suffix|>"), (100276, "<|endofprompt|>")],
            static () => Inflate(
                Type.GetType("Microsoft.ML.Tokenizers.Cl100kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.Cl100kBase"),
                "cl100k_base.tiktoken.deflate"),
            static vocabulary => new BytePairEncoder<Cl100kPreTokenizer>(vocabulary)),
        "o200k_base" => new(
            name,
            "o200k",
            199999,
            [(199999, "<|endoftext|>"), (200018, "<|endofprompt|>")],
            static () => Inflate(
                Type.GetType("Microsoft.ML.Tokenizers.O200kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.O200kBase"),
                "o200k_base.tiktoken.deflate"),
            static vocabulary => new BytePairEncoder<O200kPreTokenizer>(vocabulary)),
        _ => null,
    };

    /// <summary>Opens the resource that a data package of Microsoft.ML.Tokenizers holds. Its type, named by a constant, makes trimming keep the assembly.</summary>
    private static DeflateStream Inflate(Type? data, string resource)
    {
        Stream? deflated = data?.Assembly.GetManifestResourceStream(resource);
        return deflated is not null
            ? new DeflateStream(deflated, CompressionMode.Decompress)
            : throw new InvalidOperationException($"the vocabulary {resource} is missing: the package Microsoft.ML.Tokenizers.Data.* that holds it was not deployed");
    }
}
