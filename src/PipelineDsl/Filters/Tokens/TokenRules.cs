using System;

namespace PipelineDsl;

/// <summary>Bounds on a tokenizer's tokens: how many there are (Data-Juicer's token_num, NeMo Curator's TokenCountFilter), and how many characters each stands for (StarCoder's fertility, NeMo Curator's TokenizerFertilityFilter).</summary>
/// <remarks>No ids are added at the text's ends. A document at a bound is kept. A text without tokens has no characters for each, and does not pass where some are asked for.</remarks>
[Filter(inOrder: true)]
public sealed class TokenRules
{
    /// <summary>Tokens ≥ <paramref name="minTokens"/>.</summary>
    [Rule]
    public static Check EnoughTokens([Text] ReadOnlySpan<byte> text, Tokenizer tokenizer, TokenCountMemory memory, int minTokens)
    {
        memory.Count(tokenizer, text);
        return Check.AtLeast(memory.Tokens, minTokens);
    }

    /// <summary>Tokens ≤ <paramref name="maxTokens"/>.</summary>
    [Rule]
    public static Check NotTooManyTokens(TokenCountMemory memory, int maxTokens) => Check.AtMost(memory.Tokens, maxTokens);

    /// <summary>Characters / tokens ≥ <paramref name="minCharactersPerToken"/>.</summary>
    [Rule]
    public static Check TokensLongEnough(TokenCountMemory memory, double minCharactersPerToken) => Check.AtLeast(Ratio.Of(memory.Characters, memory.Tokens), minCharactersPerToken);
}
