using System;

namespace PipelineDsl;

/// <summary>
/// Best fit, longest first, within a window (Ding et al. 2024, "Fewer Truncations Improve Language Modeling", arXiv 2404.10830): of the pieces in the window the longest
/// goes first, each into the sequence with the least free space that holds it.
/// </summary>
/// <remarks>
/// <para>1. A document is cut into pieces of the context length; these are sequences at once. What is left, shorter than the context, goes into the window.</para>
/// <para>2. When the window is full its pieces are sorted by length and placed: O(n log n) for the order, O(log₆₄ context length) for each search (<see cref="FreeSpaceIndex"/>).</para>
/// <para>3. The sequences are passed on in the order of their first pieces, the pieces in the order of the documents, so that the order of the corpus, or of the shuffle, is kept as far as it can be.</para>
/// <para>4. The emptiest sequences are dissolved, up to a quarter of the window: their pieces wait for better company in the next one. So the end of a window costs next to no padding.</para>
/// <para>Nothing depends on the machine or its memory: the window is an option of the pipeline.</para>
/// </remarks>
internal sealed class BestFitPacker : SequencePacker
{
    /// <summary>A sequence is dissolved only if at least this part of it is free.</summary>
    private const int WorthWaiting = 32;

    private readonly int _contextLength;
    private readonly int _window;
    private readonly FreeSpaceIndex _free;
    private int[] _ids = [];
    private byte[] _loss = [];
    private int _used;
    private Piece[] _pieces = new Piece[64];
    private int _count;
    private Bin[] _bins = new Bin[64];
    private int _binCount;
    private long[] _order = [];
    private int[] _members = new int[16];
    private bool _anyLoss;

    /// <summary>Creates a packer.</summary>
    /// <param name="contextLength">Tokens in a sequence.</param>
    /// <param name="window">Tokens in the window; at least the context length is used.</param>
    /// <param name="sink">Takes the sequences.</param>
    public BestFitPacker(int contextLength, int window, ISequenceSink sink)
        : base(sink)
    {
        _contextLength = contextLength;
        _window = Math.Max(window, contextLength);
        _free = new FreeSpaceIndex(contextLength);
    }

    /// <summary>A piece in the window.</summary>
    private struct Piece
    {
        public UInt128 Document;
        public long Offset; // also says how long the document is: the piece is its end
        public int Start;
        public int Length;
        public int Next; // the piece placed before it in its sequence plus 1, or 0
        public bool Waits;
    }

    /// <summary>A sequence that is being filled.</summary>
    private struct Bin
    {
        public int Last; // the piece placed last plus 1
        public int Earliest;
        public int Free;
    }

    /// <inheritdoc/>
    public override void Accept(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss)
    {
        int start = 0;
        for (; ids.Length - start >= _contextLength; start += _contextLength)
        {
            Append(document, ids, loss, start, _contextLength);
            Emit();
        }

        int length = ids.Length - start;
        if (length == 0)
        {
            return;
        }

        if (_used + length > _window)
        {
            Pack(last: false);
        }

        Keep(document, ids[start..], loss.IsEmpty ? default : loss[start..], start);
    }

    /// <inheritdoc/>
    public override void Finish() => Pack(last: true);

    private void Keep(UInt128 document, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss, int offset)
    {
        if (_used + ids.Length > _ids.Length)
        {
            int room = (int)Math.Min(Array.MaxLength, Math.Max(_used + (long)ids.Length, Math.Max(1 << 16, 2L * _ids.Length)));
            Array.Resize(ref _ids, room);
            Array.Resize(ref _loss, room);
        }

        if (_count == _pieces.Length)
        {
            Array.Resize(ref _pieces, 2 * _count);
        }

        ids.CopyTo(_ids.AsSpan(_used));
        if (loss.IsEmpty)
        {
            _loss.AsSpan(_used, ids.Length).Fill(1);
        }
        else
        {
            _anyLoss = true;
            loss.CopyTo(_loss.AsSpan(_used));
        }

        _pieces[_count++] = new Piece { Document = document, Offset = offset, Start = _used, Length = ids.Length };
        _used += ids.Length;
    }

    private void Pack(bool last)
    {
        Place();
        if (!last)
        {
            Dissolve();
        }

        PassOn();
        KeepWaiting();
    }

    /// <summary>Puts every piece into a sequence.</summary>
    private void Place()
    {
        _free.Clear();
        _binCount = 0;
        Span<long> order = Order(_count);
        for (int i = 0; i < _count; i++)
        {
            order[i] = ((long)(_contextLength - _pieces[i].Length) << 32) | (uint)i;
        }

        order.Sort(); // longest first, then in the order of the documents; the keys are all different
        foreach (long key in order)
        {
            int piece = (int)key;
            int length = _pieces[piece].Length;
            int bin = _free.Take(length);
            if (bin < 0)
            {
                if (_binCount == _bins.Length)
                {
                    Array.Resize(ref _bins, 2 * _binCount);
                }

                bin = _binCount++;
                _bins[bin] = new Bin { Earliest = piece, Free = _contextLength };
            }

            ref Bin chosen = ref _bins[bin];
            _pieces[piece].Next = chosen.Last;
            _pieces[piece].Waits = false;
            chosen.Last = piece + 1;
            chosen.Earliest = Math.Min(chosen.Earliest, piece);
            chosen.Free -= length;
            if (chosen.Free > 0)
            {
                _free.Add(bin, chosen.Free);
            }
        }
    }

    /// <summary>Marks the pieces of the emptiest sequences as waiting.</summary>
    private void Dissolve()
    {
        Span<long> order = Order(_binCount);
        for (int bin = 0; bin < _binCount; bin++)
        {
            order[bin] = ((long)(_contextLength - _bins[bin].Free) << 32) | (uint)bin;
        }

        order.Sort();
        int waiting = 0;
        foreach (long key in order)
        {
            ref Bin bin = ref _bins[(int)key];
            waiting += _contextLength - bin.Free;
            if ((long)bin.Free * WorthWaiting < _contextLength || waiting > _window / 4)
            {
                break;
            }

            for (int piece = bin.Last - 1; piece >= 0; piece = _pieces[piece].Next - 1)
            {
                _pieces[piece].Waits = true;
            }

            bin.Last = 0;
        }
    }

    private void PassOn()
    {
        Span<long> order = Order(_binCount);
        for (int bin = 0; bin < _binCount; bin++)
        {
            order[bin] = ((long)_bins[bin].Earliest << 32) | (uint)bin;
        }

        order.Sort();
        foreach (long key in order)
        {
            int count = 0;
            for (int piece = _bins[(int)key].Last - 1; piece >= 0; piece = _pieces[piece].Next - 1)
            {
                if (count == _members.Length)
                {
                    Array.Resize(ref _members, 2 * count);
                }

                _members[count++] = piece;
            }

            if (count == 0)
            {
                continue;
            }

            _members.AsSpan(0, count).Sort();
            for (int i = 0; i < count; i++)
            {
                ref Piece piece = ref _pieces[_members[i]];
                ReadOnlySpan<byte> loss = _anyLoss ? _loss.AsSpan(piece.Start, piece.Length) : default;
                Current.Append(piece.Document, _ids.AsSpan(piece.Start, piece.Length), loss, piece.Offset, endsDocument: true);
            }

            Emit();
        }
    }

    /// <summary>Moves what waits to the front of the window.</summary>
    private void KeepWaiting()
    {
        int kept = 0;
        int used = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_pieces[i].Waits)
            {
                Piece piece = _pieces[i];
                _ids.AsSpan(piece.Start, piece.Length).CopyTo(_ids.AsSpan(used));
                _loss.AsSpan(piece.Start, piece.Length).CopyTo(_loss.AsSpan(used));
                piece.Start = used;
                used += piece.Length;
                _pieces[kept++] = piece;
            }
        }

        _count = kept;
        _used = used;
    }

    private Span<long> Order(int count)
    {
        if (count > _order.Length)
        {
            _order = new long[Math.Max(count, 2 * _order.Length)];
        }

        return _order.AsSpan(0, count);
    }
}
