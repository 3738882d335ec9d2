using System;

namespace PipelineDsl;

/// <summary>Parquet's hybrid of runs of one value and bit-packed values: levels, indices into dictionaries, truth values.</summary>
/// <param name="data">Holds the values.</param>
/// <param name="at">Where they begin.</param>
/// <param name="end">Where they end at the latest.</param>
/// <param name="width">The bits of a value, at most 32.</param>
internal struct HybridDecoder(byte[] data, int at, int end, int width)
{
    private readonly byte[] _data = data;
    private readonly int _end = end;
    private readonly int _width = width;
    private int _at = at;
    private long _run;
    private int _value;
    private long _packed;
    private long _bit;

    /// <summary>The next value.</summary>
    /// <exception cref="CorruptInputException">There is none.</exception>
    public int Next()
    {
        while (_run == 0 && _packed == 0)
        {
            Begin();
        }

        if (_run > 0)
        {
            _run--;
            return _value;
        }

        _packed--;
        int value = (int)BitPacking.Read(_data, _end, _bit, _width);
        _bit += _width;
        return value;
    }

    private void Begin()
    {
        ulong header = BitPacking.Varint(_data, ref _at, _end);
        if ((header & 1) == 0)
        {
            _run = (long)(header >> 1);
            int bytes = (_width + 7) / 8;
            if (bytes > _end - _at)
            {
                throw BitPacking.Short();
            }

            _value = (int)BitPacking.Read(_data, _end, 8L * _at, bytes * 8);
            _at += bytes;
            return;
        }

        // The last group of some writers ends with its last value; what is missing is noticed when it is asked for.
        _packed = (long)Math.Min(header >> 1, int.MaxValue) * 8;
        _bit = 8L * _at;
        _at = (int)Math.Min(_end, _at + ((_packed * _width) / 8));
    }
}
