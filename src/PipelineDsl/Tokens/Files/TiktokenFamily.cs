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
/// <param name="FirstId">The id of rank 0.</param>
/// <param name="MaxCount">How many ranks have ids; what a file has beyond them is not used.</param>
internal sealed record TiktokenFamily(
    string Name,
    PreTokenPattern Pattern,
    string EndOfText,
    Func<int, IEnumerable<AddedToken>> Specials,
    UnicodeForm? Form = null,
    string? BeginOfText = null,
    int FirstId = 0,
    int MaxCount = int.MaxValue)
{
    private static readonly TiktokenFamily[] s_families =
    [
        new("cl100k_base", PreTokenPattern.Cl100k, "<|endoftext|>", static _ => Named(100257, "<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>").Append(new(100276, "<|endofprompt|>"))),
        new("o200k_base", PreTokenPattern.O200k, "<|endoftext|>", static _ => [new(199999, "<|endoftext|>"), new(200018, "<|endofprompt|>")]),
        new("r50k_base", PreTokenPattern.Gpt2, "<|endoftext|>", static _ => [new(50256, "<|endoftext|>")]),
        new("p50k_base", PreTokenPattern.Gpt2, "<|endoftext|>", static _ => [new(50256, "<|endoftext|>")]),
        new("llama3", PreTokenPattern.Cl100k, "<|end_of_text|>", Llama3Specials, BeginOfText: "<|begin_of_text|>"),
        new("qwen", PreTokenPattern.Qwen, "<|endoftext|>", QwenSpecials, UnicodeForm.Nfc),
        new("kimi", PreTokenPattern.Kimi, "[EOS]", KimiSpecials, BeginOfText: "[BOS]"),
        new("tekken", PreTokenPattern.Tekken, "</s>", static _ => TekkenFile.DefaultSpecials(1000), BeginOfText: "<s>", FirstId: 1000, MaxCount: 131072 - 1000),
    ];

    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", s_families.Select(static family => family.Name));

    /// <summary>The family whose name a file's name begins with, or null.</summary>
    public static TiktokenFamily? Find(string file) => s_families.FirstOrDefault(family => file.StartsWith(family.Name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<AddedToken> Named(int first, params IEnumerable<string> texts) => texts.Select((text, i) => new AddedToken(first + i, text));

    /// <summary>The special tokens of Meta's release of LLaMA 3: named ones among 256 places.</summary>
    private static IEnumerable<AddedToken> Llama3Specials(int ranks)
    {
        string[] texts =
        [
            "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>", "<|finetune_right_pad_id|>", "<|reserved_special_token_2|>",
            "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>", "<|python_tag|>",
        ];
        return Named(ranks, texts.Concat(Enumerable.Range(3, 256 - texts.Length).Select(static i => $"<|reserved_special_token_{i}|>")));
    }

    private static IEnumerable<AddedToken> QwenSpecials(int ranks)
        => Named(ranks, Enumerable.Range(0, 208).Select(static i => i switch { 0 => "<|endoftext|>", 1 => "<|im_start|>", 2 => "<|im_end|>", _ => $"<|extra_{i - 3}|>" }));

    private static IEnumerable<AddedToken> KimiSpecials(int ranks)
    {
        Dictionary<int, string> named = new()
        {
            [0] = "[BOS]",
            [1] = "[EOS]",
            [2] = "<|im_end|>",
            [3] = "<|im_user|>",
            [4] = "<|im_assistant|>",
            [6] = "<|start_header_id|>",
            [7] = "<|end_header_id|>",
            [9] = "[EOT]",
            [10] = "<|im_system|>",
            [11] = "<|tool_calls_section_begin|>",
            [12] = "<|tool_calls_section_end|>",
            [13] = "<|tool_call_begin|>",
            [14] = "<|tool_call_argument_begin|>",
            [15] = "<|tool_call_end|>",
            [17] = "<|im_middle|>",
            [254] = "[UNK]",
            [255] = "[PAD]",
        };
        return Enumerable.Range(0, 256).Select(i => new AddedToken(ranks + i, named.GetValueOrDefault(i) ?? $"<|reserved_token_{ranks + i}|>"));
    }
}
