using System;
using System.Collections.Generic;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>Cuts a stretch of a plain file of lines into slices as it is read through, and counts and hashes each. The stretch begins and ends where the file is cut (<see cref="SliceBorders"/>), or is the whole file.</summary>
/// <param name="lines">Which lines are records.</param>
/// <param name="borders">Where the file is cut.</param>
/// <param name="start">Where the stretch begins, in bytes. Its lines and records are counted from there.</param>
/// <param name="maxPieceBytes">The length above which a line is rejected, which makes it a record, blank or not.</param>
internal sealed class SliceCutter(LineRecords lines, SliceBorders borders, long start, int maxPieceBytes)
{
    private readonly List<InputSlice> _slices = [];
    private readonly XxHash128 _hash = new();
    private long _position = start;
    private long _start = start;
    private long _firstLine = 1;
    private long _firstRecord;
    private long _line = 1;
    private long _record;
    private long _lineLength;
    private bool _lineIsBlank = true;

    /// <summary>Takes the next bytes of the file; the first ones must be long enough for a byte order mark, if the file is.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int hashed = 0;
        int next = _position == 0 && bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (next < bytes.Length)
        {
            int at = bytes[next..].IndexOf((byte)'\n');
            int end = at < 0 ? bytes.Length : next + at;
            _lineIsBlank = _lineIsBlank && IsBlank(bytes[next..end]);
            _lineLength += end - next;
            if (at < 0)
            {
                break;
            }

            next = end + 1;
            EndLine();
            long position = _position + next;
            if (borders.Cuts(_start, position))
            {
                _hash.Append(bytes[hashed..next]);
                hashed = next;
                EndSlice(position);
            }
        }

        _hash.Append(bytes[hashed..]);
        _position += bytes.Length;
    }

    /// <summary>The stretch has ended.</summary>
    public ScannedStretch End()
    {
        if (_lineLength > 0)
        {
            EndLine();
        }

        if (_position > _start || _slices.Count == 0)
        {
            EndSlice(_position);
        }

        return new ScannedStretch(_slices, _line - 1, _record);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || (line[0] <= ' ' && !line.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'));

    private void EndLine()
    {
        if (lines == LineRecords.EveryLine || !_lineIsBlank || _lineLength > maxPieceBytes)
        {
            _record++;
        }

        _line++;
        _lineLength = 0;
        _lineIsBlank = true;
    }

    private void EndSlice(long position)
    {
        _slices.Add(new InputSlice(_start, position - _start, _firstLine, _firstRecord, _record - _firstRecord, Hash128.Of(_hash)));
        _hash.Reset();
        _start = position;
        _firstLine = _line;
        _firstRecord = _record;
    }
}
