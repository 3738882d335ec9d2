using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Finds, with a suffix array in memory, what of a corpus lies in windows that occur more than once.</summary>
/// <remarks>
/// A window is a row of symbols (bytes or ids of tokens) of a given length inside one document. With <see cref="SubstringCopies.KeepFirst"/> a window is cut if an equal one starts before
/// it, with <see cref="SubstringCopies.CutAll"/> if an equal one starts anywhere else; windows may overlap. Memory for each symbol: its own size and <see cref="BytesPerSymbol"/>.
/// </remarks>
internal sealed class RepeatedWindows : IDisposable
{
    /// <summary>Bytes of memory for each symbol: two numbers and two bits.</summary>
    public const double BytesPerSymbol = 8.25;

    private readonly NativeArray<int> _suffixes;
    private readonly NativeArray<int> _before; // the suffix before each, in the suffixes' order
    private readonly NativeArray<ulong> _same; // bit: the suffix begins with the same window as the one before it
    private readonly NativeArray<ulong> _cut; // bit: the window that starts here is cut
    private readonly int _length;

    /// <summary>Takes memory.</summary>
    /// <param name="length">Symbols of the corpus; less than 2³¹.</param>
    public RepeatedWindows(int length)
    {
        _length = length;
        _suffixes = new NativeArray<int>(length, zeroed: false);
        _before = new NativeArray<int>(length, zeroed: false);
        _same = new NativeArray<ulong>((length >> 6) + 1);
        _cut = new NativeArray<ulong>((length >> 6) + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _suffixes.Free();
        _before.Free();
        _same.Free();
        _cut.Free();
    }

    /// <summary>Searches a corpus of bytes.</summary>
    /// <param name="text">All documents, one behind the other.</param>
    /// <param name="ends">Where each document ends.</param>
    /// <param name="window">Symbols of a window; at least 1.</param>
    /// <param name="copies">What is cut.</param>
    /// <param name="orders">Each document's place in the order of survivors (<see cref="SurvivorOrder"/>), or empty: all the same.</param>
    public void Find(ReadOnlySpan<byte> text, ReadOnlySpan<int> ends, int window, SubstringCopies copies, ReadOnlySpan<ulong> orders = default)
    {
        SuffixArray.Build(text, _suffixes.Span);
        Find<byte>(text, ends, window, copies, orders);
    }

    /// <summary>Searches a corpus of token ids.</summary>
    /// <param name="text">All documents, one behind the other.</param>
    /// <param name="symbols">One more than the greatest id.</param>
    /// <param name="ends">Where each document ends.</param>
    /// <param name="window">Symbols of a window; at least 1.</param>
    /// <param name="copies">What is cut.</param>
    /// <param name="orders">Each document's place in the order of survivors (<see cref="SurvivorOrder"/>), or empty: all the same.</param>
    public void Find(ReadOnlySpan<int> text, int symbols, ReadOnlySpan<int> ends, int window, SubstringCopies copies, ReadOnlySpan<ulong> orders = default)
    {
        SuffixArray.Build(text, symbols, _suffixes.Span);
        Find<int>(text, ends, window, copies, orders);
    }

    /// <summary>The next row of symbols that lie in cut windows; it may reach over the border of documents.</summary>
    /// <param name="from">Where to search.</param>
    /// <param name="window">Symbols of a window.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="end">Where it ends.</param>
    public bool Next(int from, int window, out int start, out int end)
    {
        end = 0;
        start = NextCut(from);
        if (start < 0)
        {
            return false;
        }

        end = start + window;
        for (int next = NextCut(start + 1); next >= 0 && next <= end; next = NextCut(next + 1))
        {
            end = next + window;
        }

        return true;
    }

    private int NextCut(int from)
    {
        if (from >= _length)
        {
            return -1;
        }

        Span<ulong> bits = _cut.Span;
        int word = from >> 6;
        ulong rest = bits[word] & (~0UL << from);
        while (rest == 0)
        {
            if (++word == bits.Length)
            {
                return -1;
            }

            rest = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }

    private void Find<T>(ReadOnlySpan<T> text, ReadOnlySpan<int> ends, int window, SubstringCopies copies, ReadOnlySpan<ulong> orders)
        where T : unmanaged, IEquatable<T>
    {
        _same.Span.Clear();
        _cut.Span.Clear();
        if (_length == 0)
        {
            return;
        }

        MarkSame(text, window);
        Span<int> suffixes = _suffixes.Span;
        for (int i = 0; i < suffixes.Length;)
        {
            int begin = i++;
            while (i < suffixes.Length && Bit(_same, suffixes[i]))
            {
                i++;
            }

            if (i - begin > 1)
            {
                MarkCut(suffixes[begin..i], ends, window, copies, orders);
            }
        }
    }

    /// <summary>Finds which suffixes begin with the same window as the one before them.</summary>
    /// <remarks>
    /// In the text's order: the common prefix of a suffix with the one before it is at most one shorter than that of the suffix one symbol to the left (Kasai and others, 2001; the array
    /// of predecessors is Kärkkäinen, Manzini and Puglisi's, "Permuted longest-common-prefix array", 2009), so that each symbol is compared about once.
    /// </remarks>
    private void MarkSame<T>(ReadOnlySpan<T> text, int window)
        where T : unmanaged, IEquatable<T>
    {
        Span<int> suffixes = _suffixes.Span;
        Span<int> before = _before.Span;
        before[suffixes[0]] = -1;
        for (int i = 1; i < suffixes.Length; i++)
        {
            before[suffixes[i]] = suffixes[i - 1];
        }

        int common = 0;
        for (int i = 0; i < before.Length; i++)
        {
            int other = before[i];
            if (other < 0)
            {
                common = 0;
                continue;
            }

            int most = Math.Min(window, text.Length - Math.Max(i, other));
            while (common < most && text[i + common].Equals(text[other + common]))
            {
                common++;
            }

            if (common >= window)
            {
                _same.Span[i >> 6] |= 1UL << i;
            }

            common = Math.Max(0, common - 1);
        }
    }

    /// <summary>Marks what is cut of starts with equal windows.</summary>
    private void MarkCut(ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int window, SubstringCopies copies, ReadOnlySpan<ulong> orders)
    {
        int first = -1;
        ulong best = 0;
        int count = 0;
        foreach (int start in starts)
        {
            int document = DocumentOf(start, ends);
            if (ends[document] - start < window)
            {
                continue; // reaches into the next document
            }

            ulong order = orders.IsEmpty ? 0 : orders[document];
            if (first < 0 || order < best || (order == best && start < first))
            {
                first = start;
                best = order;
            }

            _cut.Span[start >> 6] |= 1UL << start;
            count++;
        }

        if (first >= 0 && (copies == SubstringCopies.KeepFirst || count == 1))
        {
            _cut.Span[first >> 6] &= ~(1UL << first);
        }
    }

    private static int DocumentOf(int start, ReadOnlySpan<int> ends)
    {
        int low = 0;
        int high = ends.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (ends[middle] > start)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static bool Bit(NativeArray<ulong> bits, int i) => (bits.Span[i >> 6] & (1UL << i)) != 0;
}
