using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Finds repeated windows of a corpus that fits into memory with its suffix array (<see cref="RepeatedWindows"/>). It compares symbols, so that nothing is left to check.</summary>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
/// <param name="context">Sketches and ranks.</param>
/// <param name="window">Symbols of a window.</param>
/// <param name="copies">Whether the first occurrence is cut too.</param>
internal sealed unsafe class SuffixArraySearch<TSymbol>(DedupContext context, int window, SubstringCopies copies)
    where TSymbol : struct, ISubstringSymbol
{
    private readonly List<ulong> _places = []; // of each document's first symbol
    private readonly List<int> _ends = []; // of each document, in symbols of the corpus
    private readonly List<ulong> _orders = [];

    /// <summary>The bytes of memory that a symbol takes.</summary>
    public static double BytesPerSymbol => TSymbol.Size + RepeatedWindows.BytesPerSymbol;

    /// <summary>Counts symbols.</summary>
    public static long Count(DedupContext context)
    {
        long[] counts = new long[context.Shards];
        context.ForEach(context.Shards, shard =>
        {
            using SketchReader sketches = context.OpenSketches(shard);
            while (sketches.Read())
            {
                counts[shard] += TSymbol.Symbols(sketches.Bytes, out _).Length / TSymbol.Size;
            }
        });
        long sum = 0;
        foreach (long count in counts)
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>Finds what is repeated.</summary>
    /// <param name="symbols">The corpus's symbols (<see cref="Count"/>).</param>
    /// <param name="repeats">Takes the stretches, as ones of which nothing is to be compared.</param>
    public void Find(int symbols, SortedRuns<RepeatRecord> repeats)
    {
        NativeArray<byte> text = new(checked(symbols * TSymbol.Size), zeroed: false);
        try
        {
            uint greatest = Load(text, symbols);
            using RepeatedWindows windows = new(symbols);
            if (TSymbol.Size == 1)
            {
                windows.Find(text.Span, _ends.ToArray(), window, copies, _orders.ToArray());
            }
            else
            {
                windows.Find(new ReadOnlySpan<int>(text.Start, symbols), checked((int)greatest + 1), _ends.ToArray(), window, copies, _orders.ToArray());
            }

            Write(windows, repeats);
        }
        finally
        {
            text.Free();
        }
    }

    private uint Load(NativeArray<byte> text, int symbols)
    {
        uint greatest = 0;
        int end = 0;
        for (int shard = 0; shard < context.Shards; shard++)
        {
            using SketchReader sketches = context.OpenSketches(shard);
            using RankReader ranks = context.OpenRanks(shard);
            while (sketches.Read())
            {
                ReadOnlySpan<byte> own = TSymbol.Symbols(sketches.Bytes, out int offset);
                own.CopyTo(text.Span[(end * TSymbol.Size)..]);
                int begin = end;
                end += own.Length / TSymbol.Size;
                _places.Add(SubstringPlace.Of(shard, sketches.Offset + offset));
                _ends.Add(end);
                _orders.Add(ranks.OrderOf(sketches.Document));
                for (int i = begin; TSymbol.Size > 1 && i < end; i++)
                {
                    greatest = Math.Max(greatest, TSymbol.At(text.Start, i));
                }
            }
        }

        return greatest;
    }

    private void Write(RepeatedWindows windows, SortedRuns<RepeatRecord> repeats)
    {
        using SortedRunWriter<RepeatRecord> writer = repeats.OpenWriter();
        int document = 0;
        for (int from = 0; windows.Next(from, window, out int start, out int end); from = end)
        {
            // A window lies in one document, but windows of two may touch.
            while (start < end)
            {
                while (_ends[document] <= start)
                {
                    document++;
                }

                int begin = document == 0 ? 0 : _ends[document - 1];
                int stop = Math.Min(end, _ends[document]);
                ulong place = _places[document] + ((ulong)(start - begin) * (ulong)TSymbol.Size);
                writer.Add(new RepeatRecord(place, place, (ulong)(stop - start) * (ulong)TSymbol.Size));
                start = stop;
            }
        }
    }
}
