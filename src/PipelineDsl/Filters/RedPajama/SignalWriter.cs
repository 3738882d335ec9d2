using System;

namespace PipelineDsl;

/// <summary>Writes quality signals as RedPajama-v2 does: an object of lists of <c>[start, end, value]</c>.</summary>
internal sealed class SignalWriter
{
    private readonly TextBuffer _json = new();
    private int _characters;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Json => _json.Bytes;

    /// <summary>Begins an object.</summary>
    /// <param name="characters">Code points of the text.</param>
    public void Begin(int characters)
    {
        _characters = characters;
        _json.Clear();
        _json.Append((byte)'{');
    }

    /// <summary>Writes a signal of the document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; NaN is written as <c>null</c>.</param>
    public void Write(ReadOnlySpan<byte> name, double value)
    {
        Open(name);
        Entry(0, _characters, value);
        _json.Append((byte)']');
    }

    /// <summary>Writes a signal of lines.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="value">The value of a line.</param>
    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<RedPajamaLine> lines, Func<RedPajamaLine, double> value)
    {
        Open(name);
        bool first = true;
        foreach (ref readonly RedPajamaLine line in lines)
        {
            if (!first)
            {
                _json.Append((byte)',');
            }

            first = false;
            Entry(line.Start, line.End, value(line));
        }

        _json.Append((byte)']');
    }

    /// <summary>Ends the object.</summary>
    public void End() => _json.Append((byte)'}');

    private void Open(ReadOnlySpan<byte> name)
    {
        if (_json.Length > 1)
        {
            _json.Append((byte)',');
        }

        JsonString.Append(name, _json);
        _json.Append(":["u8);
    }

    private void Entry(int start, int end, double value)
    {
        _json.Append((byte)'[');
        SignalNumber.Append(start, _json);
        _json.Append((byte)',');
        SignalNumber.Append(end, _json);
        _json.Append((byte)',');
        SignalNumber.Append(value, _json);
        _json.Append((byte)']');
    }
}
