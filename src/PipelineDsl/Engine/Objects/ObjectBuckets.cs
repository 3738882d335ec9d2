using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>The buckets that a run reads from and writes to, each opened when it is first needed.</summary>
/// <param name="provider">Opens them; null if the run has none.</param>
internal sealed class ObjectBuckets(IObjectStorageProvider? provider)
{
    private readonly Dictionary<(string Scheme, string Bucket), ObjectStorage> _open = [];

    /// <summary>How objects are read and written.</summary>
    public ObjectTransfer Transfer { get; } = provider?.Transfer ?? new ObjectTransfer();

    /// <summary>Reads an address whose storage is known.</summary>
    /// <exception cref="RunException">It is no address, or its storage is not known.</exception>
    public ObjectAddress Parse(string text)
    {
        ObjectAddress address;
        try
        {
            address = ObjectAddress.Parse(text);
        }
        catch (FormatException exception)
        {
            throw ObjectFinding.WrongAddress(exception.Message, text);
        }

        if (provider is null)
        {
            throw ObjectFinding.WrongAddress($"'{text}' lies in an object storage, and this program knows none; set {nameof(RunOptions)}.{nameof(RunOptions.Storage)}", text);
        }

        if (!provider.Schemes.Contains(address.Scheme))
        {
            throw ObjectFinding.WrongAddress(
                $"no storage is known for '{address.Scheme}://' in '{text}'; write one of {string.Join(", ", provider.Schemes.Select(static s => s + "://"))}, or the path of a file{(address.Scheme == "gs" ? " (Google's storage speaks S3 too: s3:// with AWS_ENDPOINT_URL_S3=https://storage.googleapis.com)" : "")}",
                text);
        }

        return address;
    }

    /// <summary>The bucket that an address lies in.</summary>
    /// <exception cref="RunException">Settings are missing.</exception>
    public ObjectStorage Of(ObjectAddress address)
    {
        lock (_open)
        {
            if (!_open.TryGetValue((address.Scheme, address.Bucket), out ObjectStorage? storage))
            {
                try
                {
                    storage = provider!.Open(address);
                }
                catch (ObjectStorageException exception)
                {
                    throw ObjectFinding.WrongAddress($"'{address}' cannot be used: {exception.Message}", address.ToString());
                }

                _open.Add((address.Scheme, address.Bucket), storage);
            }

            return storage;
        }
    }

    /// <summary>Asks a storage something, again if it cannot be reached, and waits for the answer.</summary>
    /// <param name="address">What it is about.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">It does not answer, or says no.</exception>
    public T Ask<T>(ObjectAddress address, Func<ObjectStorage, Task<T>> question, CancellationToken cancellation)
        => Task.Run(() => AskAsync(address, question, cancellation), cancellation).GetAwaiter().GetResult();

    /// <summary>The same, for those who wait for several answers.</summary>
    public async Task<T> AskAsync<T>(ObjectAddress address, Func<ObjectStorage, Task<T>> question, CancellationToken cancellation)
    {
        ObjectStorage storage = Of(address);
        for (int retry = 1; ; retry++)
        {
            try
            {
                return await question(storage).ConfigureAwait(false);
            }
            catch (ObjectStorageException exception) when (exception.Failure != ObjectFailure.Unreachable || retry > Transfer.Retries)
            {
                throw ObjectFinding.Of(address, exception);
            }
            catch (ObjectStorageException)
            {
                await Task.Delay(Transfer.DelayBefore(retry), cancellation).ConfigureAwait(false);
            }
        }
    }
}
