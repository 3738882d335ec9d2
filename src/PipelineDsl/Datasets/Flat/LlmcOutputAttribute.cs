namespace PipelineDsl;

/// <summary>Writes token files as llm.c reads them; see <see cref="LlmcWriter"/>.</summary>
public sealed class LlmcOutputAttribute : OutputAttribute<LlmcWriter>
{
    /// <summary>Writes <c>NAME_train_000001.bin</c> and so on, and <c>NAME_val_000000.bin</c> and so on if there is a validation split.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>llmc</c>).</param>
    /// <param name="maxTokens">A file is closed after the sequence that takes it to this number of tokens (default: 100,000,000).</param>
    public LlmcOutputAttribute(string name = "llmc", [OptionRange(1, 1 << 30)] long maxTokens = LlmcWriter.DefaultMaxTokens)
    {
        Name = name;
        MaxTokens = maxTokens;
    }

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }

    /// <summary>The tokens after which a file is closed.</summary>
    public long MaxTokens { get; }
}
