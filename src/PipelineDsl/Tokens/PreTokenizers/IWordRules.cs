namespace PipelineDsl;

/// <summary>In what the patterns differ that cut words where their case changes; see <see cref="O200kPreTokenizer{TRules}"/>.</summary>
internal interface IWordRules : INumberLength
{
    /// <summary>Whether a contraction, such as <c>'s</c>, belongs to the word before it.</summary>
    static abstract bool Contractions { get; }

    /// <summary>Whether slashes behind punctuation and newlines belong to these.</summary>
    static abstract bool Slashes { get; }

    /// <summary>Whether a run of Han characters is a pre-token of its own, and no part of a word.</summary>
    static abstract bool HanApart { get; }
}

/// <summary>OpenAI's GPT-4o: <c>o200k_base</c>.</summary>
internal readonly struct O200kRules : IWordRules
{
    /// <inheritdoc/>
    public static int Max => 3;

    /// <inheritdoc/>
    public static bool Contractions => true;

    /// <inheritdoc/>
    public static bool Slashes => true;

    /// <inheritdoc/>
    public static bool HanApart => false;
}

/// <summary>Mistral's tekken: single numbers, no contractions.</summary>
internal readonly struct TekkenRules : IWordRules
{
    /// <inheritdoc/>
    public static int Max => 1;

    /// <inheritdoc/>
    public static bool Contractions => false;

    /// <inheritdoc/>
    public static bool Slashes => true;

    /// <inheritdoc/>
    public static bool HanApart => false;
}

/// <summary>Moonshot's Kimi K2: Han characters apart, no slashes.</summary>
internal readonly struct KimiRules : IWordRules
{
    /// <inheritdoc/>
    public static int Max => 3;

    /// <inheritdoc/>
    public static bool Contractions => true;

    /// <inheritdoc/>
    public static bool Slashes => false;

    /// <inheritdoc/>
    public static bool HanApart => true;
}
