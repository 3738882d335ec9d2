using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>Decodes the values of a column's pages, nulls left out, in any of Parquet's encodings.</summary>
/// <param name="info">The column.</param>
internal sealed class ParquetValues(ParquetColumnInfo info)
{
    public const int Rle = 3;
    private const int Plain = 0;
    private const int PlainDictionary = 2;
    private const int DeltaPacked = 5;
    private const int DeltaLengths = 6;
    private const int DeltaStrings = 7;
    private const int RleDictionary = 8;
    private const int Split = 9;

    private readonly int _width = info.Type switch
    {
        ParquetType.Int32 or ParquetType.Float => sizeof(int),
        ParquetType.Int64 or ParquetType.Double => sizeof(long),
        _ => 0,
    };

    private byte[] _data = [];
    private int _at;
    private int _end;
    private int _encoding;
    private HybridDecoder _hybrid;
    private DeltaDecoder _delta;
    private DeltaDecoder _suffixes;
    private byte[] _last = [];
    private int _lastLength;
    private int _index;
    private int _count;
    private byte[] _dictionary = [];
    private int[] _starts = [];
    private int _words;

    /// <summary>Begins with another row group.</summary>
    public void Begin() => _words = -1;

    /// <summary>Reads a dictionary.</summary>
    /// <param name="data">Holds it.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="count">The number of its values.</param>
    /// <param name="encoding">How they are written.</param>
    /// <exception cref="CorruptInputException">It is damaged.</exception>
    /// <exception cref="IOException">It is written in a way that is not read.</exception>
    public void ReadDictionary(byte[] data, int start, int end, int count, int encoding)
    {
        if (encoding is not (Plain or PlainDictionary))
        {
            throw Unknown(encoding);
        }

        int length = end - start;
        if (_width > 0 ? (long)count * _width > length : count > length)
        {
            throw BitPacking.Short();
        }

        if (_dictionary.Length < length)
        {
            _dictionary = GC.AllocateUninitializedArray<byte>(length);
        }

        data.AsSpan(start, length).CopyTo(_dictionary);
        _words = count;
        if (info.Type != ParquetType.ByteArray)
        {
            return;
        }

        if (_starts.Length < count + 1)
        {
            _starts = new int[count + 1];
        }

        int at = 0;
        for (int i = 0; i < count; i++)
        {
            _starts[i] = at;
            int text = TextLength(_dictionary, at, length);
            at += sizeof(int) + text;
        }

        _starts[count] = at;
    }

    /// <summary>Begins with the values of another page.</summary>
    /// <param name="data">Holds them.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="count">How many there are at most.</param>
    /// <param name="encoding">How they are written.</param>
    /// <exception cref="CorruptInputException">They are damaged.</exception>
    /// <exception cref="IOException">They are written in a way that is not read.</exception>
    public void BeginPage(byte[] data, int start, int end, int count, int encoding)
    {
        _data = data;
        _at = start;
        _end = end;
        _index = 0;
        _count = count;
        _encoding = encoding == PlainDictionary ? RleDictionary : encoding;
        switch (_encoding, info.Type)
        {
            case (Plain, _):
                break;
            case (RleDictionary, not ParquetType.Boolean):
                if (_words < 0)
                {
                    throw new CorruptInputException("a page wants a dictionary, and there is none");
                }

                if (start == end)
                {
                    _hybrid = new HybridDecoder(data, start, end, 0); // all of the page are null
                    break;
                }

                if (data[start] > 32)
                {
                    throw new CorruptInputException("a page has places in the dictionary of more than 32 bits");
                }

                _hybrid = new HybridDecoder(data, start + 1, end, data[start]);
                break;
            case (Rle, ParquetType.Boolean):
                _hybrid = new HybridDecoder(data, Math.Min(end, start + sizeof(int)), end, 1);
                break;
            case (DeltaPacked, ParquetType.Int32 or ParquetType.Int64):
                _delta = new DeltaDecoder(data, start, end);
                break;
            case (DeltaLengths, ParquetType.ByteArray):
                BeginLengths(start, ref _delta);
                break;
            case (DeltaStrings, ParquetType.ByteArray):
                _delta = new DeltaDecoder(data, start, end);
                DeltaDecoder all = _delta;
                BeginLengths(all.SkipToEnd(), ref _suffixes);
                _lastLength = 0;
                break;
            case (Split, ParquetType.Int32 or ParquetType.Int64 or ParquetType.Float or ParquetType.Double):
                _count = (end - start) / _width; // nulls are not among them
                break;
            default:
                throw Unknown(encoding);
        }
    }

    /// <summary>Sets the field to the next value.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="CorruptInputException">There is none.</exception>
    public void SetNext(Record record)
    {
        switch (info.Type)
        {
            case ParquetType.ByteArray:
                record.Set(info.Slot, Text());
                break;
            case ParquetType.Boolean:
                record.SetBoolean(info.Slot, _encoding == Rle ? _hybrid.Next() != 0 : BitPacking.Read(_data, _end, (8L * _at) + _index++, 1) != 0);
                break;
            case ParquetType.Int32:
                int narrow = (int)Bits();
                record.SetInteger(info.Slot, info.IsUnsigned ? (uint)narrow : narrow);
                break;
            case ParquetType.Int64:
                long wide = Bits();
                if (info.IsUnsigned && wide < 0)
                {
                    record.SetWrongType(info.Slot, "an integer of more than 63 bits");
                }
                else
                {
                    record.SetInteger(info.Slot, wide);
                }

                break;
            case ParquetType.Float:
                SetNumber(record, BitConverter.Int32BitsToSingle((int)Bits()));
                break;
            default:
                SetNumber(record, BitConverter.Int64BitsToDouble(Bits()));
                break;
        }
    }

    private static CorruptInputException NoWord(int index, int words) => new($"a page names value {index} of a dictionary of {words}");

    private static int TextLength(byte[] data, int at, int end)
    {
        if (end - at < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at)) is var length && (length < 0 || length > end - at - sizeof(int)))
        {
            throw BitPacking.Short();
        }

        return BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));
    }

    private IOException Unknown(int encoding) => new($"it has values of type {info.Type} in encoding {encoding}, which is not read; write plain values or a dictionary");

    /// <summary>Strings behind their lengths, which are differences.</summary>
    private void BeginLengths(int at, ref DeltaDecoder lengths)
    {
        lengths = new DeltaDecoder(_data, at, _end);
        DeltaDecoder all = lengths;
        _at = all.SkipToEnd();
    }

    private void SetNumber(Record record, double value)
    {
        if (double.IsFinite(value))
        {
            record.SetNumber(info.Slot, value);
        }
        else
        {
            record.SetWrongType(info.Slot, "no finite number"); // as JSON has none
        }
    }

    private ReadOnlySpan<byte> Text()
    {
        switch (_encoding)
        {
            case RleDictionary:
                int word = _hybrid.Next();
                return (uint)word < (uint)_words ? _dictionary.AsSpan(_starts[word] + sizeof(int), _starts[word + 1] - _starts[word] - sizeof(int)) : throw NoWord(word, _words);
            case DeltaLengths:
                return Take(_delta.Next());
            case DeltaStrings:
                long shared = _delta.Next();
                ReadOnlySpan<byte> suffix = Take(_suffixes.Next());
                if (shared < 0 || shared > _lastLength || shared + suffix.Length > Array.MaxLength)
                {
                    throw BitPacking.Short();
                }

                _lastLength = (int)shared + suffix.Length;
                if (_last.Length < _lastLength)
                {
                    Array.Resize(ref _last, (int)Math.Max(_lastLength, Math.Min(2L * _last.Length, 1 << 26)));
                }

                suffix.CopyTo(_last.AsSpan((int)shared));
                return _last.AsSpan(0, _lastLength);
            default:
                int length = TextLength(_data, _at, _end);
                _at += sizeof(int);
                return Take(length);
        }
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _end - _at)
        {
            throw BitPacking.Short();
        }

        _at += (int)length;
        return _data.AsSpan(_at - (int)length, (int)length);
    }

    private long Bits()
    {
        switch (_encoding)
        {
            case RleDictionary:
                int word = _hybrid.Next();
                return (uint)word < (uint)_words ? Little(_dictionary.AsSpan(word * _width, _width)) : throw NoWord(word, _words);
            case DeltaPacked:
                return _delta.Next();
            case Split:
                if (_index >= _count)
                {
                    throw BitPacking.Short();
                }

                long value = 0;
                for (int i = 0; i < _width; i++)
                {
                    value |= (long)_data[_at + (i * _count) + _index] << (8 * i);
                }

                _index++;
                return value;
            default:
                return Little(Take(_width));
        }
    }

    private static long Little(ReadOnlySpan<byte> bytes) => bytes.Length == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
