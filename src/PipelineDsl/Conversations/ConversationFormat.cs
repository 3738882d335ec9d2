namespace PipelineDsl;

/// <summary>The schema of a file of conversations.</summary>
public enum ConversationFormat
{
    /// <summary>
    /// By the members of each record: <c>chosen</c> and <c>rejected</c> make it a preference pair, else <c>messages</c>, <c>conversations</c>, <c>instruction</c>, or
    /// <c>prompt</c> and <c>completion</c> say what it is.
    /// </summary>
    Auto,

    /// <summary>
    /// OpenAI's messages: <c>messages</c> is an array of <c>role</c> (system, developer, user, assistant, tool, function), <c>content</c> (a string, null, or parts of type
    /// text), <c>tool_calls</c>, <c>tool_call_id</c>, <c>name</c>, <c>weight</c>; <c>tools</c> stands beside it.
    /// </summary>
    Messages,

    /// <summary>
    /// ShareGPT: <c>conversations</c> is an array of <c>from</c> (human, gpt, system, function_call, observation and their usual other names) and <c>value</c>; <c>system</c>
    /// and <c>tools</c> stand beside it.
    /// </summary>
    ShareGpt,

    /// <summary>
    /// Alpaca: <c>instruction</c>, <c>input</c> (may be missing or empty; put behind the instruction on a new line), <c>output</c>; <c>system</c> and <c>history</c>, an array of
    /// pairs, may stand beside them.
    /// </summary>
    Alpaca,

    /// <summary><c>prompt</c> and <c>completion</c>: two strings, or two arrays of messages.</summary>
    PromptCompletion,

    /// <summary>
    /// A preference pair: <c>chosen</c> and <c>rejected</c>, each a string, a message, or an array of messages, behind the <c>prompt</c> (a string or messages), the <c>messages</c> or
    /// the <c>conversations</c> that they answer. Without those they are whole conversations: arrays of messages, or texts with <c>Human:</c> and <c>Assistant:</c> at the starts
    /// of paragraphs (hh-rlhf).
    /// </summary>
    Preference,
}

/// <summary>Which answer of a preference pair becomes the document.</summary>
public enum PreferenceSide
{
    /// <summary>The preferred one.</summary>
    Chosen,

    /// <summary>The other one.</summary>
    Rejected,
}
