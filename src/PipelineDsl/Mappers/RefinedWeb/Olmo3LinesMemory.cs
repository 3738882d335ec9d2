namespace PipelineDsl;

/// <summary>What <see cref="Olmo3Lines"/> keeps from its map to its rules, and what it works on.</summary>
[Scratch]
public sealed class Olmo3LinesMemory
{
    private readonly UnicodeWords _segmenter = new();
    private readonly SegmentList _words = new();

    /// <summary>Words of the text as it was.</summary>
    public int WordsBefore { get; internal set; }

    /// <summary>Words of what was kept.</summary>
    public int WordsAfter { get; internal set; }

    /// <summary>Whether anything was left once lines had been removed.</summary>
    public bool AnyKept { get; internal set; }

    /// <summary>The lines.</summary>
    internal RefinedWebLinesMemory Lines { get; } = new();

    /// <summary>The lines joined.</summary>
    internal TextBuffer Joined { get; } = new();

    /// <summary>The number of words of <see cref="Joined"/>.</summary>
    internal int CountWords()
    {
        _words.Clear();
        _segmenter.Split(Joined.Text, _words);
        return _words.Count;
    }
}
