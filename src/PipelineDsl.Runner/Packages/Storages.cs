using System;
using System.Collections.Generic;

namespace PipelineDsl.Runner.Packages;

/// <summary>The object storages that addresses may name. Their libraries are loaded when the first address is used, apart from everything else.</summary>
internal sealed class Storages : IObjectStorageProvider
{
    private readonly Lazy<IObjectStorageProvider> _cloud = new(OwnPackages.Storages);

    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes { get; } = ["s3", "az"];

    /// <inheritdoc/>
    public ObjectTransfer Transfer { get; } = new();

    /// <inheritdoc/>
    public ObjectStorage Open(ObjectAddress address) => _cloud.Value.Open(address);
}
