namespace PipelineDsl;

/// <summary>Keeps documents that pass the quality rules of MassiveText (Gopher), with datatrove's defaults. See <see cref="GopherQuality"/>.</summary>
/// <param name="minWords">Least number of words, symbol words aside (default 50).</param>
/// <param name="maxWords">Greatest number of words, symbol words aside (default 100,000).</param>
/// <param name="minMeanWordLength">Least mean length of a word in code points (default 3).</param>
/// <param name="maxMeanWordLength">Greatest mean length of a word in code points (default 10).</param>
/// <param name="maxHashRatio">Most <c>#</c> per word (default 0.1).</param>
/// <param name="maxEllipsisRatio">Most ellipses per word (default 0.1).</param>
/// <param name="maxBulletLineRatio">Greatest share of lines that begin with a bullet (default 0.9).</param>
/// <param name="maxEllipsisLineRatio">Greatest share of lines that end with an ellipsis (default 0.3).</param>
/// <param name="minLetterWordRatio">Least share of words that hold a letter (default 0.8).</param>
/// <param name="minStopWords">Least number of distinct English stop words, of eight (default 2).</param>
/// <param name="profile">
/// Whose rules: null (default) those above with words between white space, cheap ones first; <c>datatrove-0.10</c> the same with spaCy's English words, in datatrove's order (see <see cref="DatatroveGopherQuality"/>);
/// <c>dolma-1.5</c>, <c>dclm-baseline</c> and <c>olmo3-alldressed</c> those of their tools, without options (see <see cref="DolmaGopherQuality"/>, <see cref="DclmGopherQuality"/>, <see cref="Olmo3GopherQuality"/>).
/// </param>
[StepProfile("datatrove-0.10", typeof(DatatroveGopherQuality))]
[StepProfile("dolma-1.5", typeof(DolmaGopherQuality))]
[StepProfile("dclm-baseline", typeof(DclmGopherQuality))]
[StepProfile("olmo3-alldressed", typeof(Olmo3GopherQuality))]
public sealed class GopherQualityAttribute(
    [OptionRange(0, int.MaxValue), NotAbove("maxWords")] int minWords = 50,
    [OptionRange(0, int.MaxValue)] int maxWords = 100_000,
    [OptionRange(0, double.MaxValue), NotAbove("maxMeanWordLength")] double minMeanWordLength = 3,
    [OptionRange(0, double.MaxValue)] double maxMeanWordLength = 10,
    [OptionRange(0, double.MaxValue)] double maxHashRatio = 0.1,
    [OptionRange(0, double.MaxValue)] double maxEllipsisRatio = 0.1,
    [OptionRange(0, 1)] double maxBulletLineRatio = 0.9,
    [OptionRange(0, 1)] double maxEllipsisLineRatio = 0.3,
    [OptionRange(0, 1)] double minLetterWordRatio = 0.8,
    [OptionRange(0, 8)] int minStopWords = 2,
    [Profile] string? profile = null) : FilterAttribute<GopherQuality>
{
    /// <summary>Least number of words, symbol words aside.</summary>
    public int MinWords { get; } = minWords;

    /// <summary>Greatest number of words, symbol words aside.</summary>
    public int MaxWords { get; } = maxWords;

    /// <summary>Least mean length of a word in code points.</summary>
    public double MinMeanWordLength { get; } = minMeanWordLength;

    /// <summary>Greatest mean length of a word in code points.</summary>
    public double MaxMeanWordLength { get; } = maxMeanWordLength;

    /// <summary>Most <c>#</c> per word.</summary>
    public double MaxHashRatio { get; } = maxHashRatio;

    /// <summary>Most ellipses per word.</summary>
    public double MaxEllipsisRatio { get; } = maxEllipsisRatio;

    /// <summary>Greatest share of lines that begin with a bullet.</summary>
    public double MaxBulletLineRatio { get; } = maxBulletLineRatio;

    /// <summary>Greatest share of lines that end with an ellipsis.</summary>
    public double MaxEllipsisLineRatio { get; } = maxEllipsisLineRatio;

    /// <summary>Least share of words that hold a letter.</summary>
    public double MinLetterWordRatio { get; } = minLetterWordRatio;

    /// <summary>Least number of distinct English stop words.</summary>
    public int MinStopWords { get; } = minStopWords;

    /// <summary>Whose rules.</summary>
    public string? Profile { get; } = profile;
}
