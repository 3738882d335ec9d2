using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>How much of a text is taken up by word n-grams that it repeats, as datatrove's Gopher repetition filter measures it. Each n is computed when it is first asked for.</summary>
/// <typeparam name="TWords">What the words are.</typeparam>
/// <remarks>
/// <para><b>Most frequent n-grams</b> come from <see cref="RepeatedNGrams"/>: level by level, with a-priori pruning.</para>
/// <para><b>Duplicate n-grams</b> are compared as datatrove does, as strings without anything between the words, so that "ab c" and "a bc" are the same and pruning by shorter n-grams would be
/// wrong. Instead, the words are copied one behind the other, and a <see cref="RepeatFilter"/> finds where the next 15 bytes occur again, then of those the next 19, 24, 32 and 48: a longer n-gram
/// can only repeat there. So a position has a bound below which the n-grams must be that are worth a look-up, and on most texts few are.</para>
/// <para>n-grams are told apart by 64-bit hashes, see <see cref="TextHash"/>. Lengths are in code points.</para>
/// </remarks>
[Feature(cost: FeatureCost.NGrams)]
public sealed unsafe class NGrams<TWords>
    where TWords : class, IWordList
{
    /// <summary>The n that duplicates are looked for with.</summary>
    private const int LeastDuplicate = 5;

    /// <summary>The bytes of the first prefix that is looked for: as many as five Han characters have.</summary>
    private const int ShortestPrefix = 15;

    private readonly RepeatedNGrams _repeated = new();
    private readonly TopNGramBound _topBound = new();
    private readonly ScratchArray<byte> _joined = new(); // the words, one behind the other
    private readonly ScratchArray<int> _offsets = new(); // of the words in it, and its end
    private readonly ScratchArray<ulong> _prefixes = new(); // hashes of what begins with each word
    private readonly RepeatFilter _filter = new();
    private readonly ScratchArray<Candidate> _candidates = new();
    private readonly ScratchArray<int> _alive = new(); // the candidates whose bound is not known yet
    private readonly ScratchArray<int> _slots = new(); // a candidate's number + 1, or 0
    private readonly ScratchArray<ulong> _seen = new(); // the hashes of the candidates that have been passed
    private TWords? _words;
    private bool _started;
    private bool _bounded;
    private int _candidateCount; // -1: not looked for yet
    private Vector256<int> _candidateBytes;

    /// <summary>A word at which an n-gram may begin that occurs more than once, and the number of bytes that it must be below.</summary>
    private struct Candidate
    {
        public int Word;
        public int Bound;
    }

    /// <summary>The bytes of the further prefixes.</summary>
    private static ReadOnlySpan<byte> LongerPrefixes => [19, 24, 32, 48];

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _words = null;
        _started = false;
        _bounded = false;
        _candidateCount = -1;
        _repeated.Begin();
        _topBound.Begin();
        _joined.Begin();
        _offsets.Begin();
        _prefixes.Begin();
        _filter.Begin();
        _candidates.Begin();
        _alive.Begin();
        _slots.Begin();
        _seen.Begin();
    }

    /// <summary>Takes the words of the text.</summary>
    [Finish]
    public void Finish(TWords words) => _words = words;

    /// <summary>
    /// Code points of all occurrences, overlapping ones too, of the most frequent n-gram, its words joined with single spaces; of equally frequent ones the first. 0 if the text has
    /// fewer than <paramref name="n"/> words.
    /// </summary>
    /// <param name="n">2 or more; each n once, or in ascending order: going back costs as much as starting again.</param>
    public long TopCharacters(int n)
    {
        if (_words is not { } words || words.Count < n)
        {
            return 0;
        }

        if (!_started || _repeated.N > n)
        {
            _repeated.Start(words);
            _started = true;
        }

        while (_repeated.N < n)
        {
            _repeated.Next();
        }

        int first = _repeated.TopFirst;
        long length = n - 1;
        fixed (byte* text = words.Text)
        {
            for (int i = first; i < first + n; i++)
            {
                length += CharacterCount.Of(text + words.Starts[i], words.Ends[i] - words.Starts[i]);
            }
        }

        return length * _repeated.TopCount;
    }

    /// <summary><see cref="TopCharacters"/> / <paramref name="characters"/>; where that is at most <paramref name="enough"/>, perhaps a greater number that is so too, which costs much less to find.</summary>
    /// <param name="n">2 or more; each n once, or in ascending order.</param>
    /// <param name="characters">The code points of the text.</param>
    /// <param name="enough">The threshold that the share is compared with.</param>
    public double TopShare(int n, long characters, double enough)
    {
        if (n <= TopNGramBound.Longest && _words is { } words && words.Count >= n)
        {
            if (!_bounded)
            {
                _topBound.Find(words);
                _bounded = true;
            }

            double bound = Ratio.Of(_topBound.Bytes(n), characters);
            if (bound <= enough)
            {
                return bound;
            }
        }

        return Ratio.Of(TopCharacters(n), characters);
    }

    /// <summary>
    /// Code points of the n-grams that repeat an earlier one, found from left to right: where the n words concatenated have been seen before, their length counts and the search goes on
    /// behind them; where not, they are noted and it goes on with the next word.
    /// </summary>
    /// <param name="n">5 or more.</param>
    public long DuplicateCharacters(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, LeastDuplicate);
        return _words is { } words && words.Count > n && Candidates(words) >= 2 ? Walk(n, words.Count) : 0;
    }

    /// <summary><see cref="DuplicateCharacters"/> / <paramref name="characters"/>; where that is at most <paramref name="enough"/>, perhaps a greater number that is so too, which costs less to find.</summary>
    /// <param name="n">5 or more.</param>
    /// <param name="characters">The code points of the text.</param>
    /// <param name="enough">The threshold that the share is compared with.</param>
    public double DuplicateShare(int n, long characters, double enough)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, LeastDuplicate);
        if (_words is not { } words || words.Count <= n || Candidates(words) < 2)
        {
            return 0;
        }

        if (n - LeastDuplicate < Vector256<int>.Count)
        {
            double bound = Ratio.Of(_candidateBytes[n - LeastDuplicate], characters);
            if (bound <= enough)
            {
                return bound;
            }
        }

        return Ratio.Of(Walk(n, words.Count), characters);
    }

    private int Candidates(TWords words)
    {
        if (_candidateCount < 0)
        {
            Join(words);
            _candidateCount = FindCandidates(words.Count);
            _candidateBytes = CandidateBytes();
        }

        return _candidateCount;
    }

    /// <summary>Copies the words one behind the other.</summary>
    private void Join(TWords words)
    {
        int count = words.Count;
        byte* joined = _joined.Take(words.Text.Length + 80);
        int* offsets = _offsets.Take(count + 1 + Vector256<int>.Count);
        int offset = 0;
        fixed (byte* text = words.Text)
        fixed (int* starts = words.Starts)
        fixed (int* ends = words.Ends)
        {
            for (int i = 0; i < count; i++)
            {
                int length = ends[i] - starts[i];
                byte* word = text + starts[i];
                offsets[i] = offset;
                Unsafe.WriteUnaligned(joined + offset, TextHash.Load(word));
                Unsafe.WriteUnaligned(joined + offset + 8, TextHash.Load(word + 8));
                if (length > 16)
                {
                    Unsafe.CopyBlockUnaligned(joined + offset + 16, word + 16, (uint)length - 16);
                }

                offset += length;
            }
        }

        offsets[count] = offset;
        Vector256<int>.Zero.Store(offsets + count + 1);
        new Span<byte>(joined + offset, 64).Clear();
    }

    /// <summary>Lists the words at which an n-gram may begin that occurs more than once.</summary>
    private int FindCandidates(int words)
    {
        int count = words - LeastDuplicate + 1;
        int* offsets = _offsets.Start;
        byte* joined = _joined.Start;
        ulong* prefixes = _prefixes.Take(count);
        RepeatFilter.Bitmaps filter = _filter.Start(count);
        ulong any = 0;
        for (int i = 0; i < count; i++)
        {
            byte* gram = joined + offsets[i];
            ulong hash = TextHash.Combine(TextHash.Load(gram), TextHash.Load(gram + ShortestPrefix - 8));
            ulong isShort = (uint)(offsets[i + LeastDuplicate] - offsets[i] - ShortestPrefix) >> 31; // the sign of the difference
            prefixes[i] = (hash & ~1UL) | isShort; // the filter takes the upper bits
            any |= filter.Add(hash) | isShort;
        }

        if (any == 0)
        {
            return 0;
        }

        Candidate* candidates = _candidates.Take(count);
        int* alive = _alive.Take(count);
        int found = 0;
        int aliveCount = 0;
        for (int i = 0; i < count; i++)
        {
            int repeated = filter.IsRepeated(prefixes[i]);
            candidates[found] = new Candidate { Word = i, Bound = ShortestPrefix | (-repeated & int.MaxValue) };
            alive[aliveCount] = found;
            aliveCount += repeated;
            found += repeated | ((int)prefixes[i] & 1);
        }

        foreach (byte length in LongerPrefixes)
        {
            aliveCount = Bound(length, aliveCount);
        }

        // Longer n-grams have more bytes: where five words have too many, all have.
        int kept = 0;
        for (int k = 0; k < found; k++)
        {
            Candidate candidate = candidates[k];
            candidates[kept] = candidate;
            kept += offsets[candidate.Word + LeastDuplicate] - offsets[candidate.Word] < candidate.Bound ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Bounds the candidates whose next <paramref name="length"/> bytes do not occur again; returns the number of the others.</summary>
    private int Bound(int length, int count)
    {
        int* offsets = _offsets.Start;
        byte* joined = _joined.Start;
        ulong* prefixes = _prefixes.Start;
        Candidate* candidates = _candidates.Start;
        int* alive = _alive.Start;
        RepeatFilter.Bitmaps filter = _filter.Start(count);
        for (int k = 0; k < count; k++)
        {
            ulong hash = TextHash.Of(joined + offsets[candidates[alive[k]].Word], length);
            prefixes[k] = hash;
            _ = filter.Add(hash);
        }

        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            int candidate = alive[k];
            int repeated = filter.IsRepeated(prefixes[k]);
            candidates[candidate].Bound = length | (-repeated & int.MaxValue);
            alive[kept] = candidate;
            kept += repeated;
        }

        return kept;
    }

    /// <summary>The bytes that n-grams at candidates take up, each byte once: for the eight n from the least on.</summary>
    private Vector256<int> CandidateBytes()
    {
        Candidate* candidates = _candidates.Start;
        int* ends = _offsets.Start + LeastDuplicate;
        Vector256<int> covered = default;
        Vector256<int> sum = default;
        for (int k = 0; k < _candidateCount; k++)
        {
            Vector256<int> start = Vector256.Create(ends[candidates[k].Word - LeastDuplicate]);
            Vector256<int> end = Vector256.Load(ends + candidates[k].Word);
            Vector256<int> length = end - start; // not above 0 where the text has ended
            Vector256<int> counts = Vector256.LessThan(length, Vector256.Create(candidates[k].Bound)) & Vector256.GreaterThan(length, Vector256<int>.Zero);
            sum += (end - Vector256.Max(start, covered)) & counts;
            covered = Vector256.ConditionalSelect(counts, end, covered);
        }

        return sum;
    }

    private long Walk(int n, int words)
    {
        int count = _candidateCount;
        Candidate* candidates = _candidates.Start;
        int* offsets = _offsets.Start;
        byte* joined = _joined.Start;
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * count) | 16);
        int shift = 64 - BitOperations.Log2((uint)size);
        int* slots = _slots.TakeCleared(size);
        ulong* seen = _seen.Take(count);
        int seenCount = 0;
        int next = 0;
        long duplicate = 0;
        for (int k = 0; k < count; k++)
        {
            int at = candidates[k].Word;
            if (at + n > words)
            {
                break;
            }

            int length = offsets[at + n] - offsets[at];
            if (at < next || length >= candidates[k].Bound)
            {
                continue;
            }

            byte* gram = joined + offsets[at];
            ulong hash = TextHash.Of(gram, length);
            nuint slot = (nuint)(hash >> shift);
            while (slots[slot] != 0 && seen[slots[slot] - 1] != hash)
            {
                slot = (slot + 1) & (nuint)(size - 1);
            }

            if (slots[slot] != 0)
            {
                duplicate += CharacterCount.Of(gram, length);
                next = at + n;
            }
            else
            {
                seen[seenCount++] = hash;
                slots[slot] = seenCount;
            }
        }

        return duplicate;
    }
}
