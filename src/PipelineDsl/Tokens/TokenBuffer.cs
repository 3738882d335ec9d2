using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>A growing buffer of token ids in pinned memory, reused for every document; beside each id, where somebody asks for it, a flag whether a trainer learns from it.</summary>
public sealed unsafe class TokenBuffer
{
    private int[] _ids = [];
    private int* _start;
    private byte[] _loss = [];
    private int _flagged; // how many of the flags are written; those behind them are 1

    /// <summary>The number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>The ids.</summary>
    public ReadOnlySpan<int> Ids => new(_start, Count);

    /// <summary>One byte for each id: 1 where a trainer learns from the token (it counts in the loss), 0 where it does not. Empty if no flag was ever set: every token counts.</summary>
    public ReadOnlySpan<byte> Loss
    {
        get
        {
            if (!HasLoss)
            {
                return default;
            }

            FillFlags();
            return _loss.AsSpan(0, Count);
        }
    }

    /// <summary>Whether a flag was set since the last <see cref="Clear"/>.</summary>
    public bool HasLoss { get; private set; }

    /// <summary>Forgets the ids and the flags.</summary>
    public void Clear()
    {
        Count = 0;
        HasLoss = false;
        _flagged = 0;
    }

    /// <summary>Appends one id.</summary>
    public void Append(int id)
    {
        *Reserve(1) = id;
        Count++;
    }

    /// <summary>Appends one id and says whether a trainer learns from it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="loss">Whether the token counts in the loss.</param>
    public void Append(int id, bool loss)
    {
        Append(id);
        SetLoss(Count - 1, 1, loss);
    }

    /// <summary>Says of some of the ids whether a trainer learns from them. Ids of which nothing is said count.</summary>
    /// <param name="start">The first id, from 0.</param>
    /// <param name="count">The number of ids.</param>
    /// <param name="loss">Whether they count in the loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such ids.</exception>
    public void SetLoss(int start, int count, bool loss)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Count, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Count - start), nameof(count));
        HasLoss = true;
        FillFlags();
        _loss.AsSpan(start, count).Fill(loss ? (byte)1 : (byte)0);
    }

    /// <summary>Room for <paramref name="count"/> ids after those there are.</summary>
    internal int* Reserve(int count)
    {
        if ((long)Count + count > _ids.Length)
        {
            long length = Math.Max((long)Count + count, Math.Max(1024, Math.Min(2L * _ids.Length, Array.MaxLength)));
            int[] grown = GC.AllocateUninitializedArray<int>(checked((int)length), pinned: true);
            _ids.AsSpan(0, Count).CopyTo(grown);
            _ids = grown;
            _start = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(grown));
        }

        return _start + Count;
    }

    /// <summary>Counts ids written to <see cref="Reserve"/>'s room.</summary>
    internal void Advance(int count) => Count += count;

    /// <summary>Gives the ids that were appended since the last call their flag.</summary>
    private void FillFlags()
    {
        if (_loss.Length < Count)
        {
            byte[] grown = GC.AllocateUninitializedArray<byte>(_ids.Length);
            _loss.AsSpan(0, _flagged).CopyTo(grown);
            _loss = grown;
        }

        _loss.AsSpan(_flagged, Count - _flagged).Fill(1);
        _flagged = Count;
    }
}
