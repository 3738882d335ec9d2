namespace PipelineDsl;

/// <summary>Where text that looks like a control token, such as <c>&lt;|im_end|&gt;</c>, becomes one in a conversation.</summary>
public enum ControlText
{
    /// <summary>In the template only: what people and models say stays text, so that nobody can end a turn by writing its end.</summary>
    TemplateOnly,

    /// <summary>Everywhere, as <c>apply_chat_template</c> of transformers does: to compare ids, or where the data itself holds tokens such as <c>&lt;think&gt;</c>.</summary>
    Everywhere,
}

/// <summary>Which tokens of a conversation a trainer learns from.</summary>
public enum TrainedTurns
{
    /// <summary>Those of all turns of the assistant, the token that ends a turn included.</summary>
    AllAssistant,

    /// <summary>Those of the assistant's last turn.</summary>
    LastAssistant,

    /// <summary>All: no flags are written.</summary>
    Everything,
}

/// <summary>Which turns are left out of a conversation that has too many tokens.</summary>
public enum DroppedTurns
{
    /// <summary>The last exchanges: a user's turn and all that answers it.</summary>
    Last,

    /// <summary>The first exchanges behind the system's turn.</summary>
    First,

    /// <summary>None: the conversation is dropped.</summary>
    None,
}
