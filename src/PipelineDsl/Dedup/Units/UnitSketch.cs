using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>The sketch of a document whose units are deduplicated: its pieces, and the windows that take part with their keys and, to verify them, what is compared.</summary>
/// <remarks>
/// Numbers are written in 7-bit groups, the lowest first. The number of pieces; of each its length, gap, newlines, white space behind the gap and words; the bytes behind the last piece; the number of windows;
/// of each how many pieces after the one before it begins, the key (16 bytes) and, if that is wanted, a length and the bytes that are compared.
/// </remarks>
internal ref struct UnitSketch
{
    private const int LongestNumber = 5;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _verify;
    private int _at;
    private int _left;

    private UnitSketch(ReadOnlySpan<byte> bytes, bool verify)
    {
        _bytes = bytes;
        _verify = verify;
    }

    /// <summary>The number of the piece with which the window begins.</summary>
    public int Piece { get; private set; }

    /// <summary>The window's key.</summary>
    public UInt128 Key { get; private set; }

    /// <summary>Where, in the sketch, the bytes lie that are compared.</summary>
    public int ComparedAt { get; private set; }

    /// <summary>How many they are.</summary>
    public int ComparedLength { get; private set; }

    /// <summary>How many windows there are.</summary>
    public int Windows { get; private set; }

    /// <summary>The length of the text in bytes.</summary>
    public int TextLength { get; private set; }

    /// <summary>Writes a sketch; nothing if no window takes part.</summary>
    public static void Write(UnitWindows windows, int textLength, bool verify, Sketch sketch)
    {
        if (windows.Count == 0)
        {
            return;
        }

        WritePieces(sketch, windows.Pieces.Items, textLength);
        WriteNumber(sketch, windows.Count);
        int last = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            WriteNumber(sketch, windows.PieceOf(i) - last);
            last = windows.PieceOf(i);
            sketch.WriteUInt128(windows.KeyOf(i));
            if (verify)
            {
                WriteNumber(sketch, windows.TextOf(i).Length);
                sketch.Write(windows.TextOf(i));
            }
        }
    }

    /// <summary>Begins to read a sketch.</summary>
    /// <param name="bytes">The sketch.</param>
    /// <param name="verify">Whether what is compared was written.</param>
    /// <param name="pieces">Receives the pieces, unless it is null.</param>
    public static UnitSketch Read(ReadOnlySpan<byte> bytes, bool verify, TextPieces? pieces)
    {
        UnitSketch sketch = new(bytes, verify);
        sketch.TextLength = ReadPieces(bytes, ref sketch._at, pieces);
        sketch._left = sketch.Next();
        sketch.Windows = sketch._left;
        return sketch;
    }

    /// <summary>Reads the next window; false at the end.</summary>
    public bool ReadWindow()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Piece += Next();
        Key = BinaryPrimitives.ReadUInt128LittleEndian(_bytes[_at..]);
        _at += 16;
        if (_verify)
        {
            ComparedLength = Next();
            ComparedAt = _at;
            _at += ComparedLength;
        }

        return true;
    }

    /// <summary>Writes the pieces of a text and what is behind the last.</summary>
    public static void WritePieces(Sketch sketch, ReadOnlySpan<TextPiece> pieces, int textLength)
    {
        WriteNumber(sketch, pieces.Length);
        foreach (ref readonly TextPiece piece in pieces)
        {
            WriteNumber(sketch, piece.End - piece.Start);
            WriteNumber(sketch, piece.Gap);
            WriteNumber(sketch, piece.Newlines);
            WriteNumber(sketch, piece.Blank - piece.Gap);
            WriteNumber(sketch, piece.Words);
        }

        WriteNumber(sketch, textLength - (pieces.IsEmpty ? 0 : pieces[^1].End));
    }

    /// <summary>Reads such pieces and moves behind them.</summary>
    /// <returns>The length of the text.</returns>
    public static int ReadPieces(ReadOnlySpan<byte> bytes, ref int at, TextPieces? pieces)
    {
        pieces?.Clear();
        int start = 0;
        for (int left = ReadNumber(bytes, ref at); left > 0; left--)
        {
            int end = start + ReadNumber(bytes, ref at);
            int gap = ReadNumber(bytes, ref at);
            int newlines = ReadNumber(bytes, ref at);
            int blank = gap + ReadNumber(bytes, ref at);
            int words = ReadNumber(bytes, ref at);
            pieces?.Add(new TextPiece(start, end, gap, newlines, blank, words));
            start = end;
        }

        return start + ReadNumber(bytes, ref at);
    }

    /// <summary>Writes a number in groups of 7 bits.</summary>
    public static void WriteNumber(Sketch sketch, int number)
    {
        Span<byte> room = sketch.Reserve(LongestNumber);
        int length = 0;
        for (uint rest = (uint)number; ; rest >>= 7)
        {
            room[length++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                break;
            }
        }

        sketch.Advance(length);
    }

    /// <summary>Reads such a number and moves behind it.</summary>
    public static int ReadNumber(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint number = 0;
        for (int shift = 0; shift < 7 * LongestNumber; shift += 7)
        {
            byte group = bytes[at++];
            number |= (uint)(group & 0x7F) << shift;
            if (group < 0x80)
            {
                return (int)number;
            }
        }

        throw new InvalidDataException("a sketch is damaged");
    }

    private int Next() => ReadNumber(_bytes, ref _at);
}
