using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>Buckets in memory under <c>mem://</c>, which fail as the real ones do: answers that break off, end early, come late or not at all.</summary>
internal sealed class MemoryStorage : IObjectStorageProvider
{
    private int _versions;

    public IReadOnlyList<string> Schemes => ["mem"];

    public ObjectTransfer Transfer { get; init; } = new() { Delay = TimeSpan.Zero };

    /// <summary>The buckets and their objects.</summary>
    public ConcurrentDictionary<string, ConcurrentDictionary<string, (byte[] Bytes, string Version, string? Hash)>> Buckets { get; } = [];

    /// <summary>Uploads that were begun and neither completed nor given up: name and id.</summary>
    public ConcurrentDictionary<string, string> Open { get; } = [];

    /// <summary>Every request, in no particular order: what and which object.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What goes wrong with a request, by its text and number; thrown.</summary>
    public Func<string, int, Exception?> Fault { get; set; } = static (_, _) => null;

    /// <summary>How many bytes of an answer of that length come before it breaks off, by the number of the request; null if all do. Odd ones throw, even ones just end.</summary>
    public Func<int, int, int?> Cut { get; set; } = static (_, _) => null;

    /// <summary>What goes wrong with the answer to a request that was done.</summary>
    public Func<string, Exception?> Lost { get; set; } = static _ => null;

    /// <summary>The most bytes that one read of an answer gives.</summary>
    public int Piece { get; set; } = int.MaxValue;

    public int PageLength { get; set; } = 2;

    private int _requests;

    public ObjectStorage OpenBucket(string name) => new Bucket(this, name);

    ObjectStorage IObjectStorageProvider.Open(ObjectAddress address) => OpenBucket(address.Bucket);

    public void Put(string bucket, string name, byte[] bytes, string? hash = null)
        => Buckets.GetOrAdd(bucket, static _ => [])[name] = (bytes, $"\"v{Interlocked.Increment(ref _versions).ToString(CultureInfo.InvariantCulture)}\"", hash);

    /// <summary>Puts the files of a folder.</summary>
    public void PutFolder(string bucket, string prefix, string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            Put(bucket, prefix + Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }

    /// <summary>The bytes of objects below a prefix, by the rest of the name.</summary>
    public Dictionary<string, byte[]> Below(string bucket, string prefix)
        => Buckets[bucket].Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(o => o.Key[prefix.Length..], static o => o.Value.Bytes);

    private int Note(string request)
    {
        int number = Interlocked.Increment(ref _requests);
        Requests.Enqueue(request);
        return Fault(request, number) is { } fault ? throw fault : number;
    }

    private sealed class Bucket(MemoryStorage storage, string bucket) : ObjectStorage
    {
        private ConcurrentDictionary<string, (byte[] Bytes, string Version, string? Hash)> Objects
            => storage.Buckets.TryGetValue(bucket, out ConcurrentDictionary<string, (byte[], string, string?)>? objects) ? objects : throw new ObjectStorageException(ObjectFailure.NoBucket, "the bucket is not there");

        public override int MaxParts => 100;

        public override async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
        {
            string[] names = [.. Objects.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal)];
            foreach (string[] page in names.Chunk(storage.PageLength).DefaultIfEmpty([]))
            {
                await Task.Yield();
                storage.Note("list " + prefix);
                foreach (string name in page)
                {
                    yield return new StoredObject(name, Objects[name].Bytes.Length, Objects[name].Version);
                }
            }
        }

        public override async Task<StoredObject?> FindAsync(string name, CancellationToken cancellation)
        {
            await Task.Yield();
            storage.Note("find " + name);
            return Objects.TryGetValue(name, out (byte[] Bytes, string Version, string? Hash) found) ? new StoredObject(name, found.Bytes.Length, found.Version, found.Hash) : null;
        }

        public override async Task<Stream> OpenAsync(string name, string version, long offset, long length, CancellationToken cancellation)
        {
            await Task.Yield();
            int number = storage.Note("read " + name);
            if (!Objects.TryGetValue(name, out (byte[] Bytes, string Version, string? Hash) found))
            {
                throw new ObjectStorageException(ObjectFailure.NoObject, "the object is not there");
            }

            return found.Version == version
                ? new Answer(found.Bytes.AsMemory((int)offset, (int)length), storage.Piece, storage.Cut(number, (int)length), throws: number % 2 == 1)
                : throw new ObjectStorageException(ObjectFailure.Changed, "the version is another");
        }

        public override async Task<StagedUpload> BeginUploadAsync(string name, string hash, CancellationToken cancellation)
        {
            await Task.Yield();
            int number = storage.Note("begin " + name);
            _ = Objects;
            string id = $"upload-{number.ToString(CultureInfo.InvariantCulture)}";
            storage.Open[id] = name;
            return new Upload(storage, bucket, name, hash, id);
        }

        public override async Task AbandonUploadAsync(string name, string id, CancellationToken cancellation)
        {
            await Task.Yield();
            storage.Note("abandon " + name);
            storage.Open.TryRemove(id, out _);
        }

        public override async Task DeleteAsync(string name, CancellationToken cancellation)
        {
            await Task.Yield();
            storage.Note("delete " + name);
            Objects.TryRemove(name, out _);
        }
    }

    private sealed class Upload(MemoryStorage storage, string bucket, string name, string hash, string id) : StagedUpload
    {
        private readonly ConcurrentDictionary<int, byte[]> _parts = [];

        public override string Id => id;

        public override async Task WriteAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            await Task.Yield();
            storage.Note("part " + name);
            _parts[number] = bytes.ToArray();
        }

        public override async Task CompleteAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            storage.Note("complete " + name);
            if (!storage.Open.TryRemove(id, out _))
            {
                throw new ObjectStorageException(ObjectFailure.NoObject, "there is no such upload");
            }

            storage.Put(bucket, name, [.. Enumerable.Range(0, _parts.Count).SelectMany(i => _parts[i])], hash);
            if (storage.Lost("complete " + name) is { } lost)
            {
                throw lost;
            }
        }
    }

    /// <summary>An answer that may break off.</summary>
    private sealed class Answer(ReadOnlyMemory<byte> bytes, int piece, int? cut, bool throws) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(cut ?? bytes.Length, bytes.Length);
            if (_given == end && cut is not null && throws)
            {
                throw new IOException("the connection was reset");
            }

            int count = Math.Min(Math.Min(end - _given, buffer.Length), piece);
            bytes.Slice(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
