using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Where inputs lie: finds and opens files and objects, so that nothing else knows which of them an input is.</summary>
/// <param name="buckets">The object storages of the run.</param>
internal sealed class InputPlaces(ObjectBuckets buckets)
{
    /// <summary>The inputs that a pattern matches, in ordinal order of their names.</summary>
    /// <param name="source">The source that reads them.</param>
    /// <param name="pattern">A path or an address.</param>
    /// <param name="projectDirectory">What paths are relative to.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">A storage cannot be asked.</exception>
    public IEnumerable<InputFile> Files(int source, string pattern, string projectDirectory, CancellationToken cancellation)
        => ObjectAddress.IsAddress(pattern)
            ? Objects(source, buckets.Parse(pattern), cancellation)
            : ShardList.Files(pattern, projectDirectory).Select(file => new InputFile(source, file.Path, file.Name));

    /// <summary>What the storage says of an input: of an object what it said when it was listed, since it is only ever read in that version.</summary>
    public static FileStamp StampOf(InputFile file) => file.Object is { } found ? FileStamp.Of(found.Length, found.Version) : FileStamp.Of(file.Path);

    /// <summary>What is known of an input without reading it; null if it must be read.</summary>
    /// <remarks>
    /// The version of an object says whether it has changed; what is in it is only needed of one that is to be cut, since a slice must know how many lines and records come before it. All others are known by address, version and length.
    /// </remarks>
    /// <param name="file">The input.</param>
    /// <param name="isCut">Whether it is cut into slices.</param>
    public static ScannedFile? Known(InputFile file, bool isCut)
    {
        if (isCut || file.Object is not { } found)
        {
            return null;
        }

        Hash128 identity = Hash128.Of(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.Path}\n{found.Version}\n{found.Length}")));
        return new ScannedFile(StampOf(file), identity, [new InputSlice(0, found.Length, 1, 0, -1, identity)]);
    }

    /// <summary>Opens an input.</summary>
    /// <param name="path">Its path or address.</param>
    /// <param name="version">An object's version; null for a file.</param>
    /// <param name="bytes">An object's length.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="length">How much will be read at most.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It is a file that cannot be opened.</exception>
    /// <exception cref="RunException">It is an object whose storage is not known.</exception>
    public InputContent Open(string path, string? version, long bytes, long offset, long length, CancellationToken cancellation)
        => version is null ? new FileContent(path, offset) : new ObjectContent(buckets, buckets.Parse(path), version, FileStamp.Of(bytes, version), offset, length, cancellation);

    /// <summary>Opens an input of which stretches are read; a file that has become longer or shorter is noticed by its hash.</summary>
    /// <param name="path">Its path or address.</param>
    /// <param name="version">An object's version; null for a file.</param>
    /// <param name="bytes">An object's length.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It is a file that cannot be opened.</exception>
    /// <exception cref="RunException">It is an object whose storage is not known.</exception>
    public InputRanges OpenRanges(string path, string? version, long bytes, CancellationToken cancellation)
        => version is null ? new FileRanges(path) : new ObjectRanges(buckets, buckets.Parse(path), version, bytes, cancellation);

    private List<InputFile> Objects(int source, ObjectAddress address, CancellationToken cancellation)
    {
        ObjectPattern pattern = new(address.Name);
        List<StoredObject> found = pattern.HasWildcard
            ? buckets.Ask(address, storage => ListAsync(storage, pattern, cancellation), cancellation)
            : buckets.Ask(address, storage => storage.FindAsync(address.Name, cancellation), cancellation) is { } one ? [one] : [];
        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return [.. found.Select(o => new InputFile(source, address.With(o.Name).ToString(), pattern.NameBelow(o.Name)) { Object = o })];
    }

    private static async Task<List<StoredObject>> ListAsync(ObjectStorage storage, ObjectPattern pattern, CancellationToken cancellation)
    {
        List<StoredObject> found = [];
        await foreach (StoredObject one in storage.ListAsync(pattern.Prefix, cancellation).ConfigureAwait(false))
        {
            if (pattern.Matches(one.Name))
            {
                found.Add(one);
            }
        }

        return found;
    }
}
