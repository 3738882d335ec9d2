using System;
using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>A shard as its reader sees it, and the proof that what was read is what the shard's hash stands for.</summary>
internal sealed class ShardInput : IDisposable
{
    private readonly Shard _shard;
    private readonly SliceStream _stream;
    private readonly RangedInput _ranges;

    private ShardInput(Shard shard, SliceStream stream, RangedInput ranges, RecordInput records)
    {
        _shard = shard;
        _stream = stream;
        _ranges = ranges;
        Records = records;
    }

    /// <summary>What the reader reads.</summary>
    public RecordInput Records { get; }

    /// <summary>Whether its reader read stretches of it and not all of it from front to back.</summary>
    public bool IsRanged => _ranges.IsUsed;

    /// <summary>Opens a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="places">Where it lies.</param>
    /// <param name="maxDocumentBytes">The longest text of a document.</param>
    /// <param name="buffer">The worker's memory for reading.</param>
    /// <param name="cancellation">Stops those who wait for bytes from far away.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static ShardInput Open(Shard shard, InputPlaces places, int maxDocumentBytes, InputBuffer buffer, CancellationToken cancellation)
    {
        SliceStream stream = new(places.Open(shard.Path, shard.Version, shard.FileBytes, shard.Offset, shard.Length, cancellation), shard.Length);
        try
        {
            RangedInput ranges = new(() => places.OpenRanges(shard.Path, shard.Version, shard.FileBytes, cancellation));
            return new ShardInput(shard, stream, ranges, RecordInput.FromSlice(stream, shard.Path, shard.Name, maxDocumentBytes, buffer, new RecordStart(shard.Offset, shard.FirstLine, shard.FirstRecord), ranges));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Checks, when the reader is done, that the file is still as it was when the corpus was listed, and that its reader made as many records as it should.</summary>
    /// <param name="record">What the reader filled.</param>
    /// <param name="source">The source that reads it.</param>
    /// <remarks>An object of which stretches were read needs no such proof: all of them are of one version. A file is hashed as a whole, which takes little of what decoding took.</remarks>
    /// <returns>The XXH3-128 of the shard's bytes or, if it <see cref="IsRanged"/>, of the stretches that were read.</returns>
    /// <exception cref="RunException">The file changed during the run, or the reader does not read lines as it says.</exception>
    /// <exception cref="IOException">The rest of the file cannot be read.</exception>
    public Hash128 Verify(Record record, SourceInfo source)
    {
        if (IsRanged && !_shard.IsHashed)
        {
            return _ranges.Hash();
        }

        Hash128 hash = _stream.HashToEnd();
        if ((_shard.IsHashed && hash != _shard.Hash) || _stream.Position != _shard.Length || _stream.FileLength != _shard.FileBytes)
        {
            throw Changed(_shard.Path);
        }

        long count = record.Count - _shard.FirstRecord;
        if (_shard.Records >= 0 && count != _shard.Records)
        {
            throw new RunException(
                "PDSL2031",
                $"the reader of {source.Step} says that lines are records ({nameof(LineRecords)}.{source.Lines}), which makes {_shard.Records} of '{_shard.Name}' from line {_shard.FirstLine} on, but it made {count}; correct the reader, or leave the option out of its [Reader]",
                _shard.Path);
        }

        return IsRanged ? _ranges.Hash() : hash;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Records.Dispose();
        _ranges.Dispose();
    }

    /// <summary>Says that a file changed during the run.</summary>
    internal static RunException Changed(string path)
        => new("PDSL2030", $"'{path}' changed while the run was reading it; let whatever writes it finish (best: write elsewhere and rename into place), then run again", path);

    /// <summary>Says that a file cannot be read.</summary>
    internal static RunException Unreadable(string path, Exception reason) => new("PDSL2006", $"cannot read '{path}': {reason.Message}", path);
}
