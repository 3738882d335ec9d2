using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>How many n-grams of each line of a document are known, and the marks that follow: for one document after the other.</summary>
/// <param name="threshold">The share of known n-grams above which a line goes, and a document.</param>
internal sealed class NGramLines(double threshold)
{
    private readonly TextPieces _pieces = new();
    private readonly List<TextSpan> _cuts = [];
    private readonly List<int> _removed = [];
    private int[] _known = new int[256];
    private long _kept;
    private long _dropped;
    private long _changed;
    private long _bytes;
    private long _knownNGrams;

    /// <summary>Begins with a document that has so many lines.</summary>
    public void Begin(int lines)
    {
        if (_known.Length < lines)
        {
            _known = new int[Math.Max(lines, 2 * _known.Length)];
        }

        _known.AsSpan(0, lines).Clear();
        _kept = long.MaxValue;
    }

    /// <summary>Counts a known n-gram.</summary>
    /// <param name="line">The line it stands in.</param>
    /// <param name="document">The document that line belongs to.</param>
    /// <param name="kept">The document in which it stood first, or <see cref="DedupMarks.Indexed"/>.</param>
    public void Add(int line, long document, long kept)
    {
        _known[line]++;
        _knownNGrams++;

        // What stands for a document that goes: the first of the others that have something of it, else an index.
        if (kept != document && (ulong)kept < (ulong)_kept)
        {
            _kept = kept;
        }
        else if (_kept == long.MaxValue && kept == DedupMarks.Indexed)
        {
            _kept = kept;
        }
    }

    /// <summary>Marks the document.</summary>
    public void Mark(long document, ReadOnlySpan<byte> sketch, DedupMarks marks)
    {
        NGramSketch read = NGramSketch.Read(sketch, _pieces, out int lines);
        long known = 0;
        long all = 0;
        _removed.Clear();
        for (int line = 0; line < lines; line++)
        {
            read.ReadLine();
            while (read.ReadNGram())
            {
            }

            known += _known[line];
            all += read.Count;
            if (Exceeds(_known[line], read.Count))
            {
                _removed.Add(line);
            }
        }

        _cuts.Clear();
        if (Exceeds(known, all) || !PieceRemoval.Find(_pieces.Items, CollectionsMarshal.AsSpan(_removed), 1, 0, _cuts))
        {
            _dropped++;
            marks.Drop(document, _kept == long.MaxValue ? document : _kept);
            return;
        }

        _changed += _cuts.Count > 0 ? 1 : 0;
        foreach (TextSpan cut in _cuts)
        {
            _bytes += cut.Length;
            marks.Cut(document, cut.Start, cut.Length);
        }
    }

    /// <summary>Tells the figures.</summary>
    public void Report(DedupContext context)
    {
        context.Report("knownNGrams", _knownNGrams);
        context.Report("duplicates", _dropped);
        context.Report("changedDocuments", _changed);
        context.Report("cutBytes", _bytes);
    }

    private bool Exceeds(long known, long all) => all > 0 && known / (double)all > threshold;
}
