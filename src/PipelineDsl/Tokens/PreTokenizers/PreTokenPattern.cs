using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>How text is cut into pre-tokens: a regular expression, and the code that does its work.</summary>
/// <param name="Name">What the project calls it.</param>
/// <param name="Regex">The expression, or a description of several steps: part of the tokenizer's identity.</param>
/// <param name="CreateEncoder">Makes an encoder of byte pairs with it, compiled for it.</param>
/// <param name="CreateCounter">Makes what counts pre-tokens.</param>
internal sealed record PreTokenPattern(string Name, string Regex, Func<BytePairModel, TokenEncoder> CreateEncoder, Func<PreTokenCounter> CreateCounter)
{
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    private const string Words = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+";

    private const string UpperWords = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";

    private const string Spaces = @"\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Others = @" ?[^\s\p{L}\p{N}]+";

    /// <summary>GPT-2 and GPT-3, and Hugging Face's <c>ByteLevel</c>.</summary>
    public static PreTokenPattern Gpt2 { get; } = Of<Gpt2PreTokenizer>(
        "gpt2",
        @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    /// <summary>OpenAI's GPT-4, and LLaMA 3.</summary>
    public static PreTokenPattern Cl100k { get; } = Of<Cl100kPreTokenizer<NumberTriples>>(
        "cl100k",
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|" + Others + @"[\r\n]*|" + Spaces);

    /// <summary>Qwen 1, 2, 2.5 and 3.</summary>
    public static PreTokenPattern Qwen { get; } = Of<Cl100kPreTokenizer<SingleNumbers>>(
        "qwen",
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|" + Others + @"[\r\n]*|" + Spaces);

    /// <summary>OpenAI's GPT-4o.</summary>
    public static PreTokenPattern O200k { get; } = Of<O200kPreTokenizer<O200kRules>>(
        "o200k",
        Words + Contractions + "?|" + UpperWords + Contractions + @"?|\p{N}{1,3}|" + Others + @"[\r\n/]*|" + Spaces);

    /// <summary>Mistral's tekken.</summary>
    public static PreTokenPattern Tekken { get; } = Of<O200kPreTokenizer<TekkenRules>>(
        "tekken",
        Words + "|" + UpperWords + @"|\p{N}|" + Others + @"[\r\n/]*|" + Spaces);

    /// <summary>Moonshot's Kimi K2.</summary>
    public static PreTokenPattern Kimi { get; } = Of<O200kPreTokenizer<KimiRules>>(
        "kimi",
        @"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+" + Contractions
            + @"?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*" + Contractions
            + @"?|\p{N}{1,3}|" + Others + @"[\r\n]*|" + Spaces);

    /// <summary>DeepSeek-V3 and R1: three splits, their expressions between line feeds.</summary>
    public static PreTokenPattern DeepSeek { get; } = Of<DeepSeekPreTokenizer>(
        "deepseek",
        "\\p{N}{1,3}\n[一-龥぀-ゟ゠-ヿ]+\n"
            + "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+");

    /// <summary>Falcon: punctuation, GPT-2's pattern, digits on the mapped bytes.</summary>
    public static PreTokenPattern Falcon { get; } = Of<FalconPreTokenizer>(
        "falcon",
        "Punctuation(Contiguous) ByteLevel Digits [0-9][0-9][0-9]");

    /// <summary>All that have code of their own.</summary>
    public static IReadOnlyList<PreTokenPattern> Known { get; } = [Gpt2, Cl100k, Qwen, O200k, Tekken, Kimi, DeepSeek, Falcon];

    /// <summary>The pattern of a regular expression, or null if none has it.</summary>
    public static PreTokenPattern? Find(string regex) => Known.FirstOrDefault(pattern => pattern.Regex == regex);

    /// <summary>The pattern of a regular expression: with code of its own if one has it, else run by the general engine.</summary>
    /// <param name="regex">The expression.</param>
    /// <param name="dialect">How it is read.</param>
    /// <exception cref="System.IO.InvalidDataException">The expression is not supported; the message names it and says what is wrong.</exception>
    public static PreTokenPattern Of(string regex, PatternDialect dialect) => Find(regex) ?? General(regex, dialect);

    /// <summary>The pattern of a regular expression, run by the general engine in any case.</summary>
    public static PreTokenPattern General(string regex, PatternDialect dialect)
    {
        TextPattern pattern = TextPattern.Compile(regex, dialect);
        return new PreTokenPattern("regex", regex, model => new PatternEncoder(model, pattern), () => new PatternCounter(pattern));
    }

    private static PreTokenPattern Of<TPreTokenizer>(string name, string regex)
        where TPreTokenizer : struct, IPreTokenizer
        => new(name, regex, static model => new BytePairEncoder<TPreTokenizer>(model), static () => new PreTokenCounter<TPreTokenizer>(default));
}
