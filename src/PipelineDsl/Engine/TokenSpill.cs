using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The tokens that a shard leaves for the datasets: one file for each split, a record for each document (<see cref="TokenRecord"/>) behind its length (int32).</summary>
internal sealed class TokenSpill : IDisposable
{
    private const int FlushAt = 1 << 18;
    private readonly RunState _run;
    private readonly SequenceOptions _options;
    private readonly TokenRecord _record;
    private readonly DocumentKeys _keys;
    private readonly Stream[] _files;
    private readonly TextBuffer[] _buffers;

    /// <summary>Creates the files.</summary>
    public TokenSpill(RunState run, Shard shard, ActionAttempt attempt)
    {
        _run = run;
        _options = run.Sequences!;
        _record = new TokenRecord(TokenBytes.Width(run.Tokens!.VocabularySize));
        _keys = new DocumentKeys(run.Pipeline.Sources[shard.Source].Step, shard.Name);
        int splits = _options.Splits.Length;
        Counts = new TokenCounts[splits];
        _files = new Stream[splits];
        _buffers = new TextBuffer[splits];
        for (int split = 0; split < splits; split++)
        {
            _files[split] = attempt.Create(ShardFiles.Tokens(split));
            _buffers[split] = new TextBuffer(FlushAt + (1 << 16));
        }
    }

    /// <summary>What was written, by split.</summary>
    public TokenCounts[] Counts { get; }

    /// <summary>Writes a document's tokens.</summary>
    /// <param name="document">The document.</param>
    /// <param name="copy">Which of the times that it counts it is, from 0. All go to one split, but not to one place in a shuffle.</param>
    public void Write(Document document, int copy)
    {
        UInt128 key = _keys.Of(document, _run.Pipeline.IdSlot);
        int split = ShuffleKeys.IsValidation(key, _options.Validation) ? 1 : 0;
        key = copy == 0 ? key : ShuffleKeys.OfCopy(key, copy);
        ref TokenCounts counts = ref Counts[split];
        TokenBuffer tokens = document.Tokens;
        if (tokens.Count == 0)
        {
            counts.Empty++;
            return;
        }

        ReadOnlySpan<byte> loss = tokens.Loss;
        counts.Documents++;
        counts.Flagged += loss.IsEmpty ? 0 : 1;
        counts.AddTokens(key, 0, tokens.Ids, loss);

        TextBuffer buffer = _buffers[split];
        int length = _record.Length(tokens.Count, !loss.IsEmpty);
        Span<byte> room = buffer.Reserve(sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(room, length);
        _record.Write(key, tokens.Ids, loss, room[sizeof(int)..]);
        buffer.Advance(room.Length);
        if (buffer.Length >= FlushAt)
        {
            Flush(split);
        }
    }

    /// <summary>Reads the records of a file in their order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="cancellation">Stops the reading between two records.</param>
    public static void Read(Stream file, IBytesSink sink, CancellationToken cancellation)
    {
        TextBuffer record = new(1 << 16);
        Span<byte> head = stackalloc byte[sizeof(int)];
        while (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = BinaryPrimitives.ReadInt32LittleEndian(head);
            record.Clear();
            file.ReadExactly(record.Reserve(length));
            record.Advance(length);
            sink.Accept(record.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int split = 0; split < _files.Length; split++)
        {
            Flush(split);
            _files[split].Dispose();
        }
    }

    private void Flush(int split)
    {
        _files[split].Write(_buffers[split].Bytes);
        _buffers[split].Clear();
    }
}
