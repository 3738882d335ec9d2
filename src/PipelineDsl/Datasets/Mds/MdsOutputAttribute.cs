namespace PipelineDsl;

/// <summary>Writes shards as MosaicML's StreamingDataset reads them; see <see cref="MdsWriter"/>.</summary>
public sealed class MdsOutputAttribute : OutputAttribute<MdsWriter>
{
    /// <summary>Writes <c>NAME/shard.00000.mds</c> and so on and <c>NAME/index.json</c>; with splits, <c>NAME/SPLIT/…</c>.</summary>
    /// <param name="name">The dataset's folder, relative to the output folder (default: <c>mds</c>).</param>
    /// <param name="sizeLimit">The greatest shard in bytes (default: 67,108,864).</param>
    public MdsOutputAttribute(string name = "mds", [OptionRange(1, 1 << 30)] int sizeLimit = MdsWriter.DefaultSizeLimit)
    {
        Name = name;
        SizeLimit = sizeLimit;
    }

    /// <summary>The dataset's folder, relative to the output folder.</summary>
    public string Name { get; }

    /// <summary>The greatest shard in bytes.</summary>
    public int SizeLimit { get; }
}
