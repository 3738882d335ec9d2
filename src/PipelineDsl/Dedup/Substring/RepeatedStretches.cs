using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Goes through the claims of repeats of a shard in the order of its documents: compares the bytes, joins stretches and moves their ends to borders.</summary>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
/// <param name="context">Sketches.</param>
/// <param name="indexes">Texts of earlier runs that claims may name.</param>
/// <param name="borders">Where cuts may begin and end.</param>
/// <param name="shard">The shard.</param>
internal sealed class RepeatedStretches<TSymbol>(DedupContext context, IReadOnlyList<SubstringIndex> indexes, CutBorders borders, int shard) : IDisposable
    where TSymbol : struct, ISubstringSymbol
{
    private const ulong LongestRead = 1 << 16;

    private readonly SubstringTexts _others = new(context, indexes);
    private readonly Dictionary<ulong, (ulong Place, ulong End)> _compares = []; // by distance: what is to be compared, joined
    private readonly List<(ulong Place, ulong End)> _stretches = [];

    /// <summary>Documents of which something is cut.</summary>
    public long Documents { get; private set; }

    /// <summary>Bytes of text that are cut.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes that were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Works through the shard.</summary>
    /// <param name="repeats">All claims.</param>
    /// <param name="cuts">Takes what is to be cut.</param>
    /// <returns>False if a claim is wrong: two different windows have one hash.</returns>
    public bool Read(SortedRuns<RepeatRecord> repeats, SortedRuns<CutRecord> cuts)
    {
        using SortedRunReader<RepeatRecord> reader = repeats.Read(SubstringPlace.Of(shard, 0), SubstringPlace.LastOf(shard));
        if (!reader.TryRead(out RepeatRecord repeat))
        {
            return true;
        }

        using SortedRunWriter<CutRecord> writer = cuts.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        bool more = true;
        while (more && sketches.Read())
        {
            ulong begin = SubstringPlace.Of(shard, sketches.Offset);
            ulong end = begin + (ulong)sketches.Bytes.Length;
            _stretches.Clear();
            _compares.Clear();
            for (; more && repeat.Place < end; more = reader.TryRead(out repeat))
            {
                if (!Take(repeat, sketches.Bytes, begin))
                {
                    return false;
                }
            }

            if (_stretches.Count > 0)
            {
                if (!CompareAll(sketches.Bytes, begin))
                {
                    return false;
                }

                Cut(sketches.Document, sketches.Bytes, begin, writer);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _others.Dispose();

    /// <summary>Joins a claim with those before it.</summary>
    private bool Take(RepeatRecord repeat, ReadOnlySpan<byte> sketch, ulong begin)
    {
        ulong end = repeat.Place + repeat.Length;
        if (_stretches.Count > 0 && _stretches[^1].End >= repeat.Place)
        {
            _stretches[^1] = (_stretches[^1].Place, Math.Max(_stretches[^1].End, end));
        }
        else
        {
            _stretches.Add((repeat.Place, end));
        }

        if (repeat.Other == repeat.Place)
        {
            return true;
        }

        ulong distance = repeat.Other - repeat.Place; // whichever comes first: it wraps
        if (_compares.TryGetValue(distance, out (ulong Place, ulong End) compare))
        {
            if (compare.End >= repeat.Place)
            {
                _compares[distance] = (compare.Place, Math.Max(compare.End, end));
                return true;
            }

            if (!Compare(distance, compare, sketch, begin))
            {
                return false;
            }
        }

        _compares[distance] = (repeat.Place, end);
        return true;
    }

    private bool CompareAll(ReadOnlySpan<byte> sketch, ulong begin)
    {
        foreach ((ulong distance, (ulong Place, ulong End) compare) in _compares)
        {
            if (!Compare(distance, compare, sketch, begin))
            {
                return false;
            }
        }

        return true;
    }

    private bool Compare(ulong distance, (ulong Place, ulong End) compare, ReadOnlySpan<byte> sketch, ulong begin)
    {
        for (ulong place = compare.Place; place < compare.End;)
        {
            int length = (int)Math.Min(LongestRead, compare.End - place);
            if (!_others.Read(place + distance, length).SequenceEqual(sketch.Slice((int)(place - begin), length)))
            {
                return false;
            }

            Compared += length;
            place += (ulong)length;
        }

        return true;
    }

    private void Cut(long document, ReadOnlySpan<byte> sketch, ulong begin, SortedRunWriter<CutRecord> cuts)
    {
        ReadOnlySpan<byte> text = TSymbol.Text(sketch);
        _ = TSymbol.Symbols(sketch, out int offset);
        borders.Begin();
        int done = 0; // widened stretches may overlap
        bool any = false;
        foreach ((ulong place, ulong stop) in _stretches)
        {
            int start = TSymbol.TextPlace(sketch, ((int)(place - begin) - offset) / TSymbol.Size);
            int end = TSymbol.TextPlace(sketch, ((int)(stop - begin) - offset) / TSymbol.Size);
            borders.Move(text, ref start, ref end);
            start = Math.Max(start, done);
            if (start < end)
            {
                cuts.Add(new CutRecord((ulong)document, (ulong)start, (ulong)(end - start)));
                Bytes += end - start;
                done = end;
                any = true;
            }
        }

        Documents += any ? 1 : 0;
    }
}
