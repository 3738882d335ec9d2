using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl;

/// <summary>Trains a byte-level vocabulary of byte pair encoding on the kept documents and writes it as tokenizer.json.</summary>
/// <remarks>
/// Workers count pre-tokens; when a worker has many different ones, its counts go to disk. In the end the counts are added up cell by cell, the most frequent words are kept, and merges are learned from
/// them. The file does not depend on workers or shards.
/// </remarks>
[Writer]
public sealed class TokenizerTraining : CorpusWriter
{
    private const int ByteCount = 256;

    private readonly int _vocabularySize;
    private readonly long _minFrequency;
    private readonly int _maxWords;
    private readonly int _maxHeld;
    private readonly string[] _specials;
    private readonly PreTokenPattern _pattern;
    private readonly PreTokenCounter _counter;
    private readonly WordCounts _counts = new();
    private long _words;
    private long _leftOut;
    private int _size;

    internal TokenizerTraining(string file, int vocabularySize, PreTokenPattern pattern, long minFrequency, string[] specials, int maxWords, int maxHeld = 1 << 20)
    {
        FileName = file;
        _vocabularySize = vocabularySize;
        _pattern = pattern;
        _counter = pattern.CreateCounter();
        _minFrequency = minFrequency;
        _specials = specials;
        _maxWords = maxWords;
        _maxHeld = maxHeld;
    }

    /// <inheritdoc/>
    public override string FileName { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="file">The file's name, relative to the output folder.</param>
    /// <param name="vocabularySize">How many ids there shall be, special tokens and the 256 bytes included.</param>
    /// <param name="pattern">The name of a known pattern, or a regular expression.</param>
    /// <param name="minFrequency">How often a pair must stand side by side to be merged.</param>
    /// <param name="specials">The special tokens, separated by commas.</param>
    /// <param name="maxWords">From how many different pre-tokens merges are learned at most: the most frequent ones.</param>
    /// <exception cref="InvalidOperationException">An option makes no sense; the message says which.</exception>
    [Open]
    public static OutputWriter Open(string file, int vocabularySize, string pattern, int minFrequency, string specials, int maxWords)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(pattern);
        string[] named = (specials ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!file.EndsWith(".json", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"the trained tokenizer '{file}' is JSON: let its name end in .json");
        }

        if (vocabularySize < ByteCount + named.Length)
        {
            throw new InvalidOperationException($"vocabularySize {vocabularySize} of '{file}' has no room for the 256 bytes and {named.Length} special tokens");
        }

        if (named.Distinct(StringComparer.Ordinal).Count() < named.Length)
        {
            throw new InvalidOperationException($"the special tokens of '{file}' name one of them twice: {specials}");
        }

        return new TokenizerTraining(file, vocabularySize, PatternOf(pattern), minFrequency, named, maxWords);
    }

    /// <inheritdoc/>
    public override void Write(Document document, TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(document);
        _counter.Count(document.Text, _counts);
        if (_counts.Count >= _maxHeld)
        {
            EndShard(output);
        }
    }

    /// <inheritdoc/>
    public override void EndShard(TextBuffer output)
    {
        if (_counts.Count > 0)
        {
            WordCountRuns.Append(_counts, output);
            _counts.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Conclude(IReadOnlyList<Func<Stream>> parts, Stream output)
    {
        ArgumentNullException.ThrowIfNull(parts);
        FrequentWords words = new(_maxWords);
        for (int cell = 0; cell < WordCountRuns.Cells; cell++)
        {
            _counts.Clear();
            foreach (Func<Stream> open in parts)
            {
                using Stream part = open();
                WordCountRuns.Read(part, cell, _counts);
            }

            for (int i = 0; i < _counts.Count; i++)
            {
                words.Add(_counts.Word(i, out long count), count);
            }
        }

        _counts.Clear();
        BytePairTrainer trainer = new(_specials.Length);
        foreach ((byte[] word, long count) in words.InOrder())
        {
            trainer.Add(word, count);
        }

        trainer.Train(_vocabularySize, _minFrequency);
        _words = words.Seen;
        _leftOut = words.Seen - words.Count;
        _size = _specials.Length + trainer.Tokens.Count;
        TokenizerJsonWriter.Write(trainer, _specials, _pattern, output);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(OutputTotals totals) =>
    [
        new("vocabularySize", _size.ToString(CultureInfo.InvariantCulture)),
        new("differentPreTokens", _words.ToString(CultureInfo.InvariantCulture)),
        new("rarePreTokensLeftOut", _leftOut.ToString(CultureInfo.InvariantCulture)),
    ];

    private static PreTokenPattern PatternOf(string pattern)
        => PreTokenPattern.Known.FirstOrDefault(known => known.Name == pattern && known != PreTokenPattern.Falcon)
            ?? (pattern.All(char.IsAsciiLetterOrDigit)
                ? throw new InvalidOperationException($"no pattern is named '{pattern}'; known are {string.Join(", ", PreTokenPattern.Known.Where(static k => k != PreTokenPattern.Falcon).Select(static k => k.Name))}, and any regular expression may stand here")
                : PreTokenPattern.Of(pattern, PatternDialect.Oniguruma));
}

/// <summary>A step that trains a tokenizer; see <see cref="TokenizerTraining"/>.</summary>
public sealed class TrainTokenizerAttribute : OutputAttribute<TokenizerTraining>
{
    /// <summary>Trains a tokenizer on the kept documents.</summary>
    /// <param name="file">The file's name, relative to the output folder (default: <c>tokenizer.json</c>).</param>
    /// <param name="vocabularySize">How many ids there shall be, special tokens and the 256 bytes included (default: 32000). There are fewer if pairs run out.</param>
    /// <param name="pattern">How text is cut: <c>gpt2</c>, <c>cl100k</c>, <c>qwen</c>, <c>o200k</c> (default), <c>tekken</c>, <c>kimi</c>, <c>deepseek</c>, or a regular expression.</param>
    /// <param name="minFrequency">How often a pair must stand side by side to be merged (default: 2).</param>
    /// <param name="specials">The special tokens, separated by commas, which get the first ids (default: <c>&lt;|endoftext|&gt;</c>).</param>
    /// <param name="maxWords">From how many different pre-tokens merges are learned at most: the most frequent ones (default: 5 million). About 100 bytes of memory each.</param>
    public TrainTokenizerAttribute(
        string file = "tokenizer.json",
        [OptionRange(256, 1 << 20)] int vocabularySize = 32000,
        string pattern = "o200k",
        [OptionRange(1, int.MaxValue)] int minFrequency = 2,
        string specials = "<|endoftext|>",
        [OptionRange(1, 1 << 28)] int maxWords = 5_000_000)
    {
        File = file;
        VocabularySize = vocabularySize;
        Pattern = pattern;
        MinFrequency = minFrequency;
        Specials = specials;
        MaxWords = maxWords;
    }

    /// <summary>The file's name, relative to the output folder.</summary>
    public string File { get; }

    /// <summary>How many ids there shall be.</summary>
    public int VocabularySize { get; }

    /// <summary>How text is cut.</summary>
    public string Pattern { get; }

    /// <summary>How often a pair must stand side by side to be merged.</summary>
    public int MinFrequency { get; }

    /// <summary>The special tokens, separated by commas.</summary>
    public string Specials { get; }

    /// <summary>From how many different pre-tokens merges are learned at most.</summary>
    public int MaxWords { get; }
}
