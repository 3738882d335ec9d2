using System;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Goes through records sorted by the key of a band and compares the sets of shingles of those with one key. For one task.</summary>
/// <remarks>
/// <para>Equal sets are joined without a comparison: a million equal documents cost as many steps. The different sets of a group, ordered by size, are compared each with those before it, from
/// the nearest in size on, as long as the sizes allow the threshold. A pair is spared that is connected within the group already, or that was compared in an earlier band.</para>
/// <para>Each set is compared with the nearest <see cref="Window"/> before it at most: in a group with more different sets than that (<see cref="HotKeys"/>), of documents that hardly resemble
/// each other, pairs that are further apart in size are not looked at in this band; if they meet in another one, they are there. So time and memory are linear in the number of documents,
/// whatever they are.</para>
/// </remarks>
internal sealed class VerifiedGroups(DedupContext context, LshBands split, double least, HotKeys hot) : IDisposable
{
    /// <summary>How many different sets of a group before it a set is compared with, at most.</summary>
    public const int Window = 255;

    private readonly Sketches _sketches = new(context);
    private readonly SetRecord[] _sets = new SetRecord[Window + 1]; // a ring of the last different sets
    private readonly int[] _components = new int[Window + 1]; // which of them are connected
    private ulong[] _set = new ulong[1024];
    private int _count; // different sets of the group so far
    private long _compared;
    private long _similar;
    private long _skipped;

    /// <summary>Reads all groups.</summary>
    /// <param name="records">The records.</param>
    /// <param name="edges">Takes edges between similar documents.</param>
    /// <param name="indexed">Takes the documents whose key is in an index.</param>
    public void Read(SortedRunReader<SetRecord> records, SortedRunWriter<Edge> edges, SortedRunWriter<Node> indexed)
    {
        SetRecord last = default; // the first record of the present set
        bool any = false;
        bool isIndexed = false;
        while (records.TryRead(out SetRecord record))
        {
            if (!any || record.Key != last.Key)
            {
                any = true;
                isIndexed = record.Place == BandRecord.Indexed;
                _count = 0;
                last = record;
                Push(in record);
            }
            else if (isIndexed)
            {
                if (record.Place != BandRecord.Indexed)
                {
                    indexed.Add(new Node(record.Place - 1));
                }
            }
            else if (record.Size == last.Size && record.High == last.High && record.Low == last.Low)
            {
                edges.Add(new Edge(record.Place - 1, last.Place - 1));
            }
            else
            {
                last = record;
                Compare(in record, edges);
            }
        }

        context.Report("comparedPairs", _compared);
        context.Report("similarPairs", _similar);
        context.Report("sparedPairs", _skipped);
    }

    /// <inheritdoc/>
    public void Dispose() => _sketches.Dispose();

    private static int PlaceOf(int set) => set % (Window + 1);

    private void Push(in SetRecord record)
    {
        _sets[PlaceOf(_count)] = record;
        _components[PlaceOf(_count)] = _count;
        _count++;
    }

    /// <summary>Compares a set with those before it, and puts it behind them.</summary>
    private void Compare(in SetRecord record, SortedRunWriter<Edge> edges)
    {
        int own = PlaceOf(_count);
        int first = Math.Max(0, _count - Window);
        int last = _count - 1;
        Push(in record);
        bool read = false;
        for (int i = last; i >= first; i--)
        {
            int place = PlaceOf(i);
            ref readonly SetRecord other = ref _sets[place];
            if (!ShingleSets.CanBeSimilar((long)other.Size, (long)record.Size, least))
            {
                return; // those before are smaller still
            }

            if (_components[place] == _components[own])
            {
                continue;
            }

            if (!read)
            {
                Load(in record);
                read = true;
            }

            ReadOnlySpan<ulong> theirs = Read(in other);
            if (MetBefore(_set.AsSpan(0, split.Bands), theirs[..split.Bands], (int)record.Band))
            {
                _skipped++;
                continue;
            }

            _compared++;
            if (ShingleSets.AreSimilar(_set.AsSpan(split.Bands, (int)record.Size), theirs[split.Bands..], least))
            {
                _similar++;
                edges.Add(new Edge(record.Place - 1, other.Place - 1));
                Connect(_components[place], _components[own], first, last + 1);
            }
        }
    }

    /// <summary>Whether two documents have the same key in an earlier band, where they were compared.</summary>
    private bool MetBefore(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, int band)
    {
        for (int i = 0; i < band; i++)
        {
            if (left[i] == right[i] && !hot.Contains(left[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void Connect(int from, int to, int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            ref int component = ref _components[PlaceOf(i)];
            component = component == from ? to : component;
        }
    }

    /// <summary>Reads keys and set of the present document into memory of their own.</summary>
    private void Load(in SetRecord record)
    {
        ReadOnlySpan<ulong> values = Read(in record);
        if (_set.Length < values.Length)
        {
            _set = new ulong[Math.Max(values.Length, 2 * _set.Length)];
        }

        values.CopyTo(_set);
    }

    private ReadOnlySpan<ulong> Read(in SetRecord record)
        => MemoryMarshal.Cast<byte, ulong>(_sketches.Read((long)record.Place - 1, (long)record.Offset, (split.Bands + (int)record.Size) * sizeof(ulong)));
}
