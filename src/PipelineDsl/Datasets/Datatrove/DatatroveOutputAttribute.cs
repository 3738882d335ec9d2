namespace PipelineDsl;

/// <summary>Writes tokens as datatrove does and nanotron reads them; see <see cref="DatatroveWriter"/>.</summary>
public sealed class DatatroveOutputAttribute : OutputAttribute<DatatroveWriter>
{
    /// <summary>Writes <c>NAME.ds</c>, <c>NAME.ds.index</c>, <c>NAME.ds.metadata</c> and, where there is something to say, <c>NAME.ds.loss</c>.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>datatrove</c>).</param>
    /// <param name="maxTokens">A file is closed after the sequence that takes it past this number of tokens, and the files are numbered; 0 (default): one file.</param>
    public DatatroveOutputAttribute(string name = "datatrove", [OptionRange(0, long.MaxValue)] long maxTokens = 0)
    {
        Name = name;
        MaxTokens = maxTokens;
    }

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }

    /// <summary>The tokens after which a file is closed, or 0.</summary>
    public long MaxTokens { get; }
}
