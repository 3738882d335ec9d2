using System;
using System.Text;

namespace PipelineDsl;

/// <summary>The thresholds and stop words of one language, from a file as FineWeb-2 has one for each of its languages (YAML, flat).</summary>
/// <remarks>
/// The keys are <c>dup_line_frac</c>, <c>dup_n_grams</c> (pairs for 5 to 10 words), <c>top_n_grams</c> (pairs for 2 to 4 words), <c>line_punct_thr</c>, <c>new_line_ratio</c>,
/// <c>min_avg_word_length</c>, <c>max_avg_word_length</c>, <c>max_non_alpha_words_ratio</c> (the least share of words with a letter, in spite of its name), <c>stopwords</c> and, not needed here,
/// <c>language_score</c>. A limit of 0 is none, as in datatrove, and so is one for an n that is not listed. A key that is missing or unknown is an error.
/// </remarks>
public sealed class FineWeb2Settings : IService<FineWeb2Settings>
{
    private const int ShortestTop = 2;
    private const int LongestTop = 4;
    private const int ShortestDuplicate = 5;
    private const int LongestDuplicate = 10;

    private readonly double[] _top;
    private readonly double[] _duplicates;
    private readonly Utf8Set _stopWords;

    private FineWeb2Settings(SettingsFile file)
    {
        MaxDuplicateLines = Limit(file.Number("dup_line_frac"));
        MinPunctuatedRatio = file.Number("line_punct_thr");
        MaxNewlineRatio = file.Number("new_line_ratio");
        MinMeanWordLength = file.Number("min_avg_word_length");
        MaxMeanWordLength = Limit(file.Number("max_avg_word_length"));
        MinLetterWordRatio = file.Number("max_non_alpha_words_ratio");
        LanguageScore = file.OptionalNumber("language_score") ?? double.NaN;
        _top = Array.ConvertAll(file.Pairs("top_n_grams", ShortestTop, LongestTop), Limit);
        _duplicates = Array.ConvertAll(file.Pairs("dup_n_grams", ShortestDuplicate, LongestDuplicate), Limit);
        Utf8Set.Builder words = new();
        foreach (string word in file.Strings("stopwords"))
        {
            words.Add(Encoding.UTF8.GetBytes(word));
        }

        _stopWords = words.Build();
        file.ThrowIfUnknown();
    }

    /// <summary>Greatest share of lines that repeat an earlier one.</summary>
    public double MaxDuplicateLines { get; }

    /// <summary>Least share of lines that end with terminal punctuation; a negative one is none.</summary>
    public double MinPunctuatedRatio { get; }

    /// <summary>Most newlines for each word.</summary>
    public double MaxNewlineRatio { get; }

    /// <summary>Least mean length of a word in code points.</summary>
    public double MinMeanWordLength { get; }

    /// <summary>Greatest mean length of a word in code points.</summary>
    public double MaxMeanWordLength { get; }

    /// <summary>Least share of words that hold a letter.</summary>
    public double MinLetterWordRatio { get; }

    /// <summary>Least score of the language, for a filter on that field; NaN if the file has none.</summary>
    public double LanguageScore { get; }

    /// <inheritdoc/>
    public static FineWeb2Settings Load(in ServiceRequest request)
        => new(new SettingsFile(request.Path ?? throw new ArgumentException("FineWeb-2's rules need a file of settings", nameof(request))));

    /// <summary>Greatest share of characters in the most frequent run of <paramref name="n"/> words, 2 to 4.</summary>
    public double MaxTop(int n) => _top[n - ShortestTop];

    /// <summary>Greatest share of characters in repeated runs of <paramref name="n"/> words, 5 to 10.</summary>
    public double MaxDuplicate(int n) => _duplicates[n - ShortestDuplicate];

    /// <summary>How many different stop words a text has as words, at most <paramref name="enough"/> (up to 64).</summary>
    internal int CountStopWords(IWordList words, int enough)
    {
        Span<int> found = stackalloc int[64];
        int count = 0;
        enough = int.Min(enough, found.Length);
        ReadOnlySpan<byte> text = words.Text;
        ReadOnlySpan<int> starts = words.Starts;
        ReadOnlySpan<int> ends = words.Ends;
        for (int i = 0; i < starts.Length && count < enough; i++)
        {
            int word = _stopWords.Find(text[starts[i]..ends[i]]);
            if (word >= 0 && !found[..count].Contains(word))
            {
                found[count++] = word;
            }
        }

        return count;
    }

    private static double Limit(double value) => value == 0 ? double.PositiveInfinity : value;
}
