namespace PipelineDsl;

/// <summary>Reads conversations (one JSON object a line, UTF-8), plain, <c>.gz</c> or <c>.zst</c>, and checks them against their schema.</summary>
/// <remarks>What becomes of a record is said at <see cref="ConversationsReader"/>, what the schemas are at <see cref="ConversationFormat"/>.</remarks>
public sealed class ConversationsAttribute : SourceAttribute<ConversationsReader>
{
    /// <summary>Names the files.</summary>
    /// <param name="pattern">The files to read, relative to the project; <c>*</c> is any part of a name, <c>**</c> any folders.</param>
    /// <param name="format">The schema of the records. Default: each record says by its members what it is.</param>
    /// <param name="side">Which answer of a preference pair becomes the document: the chosen one (default) or the rejected one.</param>
    /// <param name="alternating">Whether the user must speak first, and user and assistant take turns. Default: yes; a record that breaks this is rejected.</param>
    /// <param name="id">The field that holds the document's id, a string that is unique in the corpus, or null (default) if there is none.</param>
    public ConversationsAttribute(
        [SourcePattern] string pattern,
        ConversationFormat format = ConversationFormat.Auto,
        PreferenceSide side = PreferenceSide.Chosen,
        bool alternating = true,
        [IdField] string? id = null)
        : base(pattern)
    {
        Format = format;
        Side = side;
        Alternating = alternating;
        Id = id;
    }

    /// <summary>The schema of the records.</summary>
    public ConversationFormat Format { get; }

    /// <summary>Which answer of a preference pair becomes the document.</summary>
    public PreferenceSide Side { get; }

    /// <summary>Whether the user must speak first, and user and assistant take turns.</summary>
    public bool Alternating { get; }

    /// <summary>The field that holds the id, or null.</summary>
    public string? Id { get; }
}
