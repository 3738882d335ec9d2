namespace PipelineDsl;

/// <summary>Keeps documents by the tokens that a tokenizer makes of them. See <see cref="TokenRules"/>.</summary>
/// <param name="tokenizer">The tokenizer: a known name such as <c>o200k_base</c>, or the path of its file or folder, relative to the project.</param>
/// <param name="minTokens">Least number of tokens (default 0: no bound; Data-Juicer takes 10).</param>
/// <param name="maxTokens">Greatest number of tokens (default <see cref="int.MaxValue"/>: no bound).</param>
/// <param name="minCharactersPerToken">Least number of characters for each token (default 0: no bound; NeMo Curator takes 2.5, StarCoder 2.5 for Python, 2.9 for Java and 2.6 for JavaScript, each with its own tokenizer).</param>
public sealed class TokenRulesAttribute(
    string tokenizer,
    [OptionRange(0, int.MaxValue), NotAbove("maxTokens")] int minTokens = 0,
    [OptionRange(0, int.MaxValue)] int maxTokens = int.MaxValue,
    [OptionRange(0, double.MaxValue)] double minCharactersPerToken = 0) : FilterAttribute<TokenRules>
{
    /// <summary>The tokenizer.</summary>
    public string Tokenizer { get; } = tokenizer;

    /// <summary>Least number of tokens.</summary>
    public int MinTokens { get; } = minTokens;

    /// <summary>Greatest number of tokens.</summary>
    public int MaxTokens { get; } = maxTokens;

    /// <summary>Least number of characters for each token.</summary>
    public double MinCharactersPerToken { get; } = minCharactersPerToken;
}
