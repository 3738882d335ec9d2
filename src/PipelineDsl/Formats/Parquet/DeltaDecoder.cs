namespace PipelineDsl;

/// <summary>Parquet's DELTA_BINARY_PACKED: a first value, and differences in blocks, each with its least difference and what is above it in few bits.</summary>
internal struct DeltaDecoder
{
    private readonly byte[] _data;
    private readonly int _end;
    private readonly int _miniblocks;
    private readonly int _miniblockLength;
    private int _at;
    private long _left;
    private long _value;
    private bool _isFirst = true;
    private long _least;
    private int _widths;
    private int _miniblock;
    private int _inMiniblock;
    private long _bit;

    /// <summary>Begins to read.</summary>
    /// <param name="data">Holds the values.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="end">Where they end at the latest.</param>
    /// <exception cref="CorruptInputException">The beginning makes no sense.</exception>
    public DeltaDecoder(byte[] data, int at, int end)
    {
        const int Longest = 1 << 20;
        _data = data;
        _at = at;
        _end = end;
        ulong block = BitPacking.Varint(data, ref _at, end);
        ulong miniblocks = BitPacking.Varint(data, ref _at, end);
        ulong count = BitPacking.Varint(data, ref _at, end);
        _value = Signed(BitPacking.Varint(data, ref _at, end));
        if (miniblocks == 0 || block is 0 or > Longest || block % miniblocks != 0 || block / miniblocks % 8 != 0 || count > int.MaxValue)
        {
            throw new CorruptInputException("a page of differences begins wrongly");
        }

        _miniblocks = (int)miniblocks;
        _miniblockLength = (int)(block / miniblocks);
        _miniblock = _miniblocks;
        _left = Count = (int)count;
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; }

    /// <summary>The next value.</summary>
    /// <exception cref="CorruptInputException">There is none.</exception>
    public long Next()
    {
        if (_left-- <= 0)
        {
            throw BitPacking.Short();
        }

        if (_isFirst)
        {
            _isFirst = false;
            return _value;
        }

        if (_miniblock == _miniblocks)
        {
            BeginBlock();
        }

        int width = _data[_widths + _miniblock];
        if (width > 64)
        {
            throw new CorruptInputException("a page of differences has one of more than 64 bits");
        }

        _value += _least + (long)BitPacking.Read(_data, _end, _bit, width);
        _bit += width;
        if (++_inMiniblock == _miniblockLength)
        {
            _inMiniblock = 0;
            _miniblock++;
        }
        else if (_left == 0)
        {
            _bit += (long)width * (_miniblockLength - _inMiniblock); // the last one is filled up
        }

        return _value;
    }

    /// <summary>Goes over all that is left.</summary>
    /// <returns>Where the values end.</returns>
    public int SkipToEnd()
    {
        while (_left > 0)
        {
            Next();
        }

        return _bit == 0 ? _at : (int)long.Min(_end, _bit / 8);
    }

    private static long Signed(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private void BeginBlock()
    {
        _at = _bit > 0 ? (int)(_bit / 8) : _at;
        _least = Signed(BitPacking.Varint(_data, ref _at, _end));
        _widths = _at;
        if (_miniblocks > _end - _at)
        {
            throw BitPacking.Short();
        }

        _at += _miniblocks;
        _bit = 8L * _at;
        _miniblock = 0;
    }
}
