using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Reads the conversation of a record, by its schema. What is not as the schema says throws a <see cref="ConversationException"/>.</summary>
internal static class ConversationSchemas
{
    /// <summary>Reads a record's conversation.</summary>
    /// <param name="line">The record.</param>
    /// <param name="members">Where its members lie.</param>
    /// <param name="format">Its schema.</param>
    /// <param name="side">For a preference pair, which answer is wanted; the other is only checked.</param>
    /// <param name="alternating">Whether users and assistants must take turns.</param>
    /// <param name="conversation">Takes the conversation.</param>
    public static void Read(
        ReadOnlySpan<byte> line,
        in ConversationMembers members,
        ConversationFormat format,
        PreferenceSide side,
        bool alternating,
        Conversation conversation)
    {
        if (format == ConversationFormat.Preference)
        {
            bool wantsChosen = side == PreferenceSide.Chosen;
            ReadPreference(line, members, wantsChosen ? members.Rejected : members.Chosen, wantsChosen ? "rejected" : "chosen", conversation);
            ConversationRules.Check(conversation, alternating);
            conversation.Clear();
            ReadPreference(line, members, wantsChosen ? members.Chosen : members.Rejected, wantsChosen ? "chosen" : "rejected", conversation);
        }
        else
        {
            ReadPlain(line, members, format, conversation);
        }

        ConversationRules.Check(conversation, alternating);
    }

    private static void ReadPlain(ReadOnlySpan<byte> line, in ConversationMembers members, ConversationFormat format, Conversation conversation)
    {
        ReadTools(line, members.Tools, conversation);
        switch (format)
        {
            case ConversationFormat.Messages:
                ReadMessages(line, members.Messages, "messages", conversation);
                break;
            case ConversationFormat.ShareGpt:
                ReadSystem(line, members.System, conversation);
                ShareGptSchema.ReadAll(line, members.Conversations, conversation);
                break;
            case ConversationFormat.Alpaca:
                ReadSystem(line, members.System, conversation);
                AlpacaSchema.Read(line, members, conversation);
                break;
            default:
                ReadSide(line, members.Prompt, "prompt", TurnRole.User, conversation);
                ReadSide(line, members.Completion, "completion", TurnRole.Assistant, conversation);
                break;
        }
    }

    private static void ReadPreference(ReadOnlySpan<byte> line, in ConversationMembers members, ConversationSlice answer, string name, Conversation conversation)
    {
        ReadTools(line, members.Tools, conversation);
        ReadSystem(line, members.System, conversation);
        if (members.Conversations.IsThere)
        {
            ShareGptSchema.ReadAll(line, members.Conversations, conversation);
        }
        else if (members.Messages.IsThere)
        {
            ReadMessages(line, members.Messages, "messages", conversation);
        }
        else if (members.Prompt.IsThere)
        {
            ReadSide(line, members.Prompt, "prompt", TurnRole.User, conversation);
        }
        else if (answer.IsThere && line[answer.Start] == '"')
        {
            HumanAssistantSchema.Read(line, answer, name, conversation);
            return;
        }

        ReadSide(line, answer, name, TurnRole.Assistant, conversation);
    }

    /// <summary>Reads what may be a string (one turn), a message, or an array of messages.</summary>
    private static void ReadSide(ReadOnlySpan<byte> line, ConversationSlice slice, string name, TurnRole role, Conversation conversation)
    {
        Utf8JsonReader reader = Open(line, slice, name);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                ConversationSlice text = ConversationJson.ReadText(ref reader, conversation);
                conversation.Add(new TurnState { Role = role, Content = text, CallStart = conversation.CallCount });
                break;
            case JsonTokenType.StartObject:
                ReadEither(ref reader, conversation);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadEither(ref reader, conversation);
                }

                break;
            default:
                throw new ConversationException(RejectReason.WrongType, $"\"{name}\" is no string, message or array of messages");
        }
    }

    /// <summary>Reads a message in OpenAI's or ShareGPT's form.</summary>
    private static void ReadEither(ref Utf8JsonReader reader, Conversation conversation)
    {
        if (reader.TokenType == JsonTokenType.StartObject && ShareGptSchema.IsTurn(reader))
        {
            ShareGptSchema.ReadTurn(ref reader, conversation);
        }
        else
        {
            ConversationJson.ReadMessage(ref reader, conversation);
        }
    }

    private static void ReadMessages(ReadOnlySpan<byte> line, ConversationSlice slice, string name, Conversation conversation)
    {
        Utf8JsonReader reader = Open(line, slice, name);
        ConversationJson.ReadMessages(ref reader, conversation);
    }

    private static void ReadTools(ReadOnlySpan<byte> line, ConversationSlice slice, Conversation conversation)
    {
        if (slice.IsThere)
        {
            Utf8JsonReader reader = Open(line, slice, "tools");
            ConversationJson.ReadTools(ref reader, conversation);
        }
    }

    /// <summary>Reads the instructions that stand beside the turns; none if they are empty.</summary>
    private static void ReadSystem(ReadOnlySpan<byte> line, ConversationSlice slice, Conversation conversation)
    {
        if (!slice.IsThere)
        {
            return;
        }

        ConversationSlice text = ReadText(line, slice, "system", conversation);
        if (text.Length > 0)
        {
            conversation.Add(new TurnState { Role = TurnRole.System, Content = text, CallStart = conversation.CallCount });
        }
    }

    /// <summary>A member that must be a string.</summary>
    internal static ConversationSlice ReadText(ReadOnlySpan<byte> line, ConversationSlice slice, string name, Conversation conversation)
    {
        Utf8JsonReader reader = Open(line, slice, name);
        ConversationJson.Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"\"{name}\" is not a string");
        return ConversationJson.ReadText(ref reader, conversation);
    }

    /// <summary>A reader that stands at the start of a member's value.</summary>
    internal static Utf8JsonReader Open(ReadOnlySpan<byte> line, ConversationSlice slice, string name)
    {
        ConversationJson.Expect(slice.IsThere, RejectReason.MissingField, $"field \"{name}\" is missing");
        Utf8JsonReader reader = new(line.Slice(slice.Start, slice.Length));
        reader.Read();
        return reader;
    }
}
