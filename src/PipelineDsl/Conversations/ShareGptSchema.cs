using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>ShareGPT's form: turns of <c>from</c> and <c>value</c>. Calls of tools are JSON in the value of a <c>function_call</c>, as LLaMA-Factory has it.</summary>
internal static class ShareGptSchema
{
    private enum Speaker
    {
        None,
        System,
        Human,
        Model,
        Call,
        Observation,
    }

    /// <summary>Reads an array of turns.</summary>
    public static void ReadAll(ReadOnlySpan<byte> line, ConversationSlice slice, Conversation conversation)
    {
        Utf8JsonReader reader = ConversationSchemas.Open(line, slice, "conversations");
        ConversationJson.Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "\"conversations\" is not an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadTurn(ref reader, conversation);
        }
    }

    /// <summary>Whether an object has a member <c>from</c>. The reader is a copy.</summary>
    public static bool IsTurn(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("from"u8))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads one turn.</summary>
    public static void ReadTurn(ref Utf8JsonReader reader, Conversation conversation)
    {
        int place = conversation.Count;
        ConversationJson.Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, $"turn {place} is not an object");
        Speaker speaker = Speaker.None;
        TurnState turn = new() { CallStart = conversation.CallCount };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("from"u8))
            {
                reader.Read();
                speaker = ReadSpeaker(ref reader, place);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                ConversationJson.Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"the \"value\" of turn {place} is not a string");
                turn.Content = ConversationJson.ReadText(ref reader, conversation);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        ConversationJson.Expect(speaker != Speaker.None, RejectReason.MissingField, $"turn {place} has no \"from\"");
        ConversationJson.Expect(turn.Content.IsThere, RejectReason.MissingField, $"turn {place} has no \"value\"");
        turn.Role = speaker switch
        {
            Speaker.System => TurnRole.System,
            Speaker.Human => TurnRole.User,
            Speaker.Observation => TurnRole.Tool,
            _ => TurnRole.Assistant,
        };
        if (speaker == Speaker.Call)
        {
            turn.CallCount = ReadCalls(turn.Content, place, conversation);
            turn.Content = default;
        }

        conversation.Add(turn);
    }

    private static Speaker ReadSpeaker(ref Utf8JsonReader reader, int place)
    {
        ConversationJson.Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"the \"from\" of turn {place} is not a string");
        return Is(ref reader, "human"u8, "user"u8) ? Speaker.Human
            : Is(ref reader, "gpt"u8, "assistant"u8) || Is(ref reader, "chatgpt"u8, "model"u8) || Is(ref reader, "bing"u8, "bard"u8) ? Speaker.Model
            : reader.ValueTextEquals("system"u8) ? Speaker.System
            : Is(ref reader, "function_call"u8, "tool_call"u8) ? Speaker.Call
            : Is(ref reader, "observation"u8, "tool"u8) || Is(ref reader, "function_response"u8, "tool_response"u8) ? Speaker.Observation
            : throw new ConversationException(RejectReason.Malformed, $"turn {place} is from none of human, gpt, system, function_call, observation or their other names");
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => reader.ValueTextEquals(one) || reader.ValueTextEquals(other);

    /// <summary>Reads the calls that a value holds as JSON: one, or an array.</summary>
    private static int ReadCalls(ConversationSlice value, int place, Conversation conversation)
    {
        // What is read lies in the buffer that is written to: room for all that can come of it, so that it stays where it is.
        conversation.Buffer.Reserve(checked((4 * value.Length) + 64));
        Utf8JsonReader reader = new(conversation.Bytes(value));
        int count = 0;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                count = ConversationJson.ReadCall(ref reader, conversation);
            }
            else
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    count += ConversationJson.ReadCall(ref reader, conversation);
                }
            }

            ConversationJson.Expect(!reader.Read(), RejectReason.Malformed, $"turn {place} holds more than a call");
            ConversationJson.Expect(count > 0, RejectReason.Malformed, $"turn {place} is a call of a tool, but holds none");
            return count;
        }
        catch (JsonException exception)
        {
            throw new ConversationException(RejectReason.Malformed, $"turn {place} is a call of a tool, but no JSON: {exception.Message}");
        }
    }
}
