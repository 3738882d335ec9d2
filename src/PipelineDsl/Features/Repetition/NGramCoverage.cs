using System;

namespace PipelineDsl;

/// <summary>How much of a text's words is taken up by word n-grams that it holds more than once: the measures of the tools that go by words, not by the text's length.</summary>
/// <typeparam name="TWords">What the words are.</typeparam>
/// <remarks>
/// n-grams are equal if their words are (see <see cref="RepeatedNGrams"/>); each n is computed when it is first asked for, so ask in ascending order. Lengths are those of the words alone, without what stands
/// between them.
/// </remarks>
[Feature(cost: FeatureCost.NGrams)]
public sealed unsafe class NGramCoverage<TWords>
    where TWords : class, IWordList
{
    private readonly RepeatedNGrams _repeated = new();
    private readonly ScratchArray<int> _bytes = new(); // of the words before each word
    private readonly ScratchArray<int> _characters = new();
    private TWords? _words;
    private bool _started;

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _words = null;
        _started = false;
        _repeated.Begin();
        _bytes.Begin();
        _characters.Begin();
    }

    /// <summary>Takes the words of the text.</summary>
    [Finish]
    public void Finish(TWords words) => _words = words;

    /// <summary>Bytes of all words.</summary>
    public long WordBytes => Start() is { } words ? _bytes.Start[words.Count] : 0;

    /// <summary>Code points of all words.</summary>
    public long WordCharacters => Start() is { } words ? _characters.Start[words.Count] : 0;

    /// <summary>Code points of the words that belong to any n-gram which occurs more than once, each word once.</summary>
    public long CoveredCharacters(int n) => Covered(n, _characters);

    /// <summary>The same in bytes.</summary>
    public long CoveredBytes(int n) => Covered(n, _bytes);

    /// <summary>Code points of all occurrences of the n-grams that occur more than once; words count as often as they belong to one.</summary>
    public long OccurrenceCharacters(int n)
    {
        Advance(n);
        int* characters = _characters.Start;
        long sum = 0;
        for (int k = 0; k < _repeated.Count; k++)
        {
            int at = _repeated.Positions[k];
            sum += characters[at + n] - characters[at];
        }

        return sum;
    }

    /// <summary>Code points of all n-grams; words count as often as they belong to one.</summary>
    public long AllOccurrenceCharacters(int n)
    {
        if (Start() is not { } words)
        {
            return 0;
        }

        int* characters = _characters.Start;
        long sum = 0;
        for (int i = 0; i + n <= words.Count; i++)
        {
            sum += characters[i + n] - characters[i];
        }

        return sum;
    }

    /// <summary>The number of n-grams that occur more than once, all occurrences counted.</summary>
    public int RepeatedCount(int n)
    {
        Advance(n);
        return _repeated.Count;
    }

    /// <summary>
    /// Code points of the n-grams that repeat an earlier one, their words joined with single spaces, each word once: a space counts between the words of the first n-gram of a stretch, and before each word by which
    /// a further one makes it longer.
    /// </summary>
    public long RepeatCharacters(int n)
    {
        Advance(n);
        int* before = _characters.Start;
        int end = 0;
        long sum = 0;
        for (int k = 0; k < _repeated.Count; k++)
        {
            int at = _repeated.Positions[k];
            if (at == _repeated.Table[_repeated.Groups[k]].First)
            {
                continue;
            }

            int from = Math.Max(at, end);
            sum += before[at + n] - before[from] + Math.Min(at + n - from, n - 1);
            end = at + n;
        }

        return sum;
    }

    /// <summary>The word at which the most frequent n-gram begins first; of equally frequent ones, that of the one which begins first.</summary>
    public int TopFirst(int n)
    {
        Advance(n);
        return _repeated.TopFirst;
    }

    /// <summary>How often the most frequent n-gram occurs.</summary>
    public int TopCount(int n)
    {
        Advance(n);
        return _repeated.TopCount;
    }

    /// <summary>Code points of all occurrences of the most frequent n-gram, overlapping ones too; of equally frequent ones the first.</summary>
    public long TopCharacters(int n)
    {
        Advance(n);
        int first = _repeated.TopFirst;
        return _repeated.TopCount == 0 ? 0 : (long)(_characters.Start[first + n] - _characters.Start[first]) * _repeated.TopCount;
    }

    /// <summary>The same; of equally frequent ones the longest.</summary>
    public long LongestTopCharacters(int n)
    {
        Advance(n);
        return _repeated.TopCount == 0 ? 0 : (long)Length(LongestTop(n, _characters), n, _characters) * _repeated.TopCount;
    }

    /// <summary>Bytes of the words that belong to the most frequent n-gram, of equally frequent ones to the longest, each word once.</summary>
    public long TopCoveredBytes(int n)
    {
        Advance(n);
        if (_repeated.TopCount == 0)
        {
            return 0;
        }

        int top = LongestTop(n, _bytes);
        if (_repeated.TopCount == 1)
        {
            return Length(top, n, _bytes);
        }

        int group = 0;
        while (_repeated.Table[group].First != top)
        {
            group++;
        }

        int* bytes = _bytes.Start;
        int end = 0;
        long covered = 0;
        for (int k = 0; k < _repeated.Count; k++)
        {
            if (_repeated.Groups[k] == group)
            {
                int at = _repeated.Positions[k];
                covered += bytes[at + n] - bytes[at < end ? end : at];
                end = at + n;
            }
        }

        return covered;
    }

    private static int Length(int first, int n, ScratchArray<int> lengths) => lengths.Start[first + n] - lengths.Start[first];

    /// <summary>The first word of the longest among the most frequent n-grams.</summary>
    private int LongestTop(int n, ScratchArray<int> lengths)
    {
        int best = 0;
        if (_repeated.TopCount > 1)
        {
            best = _repeated.TopFirst;
            for (int g = 0; g < _repeated.GroupCount; g++)
            {
                int first = _repeated.Table[g].First;
                best = _repeated.Table[g].Count == _repeated.TopCount && Length(first, n, lengths) > Length(best, n, lengths) ? first : best;
            }
        }
        else
        {
            for (int i = 1; i + n <= _words!.Count; i++)
            {
                best = Length(i, n, lengths) > Length(best, n, lengths) ? i : best;
            }
        }

        return best;
    }

    private long Covered(int n, ScratchArray<int> lengths)
    {
        Advance(n);
        int* before = lengths.Start;
        int end = 0;
        long covered = 0;
        for (int k = 0; k < _repeated.Count; k++)
        {
            int at = _repeated.Positions[k];
            covered += before[at + n] - before[at < end ? end : at];
            end = at + n;
        }

        return covered;
    }

    private void Advance(int n)
    {
        if (Start() is not { } words)
        {
            return;
        }

        if (_repeated.N > n)
        {
            _repeated.Start(words);
        }

        while (_repeated.N < n)
        {
            _repeated.Next();
        }
    }

    private TWords? Start()
    {
        if (_words is not { } words || _started)
        {
            return _words;
        }

        int count = words.Count;
        int* bytes = _bytes.Take(count + 1);
        int* characters = _characters.Take(count + 1);
        (bytes[0], characters[0]) = (0, 0);
        fixed (byte* text = words.Text)
        fixed (int* starts = words.Starts)
        fixed (int* ends = words.Ends)
        {
            for (int i = 0; i < count; i++)
            {
                int length = ends[i] - starts[i];
                bytes[i + 1] = bytes[i] + length;
                characters[i + 1] = characters[i] + CharacterCount.Of(text + starts[i], length);
            }
        }

        _repeated.Start(words);
        _started = true;
        return words;
    }
}
