using System;
using System.Buffers.Binary;

namespace PipelineDsl;

/// <summary>Reads what <see cref="NGramMemory"/> wrote: lines, and the hashes of their n-grams.</summary>
internal ref struct NGramSketch
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _left; // n-grams of the line

    private NGramSketch(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The number of the line, from 0.</summary>
    public int Line { get; private set; }

    /// <summary>How many n-grams the line has.</summary>
    public int Count { get; private set; }

    /// <summary>The n-gram's hash.</summary>
    public UInt128 Hash { get; private set; }

    /// <summary>Begins to read a sketch.</summary>
    /// <param name="bytes">The sketch.</param>
    /// <param name="lines">Receives the lines, unless it is null.</param>
    /// <param name="count">Their number.</param>
    public static NGramSketch Read(ReadOnlySpan<byte> bytes, TextPieces? lines, out int count)
    {
        NGramSketch sketch = new(bytes) { Line = -1 };
        int at = 0;
        count = UnitSketch.ReadNumber(bytes, ref at);
        _ = UnitSketch.ReadPieces(bytes, ref sketch._at, lines);
        return sketch;
    }

    /// <summary>Moves to the next line; called as often as there are lines, each time when all n-grams are read.</summary>
    public void ReadLine()
    {
        Line++;
        Count = UnitSketch.ReadNumber(_bytes, ref _at);
        _left = Count;
    }

    /// <summary>Reads the line's next n-gram; false at the line's end.</summary>
    public bool ReadNGram()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Hash = BinaryPrimitives.ReadUInt128LittleEndian(_bytes[_at..]);
        _at += NGramMemory.HashBytes;
        return true;
    }
}
