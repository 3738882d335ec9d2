using System;
using System.IO;

namespace PipelineDsl;

/// <summary>One input file, decompressed, as a reader sees it: piece after piece of UTF-8 bytes in pinned memory.</summary>
/// <remarks>
/// <para>Files ending in <c>.gz</c> (any number of members) and <c>.zst</c> (any number of frames) are decompressed. A UTF-8 byte order mark at the
/// beginning is skipped. A piece is valid until the next is asked for and is followed by at least <see cref="PaddedText.Padding"/> readable bytes.</para>
/// <para>What cannot be given is rejected, not thrown: a piece longer than <see cref="MaxPieceBytes"/> (<see cref="RejectReason.TooLong"/>; reading
/// goes on behind it), and the unfinished piece at which a compressed file turns out to be damaged or cut
/// (<see cref="RejectReason.CorruptFile"/>; nothing follows it). These rejections go to the sink of the <see cref="Record"/> that was made for this
/// input and count as records. A compressed file of 0 bytes is corrupt, a plain one has no records.</para>
/// </remarks>
public sealed unsafe class RecordInput : IDisposable
{
    /// <summary>How much is read at once. Half of a usual second-level cache, so that a piece is still there when it is parsed.</summary>
    internal const int DefaultBufferBytes = 256 << 10;

    /// <summary>What a record may have besides its text before <see cref="MaxPieceBytes"/> is reached.</summary>
    private const int Slack = 1 << 20;

    /// <summary>How much of a piece that is too long is shown to the sink.</summary>
    private const int ShownBytes = 64 << 10;

    private readonly InputDecoder _decoder;
    private Record? _record;
    private readonly InputBuffer _buffer;
    private Stream? _file;
    private byte* _start;
    private int _capacity;
    private int _end;
    private int _next;
    private int _pieceStart;
    private int _pieceLength;
    private long _nextOffset;
    private long _nextLine = 1;
    private bool _begun;
    private bool _ended;
    private string? _corrupt;
    private RecordRanges? _ranges;
    private long _position;

    private RecordInput(InputDecoder decoder, string name, int maxDocumentBytes, InputBuffer buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxDocumentBytes);
        _decoder = decoder;
        _buffer = buffer;
        Name = name;
        MaxDocumentBytes = maxDocumentBytes;
        MaxPieceBytes = LongestPiece(maxDocumentBytes);
        UseBuffer();
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The longest text of a document, in bytes.</summary>
    public int MaxDocumentBytes { get; }

    /// <summary>
    /// The longest piece, in bytes: six times <see cref="MaxDocumentBytes"/> (a byte of text takes up to six in JSON, as <c>\u0001</c>) and 1 MiB for
    /// everything else in the record.
    /// </summary>
    public int MaxPieceBytes { get; }

    /// <summary>The line, from 1, on which the last piece begins.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The offset, in decompressed bytes, at which the last piece begins.</summary>
    public long Offset { get; private set; }

    /// <summary>How many of the file's or slice's bytes, as they lie on the disk, were read so far; 0 for a stream.</summary>
    internal long FilePosition => _position > 0 ? _position : _file?.Position ?? 0;

    /// <summary>The file's length in bytes, as it lies on the disk: for readers that read stretches of it (<see cref="OpenRange"/>).</summary>
    /// <exception cref="InvalidOperationException">It can only be read from front to back.</exception>
    public long Length => Ranges.Length;

    /// <summary>How many records of the file come before the input: none, unless it is a slice.</summary>
    internal long FirstRecord { get; private init; }

    /// <summary>The last piece; empty at the end.</summary>
    public ReadOnlySpan<byte> Piece => new(_start + _pieceStart, _pieceLength);

    private RecordRanges Ranges => _ranges ?? throw new InvalidOperationException($"'{Name}' can only be read from front to back");

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What messages and rejects call it: the path relative to the source's folder, with forward slashes.</param>
    /// <param name="maxDocumentBytes">The longest text of a document.</param>
    public static RecordInput Open(string path, string name, int maxDocumentBytes) => Open(path, name, maxDocumentBytes, new InputBuffer(DefaultBufferBytes));

    /// <summary>The same with a buffer that is used for one file after the other.</summary>
    internal static RecordInput Open(string path, string name, int maxDocumentBytes, InputBuffer buffer)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return new RecordInput(InputDecoder.For(file, path), name, maxDocumentBytes, buffer) { _file = file, _ranges = new FileStretches(file) };
    }

    /// <summary>Reads from a stream of plain bytes.</summary>
    /// <param name="stream">The bytes; disposed with this.</param>
    /// <param name="name">What messages and rejects call it.</param>
    /// <param name="maxDocumentBytes">The longest text of a document.</param>
    public static RecordInput FromStream(Stream stream, string name, int maxDocumentBytes)
        => FromStream(stream, name, maxDocumentBytes, new InputBuffer(DefaultBufferBytes));

    /// <summary>The same with a buffer that is used for one file after the other.</summary>
    internal static RecordInput FromStream(Stream stream, string name, int maxDocumentBytes, InputBuffer buffer)
        => new(new PlainDecoder(stream), name, maxDocumentBytes, buffer);

    /// <summary>Reads a slice of a file: lines, offsets and records are numbered as in the file.</summary>
    /// <param name="stream">The slice's bytes on the disk, from 0; disposed with this.</param>
    /// <param name="path">Where the file is; tells how it is compressed.</param>
    /// <param name="name">What messages and rejects call it.</param>
    /// <param name="maxDocumentBytes">The longest text of a document.</param>
    /// <param name="buffer">Memory that is used for one input after the other.</param>
    /// <param name="start">Where the slice begins. A byte order mark is one at the beginning of the file only.</param>
    /// <param name="ranges">Stretches of the file; not disposed with this.</param>
    internal static RecordInput FromSlice(Stream stream, string path, string name, int maxDocumentBytes, InputBuffer buffer, in RecordStart start, RecordRanges ranges)
        => new(InputDecoder.For(stream, path), name, maxDocumentBytes, buffer)
        {
            _file = stream,
            _ranges = ranges,
            _nextOffset = start.Offset,
            _nextLine = start.Line,
            _begun = start.Offset > 0,
            FirstRecord = start.Record,
        };

    /// <summary>The longest piece of an input whose documents have at most <paramref name="maxDocumentBytes"/> bytes of text.</summary>
    internal static int LongestPiece(int maxDocumentBytes) => (int)Math.Min((6L * maxDocumentBytes) + Slack, Array.MaxLength / 2);

    /// <summary>Gives the next line.</summary>
    /// <param name="line">The line without its end, which is <c>\n</c> or <c>\r\n</c>. The last line may lack it. Other control characters end no line.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        bool found = TryRead("\n"u8, out int delimiter);
        if (delimiter > 0)
        {
            TrimLineEnd();
        }

        line = Piece;
        return found;
    }

    /// <summary>What is in memory and not taken yet. Behind it stands a <c>\n</c> that is not the file's.</summary>
    /// <returns>Whether there is anything.</returns>
    internal bool TryPeek(out byte* start, out byte* end)
    {
        Begin();
        start = _start + _next;
        end = _start + _end;
        return start < end;
    }

    /// <summary>Makes everything up to <paramref name="newline"/>, which <see cref="TryPeek"/> showed, the piece, as <see cref="TryReadLine"/> would have.</summary>
    /// <returns>False, and nothing is taken, if the line is too long.</returns>
    internal bool TryTakeLine(byte* newline)
    {
        int length = (int)(newline - (_start + _next));
        if (length > MaxPieceBytes)
        {
            return false;
        }

        Take(length + 1, newlines: 1);
        TrimLineEnd();
        return true;
    }

    /// <summary>Gives everything up to the next <paramref name="delimiter"/>, which is part of the piece.</summary>
    /// <param name="delimiter">What ends the piece; not empty.</param>
    /// <param name="piece">The piece; at the end of the file whatever is left, without a delimiter.</param>
    /// <returns>Whether there was anything left.</returns>
    public bool TryReadThrough(ReadOnlySpan<byte> delimiter, out ReadOnlySpan<byte> piece)
    {
        ArgumentOutOfRangeException.ThrowIfZero(delimiter.Length);
        bool found = TryRead(delimiter, out _);
        piece = Piece;
        return found;
    }

    /// <summary>Opens a stretch of the file as it lies on the disk, for readers of formats whose parts lie anywhere. Such a reader asks for no piece. Of an object, what was opened is on its way at once.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is; all of it lies in the file.</param>
    /// <returns>Its bytes, from front to back. Several may be open at a time, in one thread.</returns>
    /// <exception cref="InvalidOperationException">The input can only be read from front to back.</exception>
    public Stream OpenRange(long offset, long length) => Ranges.Open(offset, length);

    /// <summary>Says where a reader of stretches is.</summary>
    /// <param name="line">What messages give as the line: such as the number of a record, from 1.</param>
    /// <param name="offset">Where in the file the record stands, or what holds it.</param>
    /// <param name="position">How much of the file is done, in bytes: what progress and estimates go by.</param>
    public void MoveTo(long line, long offset, long position)
    {
        Line = line;
        Offset = offset;
        _position = position;
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    /// <summary>Reads what stands in a buffer already: nothing is copied.</summary>
    /// <param name="buffer">Holds the whole file.</param>
    /// <param name="length">The file's length in bytes, less than the buffer's capacity.</param>
    /// <param name="name">What messages and rejects call it.</param>
    /// <param name="maxDocumentBytes">The longest text of a document.</param>
    internal static RecordInput FromBuffer(InputBuffer buffer, int length, string name, int maxDocumentBytes)
    {
        byte first = buffer.Start[0];
        RecordInput input = new(new PlainDecoder(Stream.Null), name, maxDocumentBytes, buffer) { _end = length, _ended = true };
        input._start[0] = first;
        input._start[length] = (byte)'\n';
        return input;
    }

    /// <summary>The same as <see cref="FromStream(Stream, string, int)"/>, decompressing as <paramref name="name"/> asks, with a buffer of any size.</summary>
    internal static RecordInput FromStream(Stream stream, string name, int maxDocumentBytes, int bufferBytes)
        => new(InputDecoder.For(stream, name), name, maxDocumentBytes, new InputBuffer(bufferBytes));

    /// <summary>Names the record that takes this input's rejections.</summary>
    internal void Attach(Record record) => _record = record;

    /// <summary>Makes the bytes up to and with the delimiter the piece.</summary>
    /// <param name="delimiter">What to look for.</param>
    /// <param name="ending">The delimiter's length, or 0 at the end of the file.</param>
    private bool TryRead(ReadOnlySpan<byte> delimiter, out int ending)
    {
        Begin();
        int searched = 0;
        while (true)
        {
            int at = new ReadOnlySpan<byte>(_start + _next + searched, _end - _next - searched).IndexOf(delimiter);
            int length = at >= 0 ? searched + at : _end - _next;
            if (length - (at >= 0 ? 0 : delimiter.Length) > MaxPieceBytes)
            {
                SkipLongPiece(delimiter);
                searched = 0;
                continue;
            }

            if (at >= 0)
            {
                ending = delimiter.Length;
                Take(length + ending, newlines: delimiter is [(byte)'\n'] ? 1 : CountNewlines(length + ending));
                return true;
            }

            searched = Math.Max(0, length - delimiter.Length + 1);
            if (!Fill())
            {
                ending = 0;
                return TakeRest();
            }
        }
    }

    private void TrimLineEnd()
    {
        _pieceLength--;
        if (_pieceLength > 0 && _start[_pieceStart + _pieceLength - 1] == '\r')
        {
            _pieceLength--;
        }
    }

    /// <summary>The file has ended: its rest is the last piece, unless the file is damaged or the rest too long.</summary>
    private bool TakeRest()
    {
        int rest = _end - _next;
        if (_corrupt is null && rest > 0 && rest <= MaxPieceBytes)
        {
            Take(rest, CountNewlines(rest));
            return true;
        }

        if (_corrupt is { } reason)
        {
            _corrupt = null;
            Reject(_nextLine, _nextOffset, RejectReason.CorruptFile, reason, new ReadOnlySpan<byte>(_start + _next, Math.Min(rest, Math.Min(ShownBytes, MaxPieceBytes))));
        }
        else if (rest > 0)
        {
            RejectLong(_nextLine, _nextOffset, new ReadOnlySpan<byte>(_start + _next, Math.Min(rest, Math.Min(ShownBytes, MaxPieceBytes))));
        }

        Take(rest, CountNewlines(rest));
        Take(0, 0);
        return false;
    }

    /// <summary>Moves on: the next <paramref name="length"/> bytes are the piece.</summary>
    private void Take(int length, long newlines)
    {
        Line = _nextLine;
        Offset = _nextOffset;
        _pieceStart = _next;
        _pieceLength = length;
        _nextLine += newlines;
        _nextOffset += length;
        _next += length;
    }

    private int CountNewlines(int length) => new ReadOnlySpan<byte>(_start + _next, length).Count((byte)'\n');

    /// <summary>Goes over a piece that is too long, holding no more of it than is needed to find its end, and rejects it.</summary>
    private void SkipLongPiece(ReadOnlySpan<byte> delimiter)
    {
        long line = _nextLine;
        long offset = _nextOffset;
        byte[] shown = new ReadOnlySpan<byte>(_start + _next, Math.Min(_end - _next, Math.Min(ShownBytes, MaxPieceBytes))).ToArray();
        while (true)
        {
            int at = new ReadOnlySpan<byte>(_start + _next, _end - _next).IndexOf(delimiter);
            int passed = at >= 0 ? at + delimiter.Length : Math.Max(0, _end - _next - delimiter.Length + 1);
            Take(passed, CountNewlines(passed));
            if (at >= 0)
            {
                break;
            }

            if (!Fill())
            {
                Take(_end - _next, CountNewlines(_end - _next));
                break;
            }
        }

        if (_corrupt is { } reason)
        {
            _corrupt = null;
            Reject(line, offset, RejectReason.CorruptFile, reason, shown);
        }
        else
        {
            RejectLong(line, offset, shown);
        }
    }

    private void RejectLong(long line, long offset, ReadOnlySpan<byte> shown)
        => Reject(line, offset, RejectReason.TooLong, $"the record has more than the limit of {MaxPieceBytes} bytes", shown);

    private void Reject(long line, long offset, RejectReason reason, string detail, ReadOnlySpan<byte> shown)
    {
        if (_record is null)
        {
            throw new InvalidDataException($"{Name}({line}): {detail}");
        }

        _record.RejectUnread(new Rejection(Name, line, offset, reason, detail), shown);
    }

    private void Begin()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        while (_end < 3 && Fill())
        {
        }

        if (new ReadOnlySpan<byte>(_start, _end).StartsWith("\uFEFF"u8))
        {
            _next = 3;
            _nextOffset = 3;
        }
    }

    /// <summary>Reads more bytes behind those there are, making room first.</summary>
    /// <returns>False at the end of the file; <see cref="_corrupt"/> says whether it is a proper one.</returns>
    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        if (_capacity - _end <= _capacity / 4) // also where the buffer is so small that a quarter of it is nothing
        {
            MakeRoom();
        }

        try
        {
            int count = _decoder.Read(new Span<byte>(_start + _end, _capacity - _end));
            _end += count;
            _ended = count == 0;
        }
        catch (CorruptInputException e)
        {
            _corrupt = e.Message;
            _ended = true;
        }

        _start[_end] = (byte)'\n'; // so that a scanner that stops at line ends needs no bounds check on a last line without one
        return !_ended;
    }

    private void MakeRoom()
    {
        byte[] old = _buffer.Bytes;
        int held = _end - _next;
        var unread = new ReadOnlySpan<byte>(_start + _next, held);
        if (held > _capacity / 2)
        {
            _buffer.Allocate((int)Math.Min(2L * _capacity, Array.MaxLength - PaddedText.Padding));
            UseBuffer();
        }

        unread.CopyTo(new Span<byte>(_start, _capacity));
        GC.KeepAlive(old);
        _next = 0;
        _end = held;
        _pieceStart = 0;
        _pieceLength = 0;
    }

    private void UseBuffer()
    {
        _capacity = _buffer.Capacity;
        _start = _buffer.Start;
        _start[0] = (byte)'\n';
    }
}
