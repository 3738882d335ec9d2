using System.Text.Json;

namespace PipelineDsl;

/// <summary>Where the members of a record that schemas know of lie in its line.</summary>
internal struct ConversationMembers
{
    public ConversationSlice Messages;
    public ConversationSlice Conversations;
    public ConversationSlice System;
    public ConversationSlice Tools;
    public ConversationSlice Instruction;
    public ConversationSlice Input;
    public ConversationSlice Output;
    public ConversationSlice History;
    public ConversationSlice Prompt;
    public ConversationSlice Completion;
    public ConversationSlice Chosen;
    public ConversationSlice Rejected;

    /// <summary>Notes a member.</summary>
    /// <param name="name">A reader that stands at its name.</param>
    /// <param name="value">Where its value lies; none if it is null.</param>
    public void Note(ref Utf8JsonReader name, ConversationSlice value)
    {
        if (name.ValueTextEquals("messages"u8))
        {
            Messages = value;
        }
        else if (name.ValueTextEquals("conversations"u8))
        {
            Conversations = value;
        }
        else if (name.ValueTextEquals("system"u8))
        {
            System = value;
        }
        else if (name.ValueTextEquals("tools"u8))
        {
            Tools = value;
        }
        else if (name.ValueTextEquals("instruction"u8))
        {
            Instruction = value;
        }
        else if (name.ValueTextEquals("input"u8))
        {
            Input = value;
        }
        else if (name.ValueTextEquals("output"u8))
        {
            Output = value;
        }
        else if (name.ValueTextEquals("history"u8))
        {
            History = value;
        }
        else if (name.ValueTextEquals("prompt"u8))
        {
            Prompt = value;
        }
        else if (name.ValueTextEquals("completion"u8))
        {
            Completion = value;
        }
        else if (name.ValueTextEquals("chosen"u8))
        {
            Chosen = value;
        }
        else if (name.ValueTextEquals("rejected"u8))
        {
            Rejected = value;
        }
    }

    /// <summary>The schema that the members speak of.</summary>
    /// <exception cref="ConversationException">They speak of none.</exception>
    public readonly ConversationFormat Format()
        => Chosen.IsThere && Rejected.IsThere ? ConversationFormat.Preference
            : Messages.IsThere ? ConversationFormat.Messages
            : Conversations.IsThere ? ConversationFormat.ShareGpt
            : Instruction.IsThere ? ConversationFormat.Alpaca
            : Prompt.IsThere && Completion.IsThere ? ConversationFormat.PromptCompletion
            : throw new ConversationException(
                RejectReason.MissingField,
                "the record has neither \"messages\" nor \"conversations\", nor \"instruction\", nor \"prompt\" and \"completion\", nor \"chosen\" and \"rejected\"");
}
