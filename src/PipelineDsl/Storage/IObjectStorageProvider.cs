using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Knows kinds of object storage by the schemes of addresses.</summary>
public interface IObjectStorageProvider
{
    /// <summary>The schemes, such as <c>s3</c>.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>How objects are read and written.</summary>
    ObjectTransfer Transfer { get; }

    /// <summary>Opens a bucket or container; asks it nothing yet. Called once for each.</summary>
    /// <param name="address">An address in it, with one of the schemes.</param>
    /// <exception cref="ObjectStorageException">Settings are missing or contradict each other.</exception>
    ObjectStorage Open(ObjectAddress address);
}
