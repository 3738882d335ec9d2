using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>An output file that one thread writes from front to back.</summary>
/// <param name="name">Its name, relative to the output folder.</param>
/// <param name="work">Where it lies until it is published.</param>
/// <param name="content">Writes it.</param>
/// <param name="made">Is told when it is made, or null.</param>
internal sealed class WrittenFile(string name, WorkFolder work, Action<Stream> content, Action? made = null) : FileInMaking
{
    private int _taken;

    /// <inheritdoc/>
    public override void Help(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _taken, 1) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            using HashingStream stream = new(work.Create(ShardFiles.Final(name)));
            content(stream);
            stream.FlushToDisk();
            Made = new OutputFile(name, stream.Length, stream.Hash, []);
            made?.Invoke();
        }
    }

    /// <summary>Counts and hashes what is written through it.</summary>
    private sealed class HashingStream(FileStream inner) : Stream
    {
        private readonly XxHash128 _hash = new();
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public Hash128 Hash => Hash128.Of(_hash);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            _hash.Append(buffer);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public void FlushToDisk() => inner.Flush(flushToDisk: true);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
