using System;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary>
/// What steps note of documents beside their verdicts: rows for the file <c>notes.jsonl</c> of a run's output, and figures for its summary and manifest. A parameter of this type is filled for methods marked
/// <see cref="RuleAttribute"/> and <see cref="MapAttribute"/>.
/// </summary>
/// <remarks>
/// A row says of itself which step wrote it and of which document: its id, if there is one, and the record as <c>FILE#N</c>. Rows stand in the order of the corpus, whatever the number of workers. Tests and explanations of single
/// documents take no notes.
/// </remarks>
public sealed class StepNotes
{
    private readonly Document _document;
    private readonly TextBuffer _rows = new();
    private byte[] _shard = [];
    private int _idSlot = -1;
    private string _step = "";

    /// <summary>Creates the notes of a document's steps.</summary>
    internal StepNotes(Document document) => _document = document;

    /// <summary>Whether anybody takes notes. If not, a step may save itself the work; what it notes all the same is forgotten.</summary>
    public bool Wanted { get; private set; }

    /// <summary>The rows of the last document.</summary>
    internal ReadOnlySpan<byte> Rows => _rows.Bytes;

    /// <summary>The figures of the shard.</summary>
    internal NoteFigures Figures { get; private set; } = new();

    /// <summary>Says who notes; the generated code calls it.</summary>
    /// <param name="step">The step's name.</param>
    public StepNotes Of(string step)
    {
        _step = step;
        return this;
    }

    /// <summary>Begins a row.</summary>
    public void Open()
    {
        if (!Wanted)
        {
            return;
        }

        _rows.Append("{\"step\":"u8);
        AppendText(_step);
        ReadOnlySpan<byte> id = _idSlot < 0 ? default : _document.Utf8(_idSlot);
        if (!id.IsEmpty)
        {
            _rows.Append(",\"id\":"u8);
            JsonString.Append(id, _rows);
        }

        _rows.Append(",\"record\":"u8);
        _rows.Append(_shard);
        AppendNumber(_document.Ordinal + 1);
        _rows.Append((byte)'"');
    }

    /// <summary>Adds a text to the row.</summary>
    /// <param name="name">Its name, ASCII.</param>
    /// <param name="utf8">The text, UTF-8.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        if (Wanted)
        {
            AppendName(name);
            JsonString.Append(utf8, _rows);
        }
    }

    /// <summary>Adds a text to the row.</summary>
    /// <param name="name">Its name, ASCII.</param>
    /// <param name="text">The text.</param>
    public void Add(ReadOnlySpan<byte> name, string text)
    {
        if (Wanted)
        {
            AppendName(name);
            AppendText(text);
        }
    }

    /// <summary>Adds a number to the row.</summary>
    /// <param name="name">Its name, ASCII.</param>
    /// <param name="number">The number.</param>
    public void Add(ReadOnlySpan<byte> name, long number)
    {
        if (Wanted)
        {
            AppendName(name);
            AppendNumber(number);
        }
    }

    /// <summary>Adds a value to the row that is JSON already.</summary>
    /// <param name="name">Its name, ASCII.</param>
    /// <param name="json">The value, UTF-8.</param>
    internal void AddJson(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        if (Wanted)
        {
            AppendName(name);
            _rows.Append(json);
        }
    }

    /// <summary>Ends the row.</summary>
    public void Close()
    {
        if (Wanted)
        {
            _rows.Append("}\n"u8);
        }
    }

    /// <summary>Adds to a figure of the step.</summary>
    /// <param name="name">The figure's name, in a few words.</param>
    /// <param name="count">What to add (default 1).</param>
    public void Count(string name, long count = 1)
    {
        if (Wanted)
        {
            Figures.Add(_step, name, count);
        }
    }

    /// <summary>Sets a figure of the step that is the same for all documents; of two that are not, the greater one stays.</summary>
    /// <param name="name">The figure's name, in a few words.</param>
    /// <param name="value">The figure.</param>
    public void Set(string name, long value)
    {
        if (Wanted)
        {
            Figures.Set(_step, name, value);
        }
    }

    /// <summary>Takes notes from now on: of the documents of a shard.</summary>
    internal void Begin(string shard, int idSlot)
    {
        Wanted = true;
        _idSlot = idSlot;
        Figures = new NoteFigures();
        TextBuffer name = new(256);
        JsonString.Append(Encoding.UTF8.GetBytes(shard + "#"), name);
        _shard = name.Bytes[..^1].ToArray(); // the number and the quotation mark follow
    }

    /// <summary>Forgets the rows of the last document.</summary>
    internal void Clear() => _rows.Clear();

    private void AppendName(ReadOnlySpan<byte> name)
    {
        _rows.Append((byte)',');
        JsonString.Append(name, _rows);
        _rows.Append((byte)':');
    }

    private void AppendText(string text)
    {
        int length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = length <= 1024 ? stackalloc byte[length] : new byte[length];
        JsonString.Append(utf8[..Encoding.UTF8.GetBytes(text, utf8)], _rows);
    }

    private void AppendNumber(long number)
    {
        Span<byte> digits = stackalloc byte[24];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        _rows.Append(digits[..length]);
    }
}
