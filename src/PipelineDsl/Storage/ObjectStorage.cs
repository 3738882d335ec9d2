using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl;

/// <summary>A bucket or container of objects: what the engine needs of a storage in which data lie. Used by several threads at once.</summary>
/// <remarks>
/// What is asked may fail with an <see cref="ObjectStorageException"/> only. The engine makes requests again that fail with <see cref="ObjectFailure.Unreachable"/>, reads several ranges at once and takes up
/// streams that end too early, so an implementation need not.
/// </remarks>
public abstract class ObjectStorage
{
    /// <summary>The most parts that an upload may have.</summary>
    public virtual int MaxParts => 10_000;

    /// <summary>Lists objects, in any order, one page after the other as they are taken.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Looks for one object.</summary>
    /// <returns>What is known of it, with its hash; null if there is none.</returns>
    public abstract Task<StoredObject?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Opens a range of an object, if it is still in a version.</summary>
    /// <param name="name">The object.</param>
    /// <param name="version">The version that it must have; else it is an <see cref="ObjectFailure.Changed"/>.</param>
    /// <param name="offset">Where the range begins.</param>
    /// <param name="length">How long it is, above 0; it lies within the object.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The bytes. A stream that ends too early, or throws, is opened again where it ended.</returns>
    public abstract Task<Stream> OpenAsync(string name, string version, long offset, long length, CancellationToken cancellation);

    /// <summary>Begins an upload that nobody sees before it is completed.</summary>
    /// <param name="name">The object.</param>
    /// <param name="hash">What <see cref="FindAsync"/> is to tell of it: a few letters and digits.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract Task<StagedUpload> BeginUploadAsync(string name, string hash, CancellationToken cancellation);

    /// <summary>Gives up an upload of a process that has ended.</summary>
    /// <param name="name">The object.</param>
    /// <param name="id">Its <see cref="StagedUpload.Id"/>; it may be gone already.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract Task AbandonUploadAsync(string name, string id, CancellationToken cancellation);

    /// <summary>Deletes an object, if it is there.</summary>
    public abstract Task DeleteAsync(string name, CancellationToken cancellation);
}

/// <summary>An upload that has begun. Parts may be written at once; nobody sees anything of it before it is completed.</summary>
public abstract class StagedUpload
{
    /// <summary>By what another process can give it up; empty if it goes by itself.</summary>
    public abstract string Id { get; }

    /// <summary>Writes a part.</summary>
    /// <param name="number">Its place, from 0. A part that is written again replaces the one before.</param>
    /// <param name="bytes">Its content; all parts but the last are equally long.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract Task WriteAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Makes the parts that were written the object, in place of the one that may be there.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellation);
}
