using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Reads a stretch of an object from front to back: several ranges are on their way at once, so that what is read does not wait for each, and one that breaks off is taken up where it ended.</summary>
/// <remarks>
/// Every request names the object's version, so all bytes are those of one version, or it is an error. The first range is short, and each that was read lets one more be on its way: whoever only looks at the
/// beginning of an object does not have all of it sent.
/// </remarks>
internal sealed class ObjectContent : InputContent
{
    private const int FirstRangeBytes = 1 << 20;
    private readonly ObjectStorage _storage;
    private readonly ObjectTransfer _transfer;
    private readonly ObjectAddress _address;
    private readonly string _version;
    private readonly long _end;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<ObjectRange> _ahead = [];
    private long _asked;
    private int _wanted = 1;
    private bool _isWanted;

    /// <summary>Opens a stretch; nothing is asked for before something is read.</summary>
    /// <param name="buckets">Where it lies, and how it is read.</param>
    /// <param name="address">The object.</param>
    /// <param name="version">The version that it must have.</param>
    /// <param name="stamp">What is known of the object.</param>
    /// <param name="offset">Where the stretch begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public ObjectContent(ObjectBuckets buckets, ObjectAddress address, string version, FileStamp stamp, long offset, long length, CancellationToken cancellation)
    {
        _storage = buckets.Of(address);
        _transfer = buckets.Transfer;
        _address = address;
        _version = version;
        _asked = offset;
        _end = offset + length;
        _cancellation = cancellation;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Stamp = stamp;
    }

    /// <summary>What was known of the object when the corpus was listed: it has not changed since, or reading it fails.</summary>
    public override FileStamp Stamp { get; }

    /// <summary>Asks for the first range at once, and for as much of it as for all others: all of the stretch will be read.</summary>
    public void Start()
    {
        _isWanted = true;
        AskAhead();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        AskAhead();
        if (_ahead.Count == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        ObjectRange range = _ahead.Peek();
        int count = range.Read(buffer);
        if (range.IsRead)
        {
            _ahead.Dequeue().Release();
            _wanted = Math.Min(_wanted + 1, Math.Max(1, _transfer.Ranges));
        }

        return count;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stop.Cancel();
        while (_ahead.TryDequeue(out ObjectRange? range))
        {
            range.Release();
        }

        _stop.Dispose();
    }

    private void AskAhead()
    {
        while (_ahead.Count < _wanted && _asked < _end)
        {
            int length = (int)Math.Min(_end - _asked, _wanted == 1 && !_isWanted ? Math.Min(FirstRangeBytes, _transfer.RangeBytes) : _transfer.RangeBytes);
            _ahead.Enqueue(new ObjectRange(this, _asked, length));
            _asked += length;
        }
    }

    /// <summary>Reads a range to its end, however often it takes.</summary>
    private async Task FillAsync(long offset, Memory<byte> bytes, CancellationToken stop)
    {
        int filled = 0;
        int retry = 0;
        while (true)
        {
            int before = filled;
            Exception? failure = null;
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            try
            {
                patience.CancelAfter(_transfer.Patience);
                await using System.IO.Stream stream = await _storage.OpenAsync(_address.Name, _version, offset + filled, bytes.Length - filled, patience.Token).ConfigureAwait(false);
                int count;
                while (filled < bytes.Length && (count = await stream.ReadAsync(bytes[filled..], patience.Token).ConfigureAwait(false)) > 0)
                {
                    filled += count;
                    patience.CancelAfter(_transfer.Patience);
                }
            }
            catch (ObjectStorageException exception) when (exception.Failure is ObjectFailure.NoObject)
            {
                throw ShardInput.Changed(_address.ToString()); // it was there when the corpus was listed
            }
            catch (ObjectStorageException exception) when (exception.Failure is not ObjectFailure.Unreachable)
            {
                throw ObjectFinding.Of(_address, exception);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
            {
                failure = exception;
            }

            if (filled == bytes.Length)
            {
                return;
            }

            retry = filled > before ? 1 : retry + 1;
            if (retry > _transfer.Retries)
            {
                string said = failure is OperationCanceledException ? $"it sent nothing for {_transfer.Patience.TotalSeconds} s" : failure?.Message ?? "it sends less than was asked for";
                throw ObjectFinding.Of(_address, new ObjectStorageException(ObjectFailure.Unreachable, said, failure));
            }

            await Task.Delay(_transfer.DelayBefore(retry), stop).ConfigureAwait(false);
        }
    }

    /// <summary>A range that is on its way.</summary>
    private sealed class ObjectRange
    {
        private readonly ObjectContent _content;
        private readonly byte[] _buffer;
        private readonly int _length;
        private readonly Task _filled;
        private int _read;

        public ObjectRange(ObjectContent content, long offset, int length)
        {
            _content = content;
            _length = length;
            _buffer = ArrayPool<byte>.Shared.Rent(length);
            CancellationToken stop = content._stop.Token;
            _filled = Task.Run(() => content.FillAsync(offset, _buffer.AsMemory(0, length), stop), CancellationToken.None);
        }

        public bool IsRead => _read == _length;

        public int Read(Span<byte> target)
        {
            if (!_filled.IsCompleted)
            {
                try
                {
                    _filled.Wait(_content._cancellation);
                }
                catch (AggregateException)
                {
                    // thrown as it is below
                }
            }

            _filled.GetAwaiter().GetResult();
            int count = Math.Min(target.Length, _length - _read);
            _buffer.AsSpan(_read, count).CopyTo(target);
            _read += count;
            return count;
        }

        /// <summary>Gives the memory back when nobody writes to it any more.</summary>
        public void Release() => _filled.ContinueWith(
            static (filled, buffer) =>
            {
                _ = filled.Exception; // whoever read the range was told
                ArrayPool<byte>.Shared.Return((byte[])buffer!);
            },
            _buffer,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
