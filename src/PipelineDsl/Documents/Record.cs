using System;

namespace PipelineDsl;

/// <summary>What takes the records of a file: the engine.</summary>
public interface IRecordSink
{
    /// <summary>Takes a complete document; it is valid during the call.</summary>
    void Accept(Document document);

    /// <summary>Takes a record that could not become a document.</summary>
    /// <param name="rejection">Where and why.</param>
    /// <param name="raw">The record's bytes, as far as they are known.</param>
    void Reject(Rejection rejection, ReadOnlySpan<byte> raw);
}

/// <summary>
/// What a reader fills, field by field, and then emits. Line and offset are those of the piece that <see cref="RecordInput"/> gave last.
/// </summary>
/// <remarks>
/// A reader may set any field; those that no step names are ignored (<see cref="Find"/> tells before the work). Setting a field twice keeps the last
/// value. <see cref="Emit"/> checks that required fields are there, of the right type and UTF-8, and rejects the record otherwise.
/// </remarks>
public sealed class Record
{
    /// <summary>What is wrong with a string that holds an escaped surrogate without its partner; told from other texts by reference.</summary>
    private const string UnpairedSurrogate = "a string with an unpaired surrogate";

    private readonly IRecordSink _sink;
    private readonly FieldMap _map;
    private readonly FieldInfo[] _fields;
    private readonly RecordInput _input;
    private readonly string?[] _wrongType;
    private readonly bool[] _checkedUtf8;
    private long _ordinal;

    /// <summary>Creates a record.</summary>
    /// <param name="input">The file that is read.</param>
    /// <param name="fields">The fields that some step names.</param>
    /// <param name="document">What is filled.</param>
    /// <param name="sink">What takes it.</param>
    public Record(RecordInput input, FieldMap fields, Document document, IRecordSink sink)
    {
        _input = input;
        _map = fields;
        _fields = [.. fields.Fields];
        _sink = sink;
        _wrongType = new string?[_fields.Length];
        _checkedUtf8 = new bool[_fields.Length];
        Document = document;
        Document.Clear();
        _ordinal = input.FirstRecord;
        input.Attach(this);
    }

    internal Document Document { get; }

    internal FieldMap Fields => _map;

    /// <summary>The number of the file's records so far, emitted or rejected; of a slice, those before it are counted too.</summary>
    public long Count => _ordinal;

    /// <summary>The slot of a field, or -1 if no step names it.</summary>
    /// <param name="name">The field's name, UTF-8.</param>
    public int Find(ReadOnlySpan<byte> name) => _map.Find(name);

    /// <summary>What the field of a slot must hold.</summary>
    public FieldKind Kind(int slot) => _fields[slot].Kind;

    /// <summary>Sets the text.</summary>
    public void SetText(ReadOnlySpan<byte> utf8) => Set(FieldMap.TextSlot, utf8);

    /// <summary>Sets a string field, if some step names it.</summary>
    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        int slot = _map.Find(name);
        if (slot >= 0)
        {
            Set(slot, utf8);
        }
    }

    /// <summary>Sets a string field.</summary>
    public void Set(int slot, ReadOnlySpan<byte> utf8)
    {
        if (_fields[slot].Kind != FieldKind.Utf8)
        {
            SetWrongType(slot, "a string");
            return;
        }

        _wrongType[slot] = null;
        _checkedUtf8[slot] = false;
        Document.SetUtf8(slot, utf8);
    }

    /// <summary>Sets an integer field; a field that must hold a number takes it too.</summary>
    public void SetInteger(int slot, long value)
    {
        if (_fields[slot].Kind == FieldKind.Number)
        {
            SetNumber(slot, value);
        }
        else
        {
            SetBits(slot, FieldKind.Integer, Document.SlotState.Integer, value, "an integer");
        }
    }

    /// <summary>Sets a number field.</summary>
    public void SetNumber(int slot, double value)
        => SetBits(slot, FieldKind.Number, Document.SlotState.Number, BitConverter.DoubleToInt64Bits(value), "a number");

    /// <summary>Sets a truth value.</summary>
    public void SetBoolean(int slot, bool value) => SetBits(slot, FieldKind.Boolean, Document.SlotState.Boolean, value ? 1 : 0, "true or false");

    /// <summary>Says that the field is there, but holds null: the same as a field that is not there.</summary>
    public void SetNull(int slot)
    {
        _wrongType[slot] = null;
        Document.SetMissing(slot);
    }

    /// <summary>Says that the field is there, but holds something that no field can take.</summary>
    /// <param name="slot">The field's slot.</param>
    /// <param name="found">What it holds, such as <c>an array</c>.</param>
    public void SetWrongType(int slot, string found) => _wrongType[slot] = found;

    /// <summary>Room to write a string field of at most <paramref name="count"/> bytes to; <see cref="Commit"/> then says how many were used.</summary>
    internal Span<byte> Reserve(int count) => Document.ReserveUtf8(count);

    /// <summary>Sets a string field to the first <paramref name="length"/> bytes of the room.</summary>
    /// <param name="slot">The field's slot; it must hold a string.</param>
    /// <param name="length">How many bytes were written.</param>
    /// <param name="checkedUtf8">Whether they are known to be UTF-8.</param>
    internal void Commit(int slot, int length, bool checkedUtf8)
    {
        _wrongType[slot] = null;
        _checkedUtf8[slot] = checkedUtf8;
        Document.CommitUtf8(slot, length);
    }

    /// <summary>Says that the field is there, but holds a string with an escaped surrogate without its partner.</summary>
    internal void SetUnpairedSurrogate(int slot) => _wrongType[slot] = UnpairedSurrogate;

    /// <summary>Forgets what was set since the last record.</summary>
    internal void Clear()
    {
        Array.Clear(_wrongType);
        Document.Clear();
    }

    /// <summary>Something in the input cannot be given to the reader at all. What was set so far stays.</summary>
    internal void RejectUnread(Rejection rejection, ReadOnlySpan<byte> raw)
    {
        _ordinal++;
        _sink.Reject(rejection, raw);
    }

    /// <summary>The record is complete: hands it to the pipeline, or rejects it if a field is missing, wrong or not UTF-8.</summary>
    public void Emit()
    {
        for (int slot = 0; slot < _wrongType.Length; slot++)
        {
            FieldInfo field = _fields[slot];
            if (_wrongType[slot] is { } found)
            {
                if (ReferenceEquals(found, UnpairedSurrogate))
                {
                    Reject(RejectReason.LoneSurrogate, $"field \"{field.Name}\" holds an escaped surrogate without its partner");
                }
                else
                {
                    Reject(RejectReason.WrongType, $"field \"{field.Name}\" is {found}, not {Describe(field.Kind)}");
                }

                return;
            }

            if (!Document.Has(slot))
            {
                if (!field.Optional)
                {
                    Reject(RejectReason.MissingField, $"field \"{field.Name}\" is missing");
                    return;
                }
            }
            else if (field.Kind == FieldKind.Utf8 && !_checkedUtf8[slot] && !Utf8Check.IsValid(Document.PaddedUtf8(slot)))
            {
                Reject(RejectReason.InvalidUtf8, $"field \"{field.Name}\" is not valid UTF-8");
                return;
            }
        }

        if (Document.Text.Length > _input.MaxDocumentBytes)
        {
            Reject(RejectReason.TooLong, $"the text has {Document.Text.Length} bytes, more than the limit of {_input.MaxDocumentBytes}");
            return;
        }

        long ordinal = _ordinal;
        Document.Ordinal = ordinal;
        _sink.Accept(Document);
        _ordinal = ordinal + 1; // once, even if the sink rejected the record after all
        Document.Clear();
    }

    /// <summary>The record cannot become a document.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="detail">More words on it.</param>
    public void Reject(RejectReason reason, string detail)
    {
        _ordinal++;
        _sink.Reject(new Rejection(_input.Name, _input.Line, _input.Offset, reason, detail), _input.Piece);
        Clear();
    }

    private static string Describe(FieldKind kind) => kind switch
    {
        FieldKind.Utf8 => "a string",
        FieldKind.Integer => "an integer",
        FieldKind.Number => "a number",
        _ => "true or false",
    };

    private void SetBits(int slot, FieldKind kind, Document.SlotState state, long bits, string found)
    {
        if (_fields[slot].Kind != kind)
        {
            SetWrongType(slot, found);
            return;
        }

        _wrongType[slot] = null;
        Document.SetBits(slot, state, bits);
    }
}
