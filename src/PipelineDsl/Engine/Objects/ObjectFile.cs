using System;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>A small object, read at once.</summary>
internal static class ObjectFile
{
    /// <summary>Reads an object.</summary>
    /// <param name="buckets">Where it lies.</param>
    /// <param name="address">The object.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its bytes; null if there is none.</returns>
    /// <exception cref="RunException">It cannot be read.</exception>
    public static byte[]? Read(ObjectBuckets buckets, ObjectAddress address, CancellationToken cancellation)
    {
        if (buckets.Ask(address, s => s.FindAsync(address.Name, cancellation), cancellation) is not { } found)
        {
            return null;
        }

        using ObjectContent content = new(buckets, address, found.Version, FileStamp.Of(found.Length, found.Version), 0, found.Length, cancellation);
        byte[] bytes = new byte[found.Length];
        for (int filled = 0; filled < bytes.Length;)
        {
            filled += content.Read(bytes.AsSpan(filled));
        }

        return bytes;
    }
}
