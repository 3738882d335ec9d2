using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>Where the pieces of documents end, ascending, as 64-bit numbers in a mapped file.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where the table begins in it.</param>
/// <param name="count">The number of entries.</param>
/// <param name="divisor">What an entry is divided by: the bytes of an id where the table counts bytes, else 1.</param>
/// <param name="last">The end of the last piece where the table leaves it out, because it holds beginnings; else -1.</param>
internal sealed class EndTable(MappedFile file, long start, long count, int divisor, long last) : IDisposable
{
    /// <summary>The number of pieces.</summary>
    public long Count => count;

    /// <summary>The end of the piece in which a token lies.</summary>
    public long EndOf(long token)
    {
        long low = 0;
        long high = count - 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (this[middle] > token)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return this[low];
    }

    /// <summary>Fails unless the entries ascend and end with the number of tokens.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public void Check(long tokens)
    {
        long end = count == 0 ? 0 : this[count - 1];
        if (end != tokens)
        {
            throw new InvalidDataException($"'{file.Path}' says that the documents end at token {end}, but there are {tokens} tokens; the files do not belong together or one is cut off: write the dataset again");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private long this[long piece]
    {
        get
        {
            // A table of beginnings is one of ends, moved by one.
            long entry = last < 0 ? piece : piece + 1;
            return entry == count ? last : BinaryPrimitives.ReadInt64LittleEndian(file.Bytes(start + (entry * sizeof(long)), sizeof(long))) / divisor;
        }
    }
}
