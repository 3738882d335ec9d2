using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Reads parts of sketches in any order, whatever their shard; for one task.</summary>
/// <param name="context">Where the sketches are.</param>
public sealed class Sketches(DedupContext context) : IDisposable
{
    private const int MostOpen = 64;
    private readonly Dictionary<int, SketchReader> _open = [];
    private readonly Queue<int> _order = new();

    /// <summary>Reads bytes of a document's sketch.</summary>
    /// <param name="document">The document's number.</param>
    /// <param name="offset">Where they begin (<see cref="SketchReader.Offset"/>, or later).</param>
    /// <param name="length">How many.</param>
    /// <returns>The bytes, until another document of the same shard is read.</returns>
    public ReadOnlySpan<byte> Read(long document, long offset, int length)
    {
        int shard = ShardOf(document);
        if (!_open.TryGetValue(shard, out SketchReader? reader))
        {
            if (_open.Count == MostOpen)
            {
                int oldest = _order.Dequeue();
                _open.Remove(oldest, out SketchReader? closed);
                closed!.Dispose();
            }

            reader = context.OpenSketches(shard);
            _open.Add(shard, reader);
            _order.Enqueue(shard);
        }

        return reader.ReadAt(offset, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SketchReader reader in _open.Values.ToArray())
        {
            reader.Dispose();
        }

        _open.Clear();
    }

    private int ShardOf(long document)
    {
        int low = 0;
        int high = context.Shards - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (context.FirstOf(middle) <= document)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
