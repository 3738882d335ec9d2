namespace PipelineDsl;

/// <summary>What reading conversations reuses from record to record.</summary>
[Scratch]
public sealed class ConversationMemory
{
    /// <summary>The conversation that was read last.</summary>
    internal Conversation Conversation { get; } = new();

    /// <summary>Its text or JSON.</summary>
    internal TextBuffer Text { get; } = new();
}
