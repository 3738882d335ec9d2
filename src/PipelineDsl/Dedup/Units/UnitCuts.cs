using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Turns the repeated windows of one document after the other into marks.</summary>
/// <param name="options">How units are deduplicated.</param>
internal sealed class UnitCuts(UnitOptions options)
{
    private readonly TextPieces _pieces = new();
    private readonly List<int> _repeated = [];
    private readonly List<TextSpan> _cuts = [];
    private ulong _kept;
    private long _changed;
    private long _dropped;
    private long _bytes;

    /// <summary>Forgets the last document's windows.</summary>
    public void Clear() => _repeated.Clear();

    /// <summary>Adds a window; they come in the order of their pieces.</summary>
    public void Add(in RepeatedUnit unit)
    {
        // The document that stands for one that goes is another one, if possible.
        if (_repeated.Count == 0 || _kept == unit.Document)
        {
            _kept = unit.Kept;
        }

        _repeated.Add((int)unit.Piece);
    }

    /// <summary>Marks the document.</summary>
    /// <param name="document">Its number.</param>
    /// <param name="sketch">Its sketch.</param>
    /// <param name="marks">Takes the marks.</param>
    public void Mark(long document, ReadOnlySpan<byte> sketch, DedupMarks marks)
    {
        if (_repeated.Count == 0)
        {
            return;
        }

        int length = UnitSketch.Read(sketch, options.Verify, _pieces).TextLength;
        ReadOnlySpan<int> repeated = CollectionsMarshal.AsSpan(_repeated);
        _cuts.Clear();
        bool stays = options.Removal == UnitRemoval.Gaps
            ? PieceRemoval.Find(_pieces.Items, repeated, options.Window, options.MinWordsToRemove, _cuts)
            : DatatrovePieceRemoval.Find(_pieces.Items, repeated, options.Window, options.MinWordsToRemove, options.Removal == UnitRemoval.DatatroveLines, length, _cuts);
        if (!stays)
        {
            _dropped++;
            marks.Drop(document, (long)_kept);
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
        context.Report("duplicates", _dropped);
        context.Report("changedDocuments", _changed);
        context.Report("cutBytes", _bytes);
    }
}
