using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace PipelineDsl;

/// <summary>The starts of all suffixes of a text, in the order of the suffixes: of two suffixes the one that is a prefix of the other comes first.</summary>
/// <remarks>
/// Induced sorting (SA-IS: Nong, Zhang and Chan, "Two efficient algorithms for linear time suffix array construction", 2011) in linear time for any text, and in no memory
/// but the result's and one counter for each symbol. A suffix is of type S if it is smaller than the one that follows it, else of type L; the leftmost S of a row of them is an LMS suffix.
/// <list type="number">
/// <item>The LMS substrings (from one LMS position to the next) are sorted: put into the buckets of their first symbols in any order, then the L suffixes are induced from left to right,
/// and from these the S suffixes from right to left.</item>
/// <item>Equal ones get the same name. If names repeat, the text of names, of half the length at most, is sorted the same way.</item>
/// <item>From the sorted LMS suffixes all others are induced.</item>
/// </list>
/// What is still to be induced from is told from what is not by the sign of its entry, so that types need no memory. The induction reads the text at random: it is asked for some
/// entries ahead.
/// </remarks>
internal static unsafe class SuffixArray
{
    private const int Ahead = 24; // entries: long enough for memory, short enough for the first-level cache

    /// <summary>Sorts the suffixes of bytes.</summary>
    /// <param name="text">The text; less than 2³¹ bytes.</param>
    /// <param name="suffixes">Receives the starts; as long as the text.</param>
    public static void Build(ReadOnlySpan<byte> text, Span<int> suffixes)
    {
        Check(text.Length, suffixes.Length);
        fixed (byte* start = text)
        {
            fixed (int* sorted = suffixes)
            {
                Sort(start, sorted, text.Length, 256);
            }
        }
    }

    /// <summary>Sorts the suffixes of a text of numbers.</summary>
    /// <param name="text">The text; each symbol at least 0 and less than <paramref name="symbols"/>.</param>
    /// <param name="symbols">One more than the greatest symbol.</param>
    /// <param name="suffixes">Receives the starts; as long as the text.</param>
    public static void Build(ReadOnlySpan<int> text, int symbols, Span<int> suffixes)
    {
        Check(text.Length, suffixes.Length);
        fixed (int* start = text)
        {
            fixed (int* sorted = suffixes)
            {
                Sort(start, sorted, text.Length, symbols);
            }
        }
    }

    private static void Check(int text, int suffixes)
    {
        if (suffixes != text)
        {
            throw new ArgumentException($"the text has {text} symbols, there is room for {suffixes} suffixes", nameof(suffixes));
        }
    }

    private static void Sort<T>(T* text, int* suffixes, int length, int symbols)
        where T : unmanaged
    {
        if (length < 2)
        {
            new Span<int>(suffixes, length).Clear();
            return;
        }

        int* counts = (int*)NativeMemory.AllocZeroed((nuint)symbols, 2 * sizeof(int));
        try
        {
            for (int i = 0; i < length; i++)
            {
                counts[At(text, i)]++;
            }

            Sort(text, suffixes, length, counts, counts + symbols, symbols);
        }
        finally
        {
            NativeMemory.Free(counts);
        }
    }

    /// <param name="text">The text.</param>
    /// <param name="suffixes">Receives the starts.</param>
    /// <param name="length">At least 2.</param>
    /// <param name="counts">How often each symbol occurs.</param>
    /// <param name="buckets">Room for one number for each symbol.</param>
    /// <param name="symbols">The number of symbols.</param>
    private static void Sort<T>(T* text, int* suffixes, int length, int* counts, int* buckets, int symbols)
        where T : unmanaged
    {
        new Span<int>(suffixes, length).Clear();
        PutTails(counts, buckets, symbols);
        int found = 0;
        for (LmsWalk<T> walk = new(text, length); walk.Next();)
        {
            suffixes[--buckets[At(text, walk.Position)]] = walk.Position;
            found++;
        }

        if (found > 1)
        {
            SortSubstrings(text, suffixes, length, counts, buckets, symbols);
            int names = Name(text, suffixes, length, found);
            if (names < found)
            {
                SortNames(text, suffixes, length, found, names);
            }

            PutSorted(text, suffixes, length, found, counts, buckets, symbols);
        }

        Induce(text, suffixes, length, counts, buckets, symbols);
    }

    /// <summary>Sorts the LMS substrings, whose starts lie in the buckets; leaves them, in order, at the beginning.</summary>
    private static void SortSubstrings<T>(T* text, int* suffixes, int length, int* counts, int* buckets, int symbols)
        where T : unmanaged
    {
        // L from left to right. Negative: the suffix before it is of type S, which is the other scan's.
        PutHeads(counts, buckets, symbols);
        int last = length - 1;
        suffixes[buckets[At(text, last)]++] = At(text, last - 1) < At(text, last) ? ~last : last;
        for (int i = 0; i < length; i++)
        {
            Prefetch(text, suffixes, i + Ahead, length);
            int suffix = suffixes[i];
            if (suffix > 0)
            {
                suffixes[i] = 0;
                int before = suffix - 1;
                int symbol = At(text, before);
                suffixes[buckets[symbol]++] = before > 0 && At(text, before - 1) < symbol ? ~before : before;
            }
            else if (suffix < 0)
            {
                suffixes[i] = ~suffix;
            }
        }

        // S from right to left. Negative: an LMS position, of which the substring starts here.
        PutTails(counts, buckets, symbols);
        for (int i = length - 1; i >= 0; i--)
        {
            PrefetchDown(text, suffixes, i - Ahead);
            int suffix = suffixes[i];
            if (suffix > 0)
            {
                suffixes[i] = 0;
                int before = suffix - 1;
                int symbol = At(text, before);
                suffixes[--buckets[symbol]] = before > 0 && At(text, before - 1) > symbol ? ~before : before;
            }
        }

        int sorted = 0;
        for (int i = 0; i < length; i++)
        {
            int suffix = suffixes[i];
            if (suffix < 0)
            {
                suffixes[i] = 0;
                suffixes[sorted++] = ~suffix;
            }
        }
    }

    /// <summary>Gives each LMS substring a name, ascending in their order, equal ones the same; the names come, in the text's order, to the end of the array.</summary>
    /// <returns>The number of names.</returns>
    private static int Name<T>(T* text, int* suffixes, int length, int found)
        where T : unmanaged
    {
        // Two LMS positions are at least two apart, so half of the position is a place of its own: first for the length, then for the name.
        int* places = suffixes + found;
        new Span<int>(places, length - found).Clear();
        int next = length;
        for (LmsWalk<T> walk = new(text, length); walk.Next();)
        {
            // The last one reaches to the end of the text, which no other does.
            places[walk.Position >> 1] = next == length ? 0 : next - walk.Position + 1;
            next = walk.Position;
        }

        int names = 0;
        int previous = 0;
        int previousLength = 0;
        for (int i = 0; i < found; i++)
        {
            int position = suffixes[i];
            int substring = places[position >> 1];
            if (substring == 0 || substring != previousLength
                || !new ReadOnlySpan<byte>(text + position, substring * sizeof(T)).SequenceEqual(new ReadOnlySpan<byte>(text + previous, substring * sizeof(T))))
            {
                names++;
            }

            places[position >> 1] = names;
            previous = position;
            previousLength = substring;
        }

        return names;
    }

    /// <summary>Sorts the suffixes of the text of names, and with them the LMS suffixes, whose starts come, in order, to the beginning.</summary>
    private static void SortNames<T>(T* text, int* suffixes, int length, int found, int names)
        where T : unmanaged
    {
        // From the end, so that nothing is overwritten that is still to be moved.
        int to = length;
        for (int from = length - 1; from >= found; from--)
        {
            if (suffixes[from] > 0)
            {
                suffixes[--to] = suffixes[from] - 1;
            }
        }

        int* second = suffixes + length - found;
        Sort(second, suffixes, found, names);

        // The names are done with: the positions that they stood for take their place.
        to = found;
        for (LmsWalk<T> walk = new(text, length); walk.Next();)
        {
            second[--to] = walk.Position;
        }

        for (int i = 0; i < found; i++)
        {
            suffixes[i] = second[suffixes[i]];
        }
    }

    /// <summary>Puts the sorted LMS suffixes at the ends of their buckets.</summary>
    private static void PutSorted<T>(T* text, int* suffixes, int length, int found, int* counts, int* buckets, int symbols)
        where T : unmanaged
    {
        new Span<int>(suffixes + found, length - found).Clear();
        PutTails(counts, buckets, symbols);
        for (int i = found - 1; i >= 0; i--)
        {
            int position = suffixes[i];
            suffixes[i] = 0;
            suffixes[--buckets[At(text, position)]] = position;
        }
    }

    /// <summary>Induces all suffixes from the sorted LMS suffixes.</summary>
    private static void Induce<T>(T* text, int* suffixes, int length, int* counts, int* buckets, int symbols)
        where T : unmanaged
    {
        // Each entry is turned once it is behind the scan: done ones become negative, those for the other scan positive.
        PutHeads(counts, buckets, symbols);
        int last = length - 1;
        suffixes[buckets[At(text, last)]++] = At(text, last - 1) < At(text, last) ? ~last : last;
        for (int i = 0; i < length; i++)
        {
            Prefetch(text, suffixes, i + Ahead, length);
            int suffix = suffixes[i];
            suffixes[i] = ~suffix;
            if (suffix > 0)
            {
                int before = suffix - 1;
                int symbol = At(text, before);
                suffixes[buckets[symbol]++] = before > 0 && At(text, before - 1) < symbol ? ~before : before;
            }
        }

        PutTails(counts, buckets, symbols);
        for (int i = length - 1; i >= 0; i--)
        {
            PrefetchDown(text, suffixes, i - Ahead);
            int suffix = suffixes[i];
            if (suffix > 0)
            {
                int before = suffix - 1;
                int symbol = At(text, before);
                suffixes[--buckets[symbol]] = before == 0 || At(text, before - 1) > symbol ? ~before : before;
            }
            else
            {
                suffixes[i] = ~suffix;
            }
        }
    }

    private static void PutHeads(int* counts, int* buckets, int symbols)
    {
        int sum = 0;
        for (int i = 0; i < symbols; i++)
        {
            buckets[i] = sum;
            sum += counts[i];
        }
    }

    private static void PutTails(int* counts, int* buckets, int symbols)
    {
        int sum = 0;
        for (int i = 0; i < symbols; i++)
        {
            sum += counts[i];
            buckets[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At<T>(T* text, int i)
        where T : unmanaged
        => typeof(T) == typeof(byte) ? *((byte*)text + i) : *((int*)text + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<T>(T* text, int* suffixes, int i, int length)
        where T : unmanaged
    {
        if (Sse.IsSupported && i < length)
        {
            int suffix = suffixes[i];
            Sse.Prefetch0(text + (suffix > 0 ? suffix - 1 : 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchDown<T>(T* text, int* suffixes, int i)
        where T : unmanaged
    {
        if (Sse.IsSupported && i >= 0)
        {
            int suffix = suffixes[i];
            Sse.Prefetch0(text + (suffix > 0 ? suffix - 1 : 0));
        }
    }

    /// <summary>Walks over the LMS positions of a text, from the last to the first.</summary>
    private struct LmsWalk<T>(T* text, int length)
        where T : unmanaged
    {
        private int _next = length - 1; // the position that the walk has come down to
        private bool _small; // whether it is of type S; the last is of type L

        public int Position { get; private set; }

        public bool Next()
        {
            int i = _next;
            bool small = _small;
            int symbol = At(text, i);
            while (i > 0)
            {
                int before = At(text, i - 1);
                bool beforeSmall = before < symbol || (before == symbol && small);
                i--;
                symbol = before;
                if (small && !beforeSmall)
                {
                    Position = i + 1;
                    _next = i;
                    _small = false;
                    return true;
                }

                small = beforeSmall;
            }

            _next = 0;
            _small = false;
            return false;
        }
    }
}
