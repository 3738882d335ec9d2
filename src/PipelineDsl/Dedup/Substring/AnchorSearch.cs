using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Finds repeated windows of a corpus of any size, in passes over it and sorted runs: no text is held in memory but a document.</summary>
/// <remarks>
/// <list type="number">
/// <item>Each window has an anchor, a place in it that equal windows have at the same place (<see cref="WindowAnchors{TSymbol}"/>). For each row of windows with one anchor a record is written:
/// a hash of the anchor's key, and a hash of the context, which is all that these windows cover. Equal windows have equal keys.</item>
/// <item>Sorted, rows with one key and one context lie together: all but the first are repeats as a whole. Rows whose key occurs with other contexts too, which are those at the borders of what
/// is repeated, are noted, one for each context.</item>
/// <item>Only of these each window is hashed (<see cref="WindowHash{TSymbol}"/>) and sorted: of equal ones all but the first are repeats.</item>
/// </list>
/// A repeat names the one before it, not the first: in periodic texts these have the same distance, so that they merge to one stretch. Hashes are claims; the caller compares the bytes.
/// What an index holds takes part as documents that come before all others and of which nothing is cut.
/// </remarks>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
/// <param name="context">Sketches, workers and runs.</param>
/// <param name="window">Symbols of a window.</param>
/// <param name="copies">Whether the first occurrence is a repeat too.</param>
/// <param name="seed">Which hashes; the anchors of indexes are of seed 0.</param>
/// <param name="indexes">Texts of earlier runs.</param>
internal sealed unsafe class AnchorSearch<TSymbol>(DedupContext context, int window, SubstringCopies copies, int seed, IReadOnlyList<SubstringIndex> indexes)
    where TSymbol : struct, ISubstringSymbol
{
    private const int MostHeld = 1 << 16;

    private readonly ulong _indexed = SubstringPlace.Of(context.Shards, 0); // the first place that is not the corpus's own

    /// <summary>Finds what is repeated.</summary>
    /// <param name="repeats">Takes the claims.</param>
    /// <param name="save">Takes the anchors, or null.</param>
    public void Find(SortedRuns<RepeatRecord> repeats, Action<SortedRuns<AnchorRecord>>? save = null)
    {
        using SortedRuns<WindowRow> rows = context.CreateRuns<WindowRow>(Name("rows"), 0.125);
        using (SortedRuns<AnchorRecord> anchors = context.CreateRuns<AnchorRecord>(Name("anchors")))
        {
            context.ForEach(context.Shards, shard =>
            {
                using SketchReader sketches = context.OpenSketches(shard);
                using RankReader ranks = context.OpenRanks(shard);
                CollectAnchors(sketches, ranks, SubstringPlace.Of(shard, 0), anchors, repeats);
            });
            context.Report("anchors", anchors.Count);
            AddIndexes(anchors, repeats);
            anchors.Seal();
            save?.Invoke(anchors);
            IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(anchors.Count);
            context.ForEach(ranges.Count, i =>
            {
                using SortedRunReader<AnchorRecord> reader = anchors.Read(ranges[i].From, ranges[i].To);
                CompareAnchors(reader, rows, repeats);
            });
        }

        rows.Seal();
        if (rows.Count == 0)
        {
            return;
        }

        using SortedRuns<WindowRecord> windows = context.CreateRuns<WindowRecord>(Name("windows"));
        context.ForEach(context.Shards, shard => CollectWindows(shard, rows, windows));
        foreach (SubstringIndex index in indexes)
        {
            CollectWindows(index, rows, windows);
        }

        windows.Seal();
        IReadOnlyList<(ulong From, ulong To)> parts = context.Ranges(windows.Count);
        context.ForEach(parts.Count, i =>
        {
            using SortedRunReader<WindowRecord> reader = windows.Read(parts[i].From, parts[i].To);
            CompareWindows(reader, repeats);
        });
    }

    private string Name(string what) => seed == 0 ? what : what + "-" + (char)('0' + seed);

    private bool IsIndexed(ulong place) => place >= _indexed;

    private void AddIndexes(SortedRuns<AnchorRecord> anchors, SortedRuns<RepeatRecord> repeats)
    {
        if (seed == 0)
        {
            foreach (SubstringIndex index in indexes)
            {
                anchors.AddForeign(index.Anchors);
            }

            return;
        }

        context.ForEach(indexes.Count, i =>
        {
            using SketchReader sketches = indexes[i].OpenSketches();
            CollectAnchors(sketches, null, indexes[i].First, anchors, repeats);
        });
    }

    /// <summary>Writes the anchors of documents.</summary>
    /// <param name="sketches">Their sketches.</param>
    /// <param name="ranks">Their ranks; null for those of an index.</param>
    /// <param name="first">The place of the first sketch.</param>
    /// <param name="anchors">Takes the anchors.</param>
    /// <param name="repeats">Takes what a document says twice.</param>
    private void CollectAnchors(SketchReader sketches, RankReader? ranks, ulong first, SortedRuns<AnchorRecord> anchors, SortedRuns<RepeatRecord> repeats)
    {
        WindowAnchors<TSymbol> finder = new(window);
        RecentAnchors recent = new();
        using SortedRunWriter<AnchorRecord> writer = anchors.OpenWriter();
        using SortedRunWriter<RepeatRecord> repeatWriter = repeats.OpenWriter();
        while (sketches.Read())
        {
            ReadOnlySpan<byte> symbols = TSymbol.Symbols(sketches.Bytes, out int offset);
            ulong place = first + (ulong)(sketches.Offset + offset);
            ulong order = ranks?.OrderOf(sketches.Document) ?? SurvivorOrder.Indexed;
            RepeatRecord pending = default;
            finder.Find(symbols);
            foreach (AnchoredWindows row in finder.Found)
            {
                AnchorRecord anchor = new(
                    finder.Key(symbols, row, seed),
                    AnchorRecord.ContextOf(finder.Context(symbols, row, seed), row.Count),
                    order,
                    place + ((ulong)row.First * (ulong)TSymbol.Size));
                ulong before = recent.Replace(in anchor, place);
                if (before == RecentAnchors.None)
                {
                    writer.Add(in anchor);
                    continue;
                }

                if (ranks is null)
                {
                    continue;
                }

                // The document has just said the same. Its first row stands for both, so that a text that repeats itself leaves one claim, not a record for each place.
                RepeatRecord repeat = new(anchor.Place, before, LengthOf(anchor.Count));
                if (copies == SubstringCopies.CutAll && (before < pending.Place || before + repeat.Length > pending.Place + pending.Length))
                {
                    repeatWriter.Add(repeat with { Place = before });
                }

                if (pending.Length > 0 && pending.Other - pending.Place == repeat.Other - repeat.Place && repeat.Place <= pending.Place + pending.Length)
                {
                    pending = pending with { Length = repeat.Place + repeat.Length - pending.Place };
                    continue;
                }

                Flush(pending, repeatWriter);
                pending = repeat;
            }

            Flush(pending, repeatWriter);
        }

        static void Flush(RepeatRecord pending, SortedRunWriter<RepeatRecord> writer)
        {
            if (pending.Length > 0)
            {
                writer.Add(pending);
            }
        }
    }

    /// <summary>The bytes that a row of windows covers.</summary>
    private ulong LengthOf(int count) => ((ulong)count - 1 + (ulong)window) * (ulong)TSymbol.Size;

    private void CompareAnchors(SortedRunReader<AnchorRecord> anchors, SortedRuns<WindowRow> rows, SortedRuns<RepeatRecord> repeats)
    {
        using SortedRunWriter<WindowRow> rowWriter = rows.OpenWriter();
        using SortedRunWriter<RepeatRecord> repeatWriter = repeats.OpenWriter();
        AnchorRecord last = default; // its count is 0, as no other's is
        List<WindowRow> held = []; // the first rows of the key's contexts, for as long as it is not known whether they are wanted
        bool wanted = false; // there are several, and not all of them are an index's
        bool own = false;
        int rowsOfContext = 0;
        while (anchors.TryRead(out AnchorRecord anchor))
        {
            bool sameKey = last.Count > 0 && anchor.Key == last.Key;
            if (sameKey && anchor.Context == last.Context)
            {
                rowsOfContext++;
                Claim(anchor.Place, last.Place, LengthOf(anchor.Count), rowsOfContext, repeatWriter);
            }
            else
            {
                if (!sameKey)
                {
                    held.Clear();
                    wanted = false;
                    own = false;
                }

                rowsOfContext = 1;
                own |= !IsIndexed(anchor.Place);
                held.Add(new WindowRow(anchor.Place, (ulong)anchor.Count));

                // So many rows of an index are not held longer: to compare them for nothing does no harm.
                wanted |= held.Count > 1 && (own || held.Count == MostHeld);
                if (wanted)
                {
                    foreach (WindowRow row in held)
                    {
                        rowWriter.Add(in row);
                    }

                    held.Clear();
                }
            }

            last = anchor;
        }
    }

    /// <summary>Claims that a stretch repeats the one before it, and with <see cref="SubstringCopies.CutAll"/> that the first is repeated too; nothing of an index is cut.</summary>
    /// <param name="place">The stretch.</param>
    /// <param name="before">The one before it.</param>
    /// <param name="length">Their bytes.</param>
    /// <param name="number">The how many-th of the equal ones it is, from 2.</param>
    /// <param name="repeats">Takes the claims.</param>
    private void Claim(ulong place, ulong before, ulong length, int number, SortedRunWriter<RepeatRecord> repeats)
    {
        if (number == 2 && copies == SubstringCopies.CutAll && !IsIndexed(before))
        {
            repeats.Add(new RepeatRecord(before, before, length));
        }

        if (!IsIndexed(place))
        {
            repeats.Add(new RepeatRecord(place, before, length));
        }
    }

    private void CollectWindows(int shard, SortedRuns<WindowRow> rows, SortedRuns<WindowRecord> windows)
    {
        using SortedRunReader<WindowRow> reader = rows.Read(SubstringPlace.Of(shard, 0), SubstringPlace.LastOf(shard));
        if (!reader.TryRead(out WindowRow row))
        {
            return;
        }

        WindowHash<TSymbol> hash = new(window, seed);
        using SortedRunWriter<WindowRecord> writer = windows.OpenWriter();
        using SketchReader sketches = context.OpenSketches(shard);
        using RankReader ranks = context.OpenRanks(shard);
        bool more = true;
        while (more && sketches.Read())
        {
            long begin = sketches.Offset;
            long end = begin + sketches.Bytes.Length;
            if (SubstringPlace.Offset(row.Place) >= end)
            {
                continue;
            }

            ulong order = ranks.OrderOf(sketches.Document);
            fixed (byte* sketch = sketches.Bytes)
            {
                ulong next = ulong.MaxValue; // behind the last window that was hashed
                while (more && SubstringPlace.Offset(row.Place) < end)
                {
                    byte* symbols = sketch + (SubstringPlace.Offset(row.Place) - begin);
                    ulong place = row.Place;
                    for (ulong i = 0; i < row.Count; i++)
                    {
                        if (place == next)
                        {
                            hash.Roll(symbols - TSymbol.Size);
                        }
                        else
                        {
                            hash.Start(symbols);
                        }

                        writer.Add(new WindowRecord(hash.High, hash.Low, order, place));
                        symbols += TSymbol.Size;
                        place += (ulong)TSymbol.Size;
                        next = place;
                    }

                    more = reader.TryRead(out row);
                }
            }
        }
    }

    /// <summary>Hashes windows of an index: wherever they lie, only they are read.</summary>
    private void CollectWindows(SubstringIndex index, SortedRuns<WindowRow> rows, SortedRuns<WindowRecord> windows)
    {
        IReadOnlyList<(ulong From, ulong To)> ranges = context.Ranges(rows.Count, (ulong)Math.Max(1, index.TextBytes) - 1);
        context.ForEach(ranges.Count, i =>
        {
            ulong last = (ulong)Math.Max(1, index.TextBytes) - 1;
            using SortedRunReader<WindowRow> reader = rows.Read(index.First + ranges[i].From, index.First + Math.Min(last, ranges[i].To));
            if (!reader.TryRead(out WindowRow row))
            {
                return;
            }

            WindowHash<TSymbol> hash = new(window, seed);
            using SortedRunWriter<WindowRecord> writer = windows.OpenWriter();
            using SubstringTexts texts = new(context, indexes);
            do
            {
                fixed (byte* symbols = texts.Read(row.Place, checked((int)LengthOf((int)row.Count))))
                {
                    hash.Start(symbols);
                    for (ulong place = 0; ; place += (ulong)TSymbol.Size)
                    {
                        writer.Add(new WindowRecord(hash.High, hash.Low, SurvivorOrder.Indexed, row.Place + place));
                        if (place + (ulong)TSymbol.Size == row.Count * (ulong)TSymbol.Size)
                        {
                            break;
                        }

                        hash.Roll(symbols + place);
                    }
                }
            }
            while (reader.TryRead(out row));
        });
    }

    private void CompareWindows(SortedRunReader<WindowRecord> windows, SortedRuns<RepeatRecord> repeats)
    {
        using SortedRunWriter<RepeatRecord> writer = repeats.OpenWriter();
        ulong length = (ulong)window * (ulong)TSymbol.Size;
        WindowRecord last = default;
        int count = 0; // of windows with one hash
        while (windows.TryRead(out WindowRecord record))
        {
            if (count > 0 && record.High == last.High && record.Low == last.Low)
            {
                count++;
                Claim(record.Place, last.Place, length, count, writer);
            }
            else
            {
                count = 1;
            }

            last = record;
        }
    }
}
