using System;

namespace PipelineDsl;

/// <summary>One document on its way through the pipeline: the text, the fields that some step names, and in the end its tokens.</summary>
/// <remarks>A worker has one and reuses it for every record. Spans are valid until the next record.</remarks>
public sealed class Document
{
    private readonly TextBuffer _slab = new();
    private readonly Slot[] _slots;
    private TextBuffer? _mapped;

    /// <summary>Creates a document.</summary>
    /// <param name="fields">The number of slots.</param>
    public Document(int fields)
    {
        _slots = new Slot[fields];
        Notes = new StepNotes(this);
    }

    private struct Slot
    {
        public int Start;
        public int Length;
        public SlotState State;
        public long Bits;
    }

    internal enum SlotState : byte
    {
        Missing,
        Utf8,
        Integer,
        Number,
        Boolean,
    }

    /// <summary>The shard (input file), from 0 in the order of the sources.</summary>
    public int Shard { get; internal set; }

    /// <summary>The record's place in its shard, from 0, counting records that were rejected too.</summary>
    public long Ordinal { get; internal set; }

    /// <summary>The text as it is now.</summary>
    public unsafe PaddedText Text => _mapped is null
        ? new PaddedText(_slab.Start + _slots[FieldMap.TextSlot].Start, _slots[FieldMap.TextSlot].Length)
        : _mapped.Text;

    /// <summary>The ids that the tokenizer gave.</summary>
    public TokenBuffer Tokens { get; } = new();

    /// <summary>What the deduplication that ends the present phase will know of the document.</summary>
    public Sketch Sketch { get; } = new();

    /// <summary>The document's rank among duplicates: the highest survives, of equal ones the first in the corpus's order. Default: 0.</summary>
    public double Rank { get; set; }

    /// <summary>How many times the document counts: so often it is written. Default: 1.</summary>
    public int Times { get; private set; } = 1;

    /// <summary>What the deduplication before the present phase did to the document.</summary>
    public DedupOutcome Outcome { get; internal set; } = new(0, 0, 1);

    /// <summary>What steps note of the document.</summary>
    public StepNotes Notes { get; }

    /// <summary>The number of slots.</summary>
    public int FieldCount => _slots.Length;

    /// <summary>Whether the record has the field.</summary>
    public bool Has(int slot) => _slots[slot].State != SlotState.Missing;

    /// <summary>A string field as UTF-8; empty if missing. For the text's slot: the text as it was read.</summary>
    public unsafe ReadOnlySpan<byte> Utf8(int slot)
    {
        ref readonly Slot s = ref _slots[slot];
        return s.State == SlotState.Utf8 ? new ReadOnlySpan<byte>(_slab.Start + s.Start, s.Length) : default;
    }

    /// <summary>The same with its padding.</summary>
    internal unsafe PaddedText PaddedUtf8(int slot)
    {
        ref readonly Slot s = ref _slots[slot];
        return s.State == SlotState.Utf8 ? new PaddedText(_slab.Start + s.Start, s.Length) : default;
    }

    /// <summary>An integer field; 0 if missing.</summary>
    public long Integer(int slot) => _slots[slot].State == SlotState.Integer ? _slots[slot].Bits : 0;

    /// <summary>A number field; NaN if missing.</summary>
    public double Number(int slot) => _slots[slot].State == SlotState.Number ? BitConverter.Int64BitsToDouble(_slots[slot].Bits) : double.NaN;

    /// <summary>A truth value; false if missing.</summary>
    public bool Boolean(int slot) => _slots[slot].State == SlotState.Boolean && _slots[slot].Bits != 0;

    /// <summary>Makes what a mapper wrote the text; the buffer must stay as it is until the document is done.</summary>
    public void Replace(TextBuffer mapped) => _mapped = mapped;

    /// <summary>Makes the document count several times as often as it did.</summary>
    /// <param name="times">How many times.</param>
    /// <returns>False, and nothing is changed, if it does not count at all.</returns>
    /// <exception cref="OverflowException">It would count more than 2³¹ - 1 times.</exception>
    public bool Repeat(int times)
    {
        if (times <= 0)
        {
            return false;
        }

        Times = checked(Times * times);
        return true;
    }

    /// <summary>Takes back what steps did: the record is as it was read.</summary>
    internal void ForgetSteps()
    {
        _mapped = null;
        Sketch.Clear();
        Rank = 0;
        Times = 1;
        Outcome = new DedupOutcome(0, 0, 1);
        Tokens.Clear();
    }

    internal void Clear()
    {
        _slab.Clear();
        Array.Clear(_slots);
        ForgetSteps();
    }

    /// <summary>Whether a mapper changed the text.</summary>
    internal bool IsMapped => _mapped is not null;

    internal SlotState State(int slot) => _slots[slot].State;

    internal long RawBits(int slot) => _slots[slot].Bits;

    /// <summary>Room for a string field of at most <paramref name="count"/> bytes (and <see cref="PaddedText.Padding"/> to scribble on).</summary>
    internal Span<byte> ReserveUtf8(int count) => _slab.Reserve(count);

    internal void CommitUtf8(int slot, int length)
    {
        _slots[slot] = new Slot { Start = _slab.Length, Length = length, State = SlotState.Utf8 };
        _slab.Advance(length);
        _slab.Seal();
    }

    internal void SetUtf8(int slot, ReadOnlySpan<byte> value)
    {
        value.CopyTo(_slab.Reserve(value.Length));
        CommitUtf8(slot, value.Length);
    }

    internal void SetBits(int slot, SlotState state, long bits) => _slots[slot] = new Slot { State = state, Bits = bits };

    internal void SetMissing(int slot) => _slots[slot] = default;
}
