using System.IO;

namespace PipelineDsl;

/// <summary>What an index of benchmarks depends on beside their files.</summary>
/// <param name="Words">Makes what cuts texts into words; its type tells one kind of words from another.</param>
/// <param name="NGram">Words of an n-gram.</param>
/// <param name="Parts">Where n-grams are taken from.</param>
/// <param name="MinItemWords">Least number of words of a query or label shorter than an n-gram that is matched as a whole; 0: none is.</param>
/// <param name="MaxItems">Items that may have an n-gram before it counts as too frequent to say anything; 0: any number.</param>
/// <param name="Schema">The schema of the rows, or null.</param>
/// <param name="Query">The fields of what is asked, or null.</param>
/// <param name="Label">The fields of what answers it, or null.</param>
internal readonly record struct ContaminationSettings(
    ContaminationWordKind Words,
    int NGram,
    BenchmarkParts Parts,
    int MinItemWords,
    int MaxItems,
    string? Schema,
    string? Query,
    string? Label)
{
    /// <summary>The shortest n-grams; fewer words are in too many texts.</summary>
    public const int MinNGram = 8;

    /// <summary>The longest n-grams.</summary>
    public const int MaxNGram = 50;

    /// <summary>Refuses what makes no index.</summary>
    /// <exception cref="InvalidDataException">A number is out of range.</exception>
    public void Check()
    {
        if (NGram is < MinNGram or > MaxNGram)
        {
            throw new InvalidDataException($"n-grams have {MinNGram} to {MaxNGram} words, not {NGram}; 13 is GPT-3's choice, 8 PaLM's");
        }

        if (MinItemWords != 0 && MinItemWords < MinNGram)
        {
            throw new InvalidDataException($"items of {MinItemWords} words would match by chance; let minItemWords be {MinNGram} or more, or 0 for none");
        }

        if ((Parts & ~BenchmarkParts.All) != 0 || Parts == BenchmarkParts.Default)
        {
            throw new InvalidDataException("parts is none of Query, Label and Border");
        }
    }
}

/// <summary>The kind of words that are compared, with what makes one of its cutters.</summary>
internal abstract record ContaminationWordKind
{
    /// <summary>A cutter with memory of its own.</summary>
    public abstract IContaminationWords Create();
}

/// <summary>A kind of words as the type of their cutter.</summary>
/// <typeparam name="TWords">The cutter.</typeparam>
internal sealed record ContaminationWordKind<TWords> : ContaminationWordKind
    where TWords : class, IContaminationWords, new()
{
    /// <summary>The one instance.</summary>
    public static ContaminationWordKind<TWords> Instance { get; } = new();

    /// <inheritdoc/>
    public override IContaminationWords Create() => new TWords();
}
