namespace PipelineDsl;

/// <summary>Writes sequences as JSON lines; see <see cref="SequenceLinesWriter"/>.</summary>
public sealed class SequenceLinesOutputAttribute : OutputAttribute<SequenceLinesWriter>
{
    /// <summary>Writes a file of JSON lines.</summary>
    /// <param name="file">The file's name, relative to the output folder; its ending says how it is compressed (default: <c>sequences.jsonl</c>). A split's name goes before the ending.</param>
    /// <param name="labels">Where the label of a token stands (default: beside the token, as Hugging Face models expect it).</param>
    /// <param name="acrossDocuments">Whether a document's first token is learned from the document before it in the sequence (default: yes).</param>
    public SequenceLinesOutputAttribute(string file = "sequences.jsonl", Labels labels = Labels.Same, bool acrossDocuments = true)
    {
        File = file;
        Labels = labels;
        AcrossDocuments = acrossDocuments;
    }

    /// <summary>The file's name, relative to the output folder.</summary>
    public string File { get; }

    /// <summary>Where the label of a token stands.</summary>
    public Labels Labels { get; }

    /// <summary>Whether a document's first token is learned from the document before it.</summary>
    public bool AcrossDocuments { get; }
}
