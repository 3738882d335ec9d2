using System;
using System.Collections.Generic;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>Cuts a plain file of lines into slices as it is read through, and counts and hashes each.</summary>
/// <remarks>
/// A slice ends at the first line end at which it is as long as asked for. A rest of less than two lengths stays whole, and so does a line, however long: where a slice ends depends on the bytes before it and on the
/// file's length only, and bytes that are added to a file change its last slice alone.
/// </remarks>
/// <param name="lines">Which lines are records.</param>
/// <param name="fileBytes">The file's length.</param>
/// <param name="sliceBytes">The length of a slice.</param>
/// <param name="maxPieceBytes">The length above which a line is rejected, which makes it a record, blank or not.</param>
internal sealed class SliceCutter(LineRecords lines, long fileBytes, long sliceBytes, int maxPieceBytes)
{
    private readonly List<InputSlice> _slices = [];
    private readonly XxHash128 _hash = new();
    private readonly bool _cuts = fileBytes >= 2 * sliceBytes;
    private long _position;
    private long _start;
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
            if (_cuts && position - _start >= sliceBytes && fileBytes - _start >= 2 * sliceBytes && position < fileBytes)
            {
                _hash.Append(bytes[hashed..next]);
                hashed = next;
                EndSlice(position, Hash128.Of(_hash));
                _hash.Reset();
            }
        }

        if (_cuts)
        {
            _hash.Append(bytes[hashed..]);
        }

        _position += bytes.Length;
    }

    /// <summary>The file has ended.</summary>
    /// <param name="fileHash">The hash of the whole file.</param>
    /// <returns>The slices; at least one.</returns>
    public List<InputSlice> End(Hash128 fileHash)
    {
        if (_lineLength > 0)
        {
            EndLine();
        }

        EndSlice(_position, _cuts ? Hash128.Of(_hash) : fileHash);
        return _slices;
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

    private void EndSlice(long position, Hash128 hash)
    {
        _slices.Add(new InputSlice(_start, position - _start, _firstLine, _firstRecord, _record - _firstRecord, hash));
        _start = position;
        _firstLine = _line;
        _firstRecord = _record;
    }
}
