using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>What a .tiktoken file does not say of itself: the pattern and the special tokens of its family, which are known by the file's name.</summary>
/// <param name="Name">How the file's name begins, such as <c>o200k_base</c>.</param>
/// <param name="Pattern">How text is cut.</param>
/// <param name="EndOfText">The text of the special token that ends a document.</param>
/// <param name="Specials">The special tokens, given the number of ranks.</param>
/// <param name="Form">The normal form that text is brought to first, or null.</param>
/// <param name="BeginOfText">The text of the special token that begins a document, or null.</param>
internal sealed record TiktokenFamily(
    string Name,
    PreTokenPattern Pattern,
    string EndOfText,
    Func<int, IEnumerable<AddedToken>> Specials,
    UnicodeForm? Form = null,
    string? BeginOfText = null)
{
    private static readonly TiktokenFamily[] s_families =
    [
        new("cl100k_base", PreTokenPattern.Cl100k, "<|endoftext|>", static _ => [new(100257, "<|endoftext|>"), new(100258, "<|fim_prefix|>"), new(100259, "<|fim_middle|>"), new(100260, "<|fim_suffix|>"), new(100276, "<|endofprompt|>")]),
        new("o200k_base", PreTokenPattern.O200k, "<|endoftext|>", static _ => [new(199999, "<|endoftext|>"), new(200018, "<|endofprompt|>")]),
    ];

    /// <summary>The family whose name a file's name begins with, or null.</summary>
    public static TiktokenFamily? Find(string file) => s_families.FirstOrDefault(family => file.StartsWith(family.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", s_families.Select(static family => family.Name));
}
