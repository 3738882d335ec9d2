namespace PipelineDsl;

/// <summary>Writes a safetensors file of whole columns; see <see cref="SafetensorsWriter"/>.</summary>
public sealed class SafetensorsOutputAttribute : OutputAttribute<SafetensorsWriter>
{
    /// <summary>Writes <c>NAME.safetensors</c>, or numbered files.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>tokens</c>).</param>
    /// <param name="labels">Where the label of a token stands (default: beside the token, as Hugging Face models expect it).</param>
    /// <param name="acrossDocuments">Whether a document's first token is learned from the document before it in the sequence (default: yes).</param>
    /// <param name="maxTokens">A file is closed after the sequence that takes it to this number of tokens, and the files are numbered; 0 (default): one file.</param>
    public SafetensorsOutputAttribute(string name = "tokens", Labels labels = Labels.Same, bool acrossDocuments = true, [OptionRange(0, 1L << 50)] long maxTokens = 0)
    {
        Name = name;
        Labels = labels;
        AcrossDocuments = acrossDocuments;
        MaxTokens = maxTokens;
    }

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }

    /// <summary>Where the label of a token stands.</summary>
    public Labels Labels { get; }

    /// <summary>Whether a document's first token is learned from the document before it.</summary>
    public bool AcrossDocuments { get; }

    /// <summary>The tokens after which a file is closed, or 0.</summary>
    public long MaxTokens { get; }
}
