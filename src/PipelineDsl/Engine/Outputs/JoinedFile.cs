using System;
using System.Buffers;
using System.IO;
using System.IO.Hashing;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>An output file that is joined of the shards' parts, in their order.</summary>
/// <remarks>
/// It may grow while shards are still at work (<see cref="Offer"/>, <see cref="Grow"/>): then it is nearly on the disk when the last one ends. A shard may be done again afterwards, so what was
/// joined early counts only if it is what the run came to in the end (<see cref="Conclude"/>). One thread at a time takes the next piece and hashes it, since the hash is that of the whole file; any number of
/// them write pieces where they belong.
/// </remarks>
internal sealed class JoinedFile : FileInMaking, IDisposable
{
    private const int PieceBytes = 1 << 20;
    private readonly string _name;
    private readonly string _part;
    private readonly Action? _partJoined;
    private readonly ActionCommit?[] _shards;
    private readonly FileStream _file;
    private readonly Lock _taking = new();
    private readonly XxHash128 _hash = new();
    private byte[]? _tail;
    private Stream? _source;
    private int _next;
    private int _growing;
    private int _helpers;
    private long _length;
    private bool _isTaken;
    private bool _isClosed;

    /// <summary>Creates the file.</summary>
    /// <param name="name">Its name, relative to the output folder.</param>
    /// <param name="part">The name of each shard's part.</param>
    /// <param name="shards">The number of shards.</param>
    /// <param name="work">Where it lies until it is published.</param>
    /// <param name="partJoined">Is told of each part that is joined after <see cref="Conclude"/>, or null.</param>
    public JoinedFile(string name, string part, int shards, WorkFolder work, Action? partJoined)
    {
        _name = name;
        _part = part;
        _partJoined = partJoined;
        _shards = new ActionCommit?[shards];
        _file = work.Create(ShardFiles.Final(name));
    }

    /// <summary>The number of parts that are not joined yet.</summary>
    public int Left => _shards.Length - _next;

    /// <summary>A shard's part is there.</summary>
    public void Offer(int shard, ActionCommit commit) => Volatile.Write(ref _shards[shard], commit);

    /// <summary>Joins the parts that are there, unless another thread does.</summary>
    public void Grow(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _growing, 1) == 0)
        {
            try
            {
                Copy(cancellation);
            }
            finally
            {
                Volatile.Write(ref _growing, 0);
            }
        }
    }

    /// <summary>All shards are done. What was joined of others than these is forgotten.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="tail">What comes after the last part.</param>
    public void Conclude(Seal shards, byte[] tail)
    {
        // The part that is being read has been joined in part.
        for (int i = 0; i < Math.Min(_shards.Length, _source is null ? _next : _next + 1); i++)
        {
            if (_shards[i]!.Find(_part) != shards[i].Find(_part))
            {
                _source?.Dispose();
                _source = null;
                _file.SetLength(0);
                _hash.Reset();
                _length = 0;
                _next = 0;
                break;
            }
        }

        for (int i = 0; i < _shards.Length; i++)
        {
            _shards[i] = shards[i];
        }

        _tail = tail;
    }

    /// <summary>Joins what is left, together with whoever else comes; the last one to leave sees the file to the disk.</summary>
    public override void Help(CancellationToken cancellation)
    {
        lock (_taking)
        {
            _helpers++;
        }

        bool isLast = false;
        try
        {
            Copy(cancellation);
        }
        finally
        {
            lock (_taking)
            {
                isLast = --_helpers == 0 && _isTaken && !_isClosed;
                _isClosed |= isLast;
            }
        }

        if (isLast)
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
            _file.Dispose();
            Made = new OutputFile(_name, _length, Hash128.Of(_hash), []);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source?.Dispose();
        _file.Dispose();
    }

    private void Copy(CancellationToken cancellation)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (Take(piece, out int count, out long offset))
            {
                cancellation.ThrowIfCancellationRequested();
                RandomAccess.Write(_file.SafeFileHandle, piece.AsSpan(0, count), offset);
                FileSystemCalls.BeginWriting(_file.SafeFileHandle, offset, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>Takes the next piece.</summary>
    /// <returns>False if there is none, or none yet.</returns>
    private bool Take(byte[] piece, out int count, out long offset)
    {
        lock (_taking)
        {
            offset = _length;
            count = 0;
            while (count < PieceBytes && (_source ??= Open()) is { } source)
            {
                int read = source.Read(piece, count, PieceBytes - count);
                count += read;
                if (read == 0)
                {
                    Close(source);
                }
            }

            _hash.Append(piece.AsSpan(0, count));
            _length += count;
            return count > 0;
        }
    }

    /// <summary>Opens the next part, if it is there; behind the last one what comes after it.</summary>
    private Stream? Open()
    {
        if (_next < _shards.Length)
        {
            return Volatile.Read(ref _shards[_next])?.Open(_part);
        }

        if (_tail is null || _isTaken)
        {
            return null;
        }

        _isTaken = true;
        return new MemoryStream(_tail);
    }

    private void Close(Stream source)
    {
        source.Dispose();
        _source = null;
        if (_next < _shards.Length)
        {
            _next++;
            if (_tail is not null)
            {
                _partJoined?.Invoke();
            }
        }
    }
}
