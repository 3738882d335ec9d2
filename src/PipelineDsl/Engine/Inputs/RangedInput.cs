using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;

namespace PipelineDsl.Engine;

/// <summary>What a reader of stretches sees of its input, and the hash of what it asked for: of all stretches in the order in which they were opened, and of each to its end, so that it does not depend on how much of it came at a time.</summary>
/// <param name="open">Opens the input when the first stretch is asked for.</param>
internal sealed class RangedInput(Func<InputRanges> open) : RecordRanges, IDisposable
{
    private readonly List<(long Offset, long Length, Hash128? Hash)> _stretches = [];
    private InputRanges? _input;

    /// <inheritdoc/>
    public override long Length => Input.Length;

    /// <summary>Whether the reader asked for any stretch.</summary>
    public bool IsUsed => _stretches.Count > 0;

    private InputRanges Input => _input ??= open();

    /// <inheritdoc/>
    public override Stream Open(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        _stretches.Add((offset, length, null));
        return new Stretch(this, _stretches.Count - 1, Input.Open(offset, length), length);
    }

    /// <summary>The XXH3-128 of what was asked for: of the place, length and XXH3-128 of each stretch.</summary>
    /// <exception cref="IOException">What was asked for and not read cannot be read now.</exception>
    public Hash128 Hash()
    {
        HashWriter hash = new();
        for (int i = 0; i < _stretches.Count; i++)
        {
            if (_stretches[i].Hash is null)
            {
                using Stretch rest = new(this, i, Input.Open(_stretches[i].Offset, _stretches[i].Length), _stretches[i].Length);
                rest.CopyTo(Stream.Null);
            }

            hash.Long(_stretches[i].Offset);
            hash.Long(_stretches[i].Length);
            hash.Wide(_stretches[i].Hash ?? throw new EndOfStreamException("it has become shorter"));
        }

        return hash.Hash;
    }

    /// <inheritdoc/>
    public void Dispose() => _input?.Dispose();

    private sealed class Stretch : ForwardStream
    {
        private readonly RangedInput _owner;
        private readonly int _number;
        private readonly InputContent _content;
        private readonly XxHash128 _hash = new();
        private readonly long _length;
        private long _position;

        public Stretch(RangedInput owner, int number, InputContent content, long length)
        {
            _owner = owner;
            _number = number;
            _content = content;
            _length = length;
            End();
        }

        public override long Length => _length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int count = _content.Read(buffer[..(int)Math.Min(buffer.Length, _length - _position)]);
            _hash.Append(buffer[..count]);
            _position += count;
            if (count > 0)
            {
                End();
            }

            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
            }

            base.Dispose(disposing);
        }

        private void End()
        {
            if (_position == _length)
            {
                _owner._stretches[_number] = (_owner._stretches[_number].Offset, _length, Hash128.Of(_hash));
            }
        }
    }
}
