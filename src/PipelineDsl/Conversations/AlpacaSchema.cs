using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Alpaca's form: an instruction, an input to it, the output, and the pairs that came before.</summary>
internal static class AlpacaSchema
{
    /// <summary>Reads the turns.</summary>
    public static void Read(ReadOnlySpan<byte> line, in ConversationMembers members, Conversation conversation)
    {
        if (members.History.IsThere)
        {
            ReadHistory(line, members.History, conversation);
        }

        ConversationSlice user = ConversationSchemas.ReadText(line, members.Instruction, "instruction", conversation);
        if (members.Input.IsThere)
        {
            int start = user.Start;
            conversation.Buffer.Append((byte)'\n');
            ConversationSlice input = ConversationSchemas.ReadText(line, members.Input, "input", conversation);
            user = input.Length == 0 ? user : new ConversationSlice(start, conversation.Buffer.Length - start);
        }

        conversation.Add(new TurnState { Role = TurnRole.User, Content = user, CallStart = conversation.CallCount });
        ConversationSlice assistant = ConversationSchemas.ReadText(line, members.Output, "output", conversation);
        conversation.Add(new TurnState { Role = TurnRole.Assistant, Content = assistant, CallStart = conversation.CallCount });
    }

    private static void ReadHistory(ReadOnlySpan<byte> line, ConversationSlice slice, Conversation conversation)
    {
        Utf8JsonReader reader = ConversationSchemas.Open(line, slice, "history");
        ConversationJson.Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "\"history\" is not an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ConversationJson.Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "an entry of \"history\" is not a pair");
            int count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ConversationJson.Expect(reader.TokenType == JsonTokenType.String && count < 2, RejectReason.WrongType, "an entry of \"history\" is not a pair of strings");
                ConversationSlice text = ConversationJson.ReadText(ref reader, conversation);
                conversation.Add(new TurnState { Role = count == 0 ? TurnRole.User : TurnRole.Assistant, Content = text, CallStart = conversation.CallCount });
                count++;
            }

            ConversationJson.Expect(count == 2, RejectReason.WrongType, "an entry of \"history\" is not a pair of strings");
        }
    }
}
