using System;

namespace PipelineDsl;

/// <summary>The columns of some sequences, each column in one array, and where the sequences begin: what columnar formats are written from.</summary>
/// <param name="alignment">Where the label of a token stands.</param>
/// <param name="acrossDocuments">Whether the first token of a piece is learned from the piece before it.</param>
internal sealed class ColumnBatch(Labels alignment, bool acrossDocuments)
{
    /// <summary>A batch is written when it has this number of ids, or more.</summary>
    public const int FullAt = 1 << 20;

    private readonly SequenceColumns _columns = new(alignment, acrossDocuments);
    private int[] _ids = [];
    private int[] _labels = [];
    private sbyte[] _mask = [];
    private int[] _positions = [];
    private int[] _starts = [0];

    /// <summary>The number of ids.</summary>
    public int Length { get; private set; }

    /// <summary>The number of sequences.</summary>
    public int Rows { get; private set; }

    /// <summary>The ids.</summary>
    public ReadOnlyMemory<int> Ids => _ids.AsMemory(0, Length);

    /// <summary>The labels.</summary>
    public ReadOnlyMemory<int> Labels => _labels.AsMemory(0, Length);

    /// <summary>The attention mask.</summary>
    public ReadOnlyMemory<sbyte> Mask => _mask.AsMemory(0, Length);

    /// <summary>The position ids.</summary>
    public ReadOnlyMemory<int> Positions => _positions.AsMemory(0, Length);

    /// <summary>Where each sequence begins, and behind the last the number of ids.</summary>
    public ReadOnlyMemory<int> Starts => _starts.AsMemory(0, Rows + 1);

    /// <summary>Appends a sequence.</summary>
    public void Add(TokenSequence sequence)
    {
        _columns.Take(sequence);
        int length = sequence.Ids.Length;
        if (Length + length > _ids.Length)
        {
            int room = checked((int)Math.Min(Array.MaxLength, Math.Max((long)Length + length, Math.Max(FullAt, 2L * _ids.Length))));
            Array.Resize(ref _ids, room);
            Array.Resize(ref _labels, room);
            Array.Resize(ref _mask, room);
            Array.Resize(ref _positions, room);
        }

        if (Rows + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, Math.Max(1024, 2 * _starts.Length));
        }

        sequence.Ids.CopyTo(_ids.AsSpan(Length));
        _columns.Labels.CopyTo(_labels.AsSpan(Length));
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(_columns.Mask).CopyTo(_mask.AsSpan(Length));
        _columns.Positions.CopyTo(_positions.AsSpan(Length));
        Length += length;
        _starts[++Rows] = Length;
    }

    /// <summary>Forgets the sequences.</summary>
    public void Clear()
    {
        Length = 0;
        Rows = 0;
    }
}
