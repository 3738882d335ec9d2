namespace PipelineDsl;

/// <summary>Writes ids without a header in files called <c>.npy</c>, as Dolma does and OLMo reads them; see <see cref="MemmapWriter"/>.</summary>
public sealed class MemmapOutputAttribute : OutputAttribute<MemmapWriter>
{
    /// <summary>Writes <c>NAME-00000.npy</c> and so on, each with a <c>.csv.gz</c> of its documents.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>part</c>).</param>
    /// <param name="maxTokens">A file is closed after the sequence that takes it to this number of tokens (default: 536,870,912).</param>
    public MemmapOutputAttribute(string name = "part", [OptionRange(1, 1L << 40)] long maxTokens = MemmapWriter.DefaultMaxTokens)
    {
        Name = name;
        MaxTokens = maxTokens;
    }

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }

    /// <summary>The tokens after which a file is closed.</summary>
    public long MaxTokens { get; }
}
