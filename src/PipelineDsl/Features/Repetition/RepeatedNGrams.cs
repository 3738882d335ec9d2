using System.Numerics;

namespace PipelineDsl;

/// <summary>Finds the word n-grams that a text holds more than once, for n = 2, 3, … in turn.</summary>
/// <remarks>
/// An n-gram can repeat only if both of its (n-1)-grams do (Agrawal and Srikant's a-priori pruning), so each level looks at the neighbours among the positions that the level before has
/// left, which soon are few. Of the pairs, most of which occur once, a <see cref="RepeatFilter"/> leaves those that are worth a look-up. n-grams are told apart by 64-bit hashes of their words, see <see cref="TextHash"/>.
/// </remarks>
internal sealed unsafe class RepeatedNGrams
{
    private readonly ScratchArray<int> _positions = new();
    private readonly ScratchArray<ulong> _hashes = new(); // of the n-grams at the positions
    private readonly ScratchArray<int> _groups = new(); // of the n-grams at the positions: equal ones have the same
    private readonly ScratchArray<int> _slots = new(); // the group's number + 1, or 0
    private readonly ScratchArray<Group> _table = new();
    private readonly RepeatFilter _filter = new();
    private readonly ScratchArray<ulong> _words = new(); // hashes of the words
    private int _wordCount;

    /// <summary>Equal n-grams.</summary>
    public struct Group
    {
        /// <summary>Their hash.</summary>
        public ulong Hash;

        /// <summary>How many there are.</summary>
        public int Count;

        /// <summary>The word at which the first of them begins.</summary>
        public int First;
    }

    /// <summary>The present n; 1 at first.</summary>
    public int N { get; private set; }

    /// <summary>The number of n-grams that occur more than once, all occurrences counted.</summary>
    public int Count { get; private set; }

    /// <summary>The words at which they begin, ascending.</summary>
    public int* Positions => _positions.Start;

    /// <summary>The group of each.</summary>
    public int* Groups => _groups.Start;

    /// <summary>The groups by number, in the order of their first occurrence; some may have one member only.</summary>
    public Group* Table => _table.Start;

    /// <summary>The number of groups.</summary>
    public int GroupCount { get; private set; }

    /// <summary>How often the most frequent n-gram occurs: 0 if there are fewer than n words.</summary>
    public int TopCount { get; private set; }

    /// <summary>The word at which the most frequent n-gram occurs first; of equally frequent ones, that of the one which begins first.</summary>
    public int TopFirst { get; private set; }

    /// <summary>Says that the last text is done with.</summary>
    public void Begin()
    {
        _positions.Begin();
        _hashes.Begin();
        _groups.Begin();
        _slots.Begin();
        _table.Begin();
        _filter.Begin();
        _words.Begin();
    }

    /// <summary>Starts with the words of a text.</summary>
    public void Start(IWordList words)
    {
        int count = words.Count;
        ulong* hashes = _words.Take(count);
        fixed (byte* text = words.Text)
        fixed (int* starts = words.Starts)
        fixed (int* ends = words.Ends)
        {
            for (int i = 0; i < count; i++)
            {
                hashes[i] = TextHash.Of(text + starts[i], ends[i] - starts[i]);
            }
        }

        _wordCount = count;
        N = 1;
        Count = count;
    }

    /// <summary>Goes on to the next n.</summary>
    public void Next()
    {
        N++;
        int most = N == 2 ? _wordCount - 1 : Count;
        TopCount = _wordCount >= N ? 1 : 0;
        TopFirst = 0;
        GroupCount = 0;
        if (most < 2)
        {
            Count = 0;
            return;
        }

        int candidates = N == 2 ? Pairs() : Neighbours();
        Find(candidates);
        Keep(candidates);
    }

    private int Pairs()
    {
        int count = _wordCount - 1;
        ulong* words = _words.Start;
        int* positions = _positions.Take(count);
        ulong* hashes = _hashes.Take(count);
        _ = _groups.Take(count);
        RepeatFilter.Bitmaps filter = _filter.Start(count);
        ulong any = 0;
        for (int i = 0; i < count; i++)
        {
            ulong hash = TextHash.Combine(words[i], words[i + 1]);
            hashes[i] = hash;
            any |= filter.Add(hash);
        }

        int kept = 0;
        for (int i = 0; i < count && any != 0; i++)
        {
            ulong hash = hashes[i];
            positions[kept] = i;
            hashes[kept] = hash;
            kept += filter.IsRepeated(hash);
        }

        return kept;
    }

    private int Neighbours()
    {
        int* positions = Positions;
        ulong* hashes = _hashes.Start;
        ulong* words = _words.Start + N - 1;
        int kept = 0;
        for (int k = 0; k < Count - 1; k++)
        {
            // The next position's n-gram lies within the text, so this one's last word does too.
            int at = positions[k];
            int next = positions[k + 1];
            hashes[kept] = TextHash.Combine(hashes[k], words[at]);
            positions[kept] = at;
            kept += next == at + 1 ? 1 : 0;
        }

        return kept;
    }

    private void Find(int candidates)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * candidates) | 16);
        int shift = 64 - BitOperations.Log2((uint)size);
        int* slots = _slots.TakeCleared(size);
        Group* table = _table.Take(candidates);
        int* positions = Positions;
        int* groups = Groups;
        ulong* hashes = _hashes.Start;
        int count = 0;
        int topCount = 1;
        int top = 0;
        for (int k = 0; k < candidates; k++)
        {
            ulong hash = hashes[k];
            nuint slot = (nuint)(hash >> shift);
            int group = slots[slot] - 1;
            while (group >= 0 && table[group].Hash != hash)
            {
                slot = (slot + 1) & (nuint)(size - 1);
                group = slots[slot] - 1;
            }

            if (group < 0)
            {
                group = count++;
                slots[slot] = count;
                table[group] = new Group { Hash = hash, Count = 1, First = positions[k] };
            }
            else
            {
                int occurrences = ++table[group].Count;
                if (occurrences > topCount || (occurrences == topCount && group < top))
                {
                    topCount = occurrences;
                    top = group;
                }
            }

            groups[k] = group;
        }

        GroupCount = count;
        if (topCount > 1)
        {
            TopCount = topCount;
            TopFirst = table[top].First;
        }
    }

    private void Keep(int candidates)
    {
        Group* table = Table;
        int* positions = Positions;
        int* groups = Groups;
        ulong* hashes = _hashes.Start;
        int kept = 0;
        for (int k = 0; k < candidates; k++)
        {
            int group = groups[k];
            positions[kept] = positions[k];
            hashes[kept] = hashes[k];
            groups[kept] = group;
            kept += table[group].Count > 1 ? 1 : 0;
        }

        Count = kept;
    }
}
