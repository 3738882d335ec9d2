using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>How text is cut into pre-tokens: a regular expression, and the code that does its work.</summary>
/// <param name="Name">What the project calls it.</param>
/// <param name="Regex">The expression: part of the tokenizer's identity.</param>
/// <param name="CreateEncoder">Makes an encoder of byte pairs with it, compiled for it.</param>
internal sealed record PreTokenPattern(string Name, string Regex, Func<BytePairModel, TokenEncoder> CreateEncoder)
{
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    private const string Words = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+";

    private const string UpperWords = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";

    private const string Spaces = @"\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>OpenAI's GPT-4, and LLaMA 3.</summary>
    public static PreTokenPattern Cl100k { get; } = new(
        "cl100k",
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + Spaces,
        static model => new BytePairEncoder<Cl100kPreTokenizer>(model));

    /// <summary>OpenAI's GPT-4o.</summary>
    public static PreTokenPattern O200k { get; } = new(
        "o200k",
        Words + Contractions + "?|" + UpperWords + Contractions + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + Spaces,
        static model => new BytePairEncoder<O200kPreTokenizer>(model));

    /// <summary>All that have code of their own.</summary>
    public static IReadOnlyList<PreTokenPattern> Known { get; } = [Cl100k, O200k];

    /// <summary>The pattern of a regular expression, or null if none has it.</summary>
    public static PreTokenPattern? Find(string regex) => Known.FirstOrDefault(pattern => pattern.Regex == regex);
}
