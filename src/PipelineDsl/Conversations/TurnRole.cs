namespace PipelineDsl;

/// <summary>Who speaks in a turn of a conversation.</summary>
public enum TurnRole
{
    /// <summary>Instructions that stand before the conversation.</summary>
    System,

    /// <summary>A person.</summary>
    User,

    /// <summary>The model: what it is trained to write.</summary>
    Assistant,

    /// <summary>The result of a tool that the model called.</summary>
    Tool,
}
