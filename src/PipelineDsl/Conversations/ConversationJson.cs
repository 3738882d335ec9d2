using System;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The JSON of a conversation's parts: messages, tools and calls, as OpenAI's interface and the tools after it write them.</summary>
internal static class ConversationJson
{
    /// <summary>Reads <c>{"messages":[…],"tools":[…]}</c>; other members are passed over.</summary>
    public static void Read(ReadOnlySpan<byte> json, Conversation conversation)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, "it is not an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMessages = reader.ValueTextEquals("messages"u8);
                bool isTools = reader.ValueTextEquals("tools"u8);
                reader.Read();
                if (isMessages)
                {
                    ReadMessages(ref reader, conversation);
                }
                else if (isTools)
                {
                    ReadTools(ref reader, conversation);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException exception)
        {
            throw new ConversationException(RejectReason.Malformed, exception.Message);
        }
    }

    /// <summary>Reads an array of messages; the reader stands at its start and is left at its end.</summary>
    public static void ReadMessages(ref Utf8JsonReader reader, Conversation conversation)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "\"messages\" is not an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadMessage(ref reader, conversation);
        }
    }

    /// <summary>Reads one message.</summary>
    public static void ReadMessage(ref Utf8JsonReader reader, Conversation conversation)
    {
        int place = conversation.Count;
        Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, $"message {place} is not an object");
        TurnState turn = new() { CallStart = conversation.CallCount };
        bool hasRole = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                turn.Role = ReadRole(ref reader, place);
                hasRole = true;
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                turn.Content = ReadContent(ref reader, conversation, place);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                turn.Reasoning = ReadOptionalText(ref reader, conversation, "reasoning_content");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                turn.Name = ReadOptionalText(ref reader, conversation, "name");
            }
            else if (reader.ValueTextEquals("tool_call_id"u8))
            {
                turn.ToolCallId = ReadOptionalText(ref reader, conversation, "tool_call_id");
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                turn.CallCount += ReadCalls(ref reader, conversation);
            }
            else if (reader.ValueTextEquals("function_call"u8))
            {
                reader.Read();
                turn.CallCount += reader.TokenType == JsonTokenType.Null ? 0 : ReadCall(ref reader, conversation);
            }
            else if (reader.ValueTextEquals("weight"u8))
            {
                reader.Read();
                turn.Unweighted = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double weight) && weight == 0;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Expect(hasRole, RejectReason.MissingField, $"message {place} has no \"role\"");
        Expect(turn.Content.IsThere || turn.CallCount > 0, RejectReason.MissingField, $"message {place} has no \"content\"");
        Expect(turn.CallCount == 0 || turn.Role == TurnRole.Assistant, RejectReason.Malformed, $"message {place} calls tools, but is not the assistant's");
        conversation.Add(turn);
    }

    /// <summary>Reads the tools: an array, or a string that holds one. A bare function is wrapped as <c>{"type":"function","function":{…}}</c>.</summary>
    public static void ReadTools(ref Utf8JsonReader reader, Conversation conversation)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            ConversationSlice text = ReadText(ref reader, conversation);
            if (conversation.Bytes(text).Trim(" \t\r\n"u8).IsEmpty)
            {
                return;
            }

            // What is read lies in the buffer that is written to: room for all that can come of it, so that it stays where it is.
            conversation.Buffer.Reserve(checked((6 * text.Length) + 64));
            Utf8JsonReader inner = new(conversation.Bytes(text));
            try
            {
                inner.Read();
                StoreTools(ref inner, conversation);
                Expect(!inner.Read(), RejectReason.Malformed, "\"tools\" is a string with more than one value");
            }
            catch (JsonException exception)
            {
                throw new ConversationException(RejectReason.Malformed, $"\"tools\" is a string that is no JSON: {exception.Message}");
            }

            return;
        }

        StoreTools(ref reader, conversation);
    }

    /// <summary>Reads a string into the conversation's buffer.</summary>
    public static ConversationSlice ReadText(ref Utf8JsonReader reader, Conversation conversation)
    {
        int start = conversation.Buffer.Length;
        AppendText(ref reader, conversation.Buffer);
        return new ConversationSlice(start, conversation.Buffer.Length - start);
    }

    /// <summary>Appends a string to a buffer.</summary>
    public static void AppendText(ref Utf8JsonReader reader, TextBuffer buffer)
    {
        Span<byte> room = buffer.Reserve(reader.ValueSpan.Length);
        try
        {
            buffer.Advance(reader.CopyString(room));
        }
        catch (InvalidOperationException)
        {
            throw !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan)
                ? new ConversationException(RejectReason.InvalidUtf8, "a string is not valid UTF-8")
                : new ConversationException(RejectReason.LoneSurrogate, "a string holds an escaped surrogate without its partner");
        }
    }

    /// <summary>Reads a call: <c>{"id":…,"type":"function","function":{"name":…,"arguments":…}}</c>, or the function alone.</summary>
    /// <returns>1.</returns>
    public static int ReadCall(ref Utf8JsonReader reader, Conversation conversation)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, "a call of a tool is not an object");
        ToolCallState call = default;
        ReadCallMembers(ref reader, conversation, ref call, depth: 0);
        Expect(call.Name.Length > 0, RejectReason.MissingField, "a call of a tool has no \"name\"");
        if (!call.Arguments.IsThere)
        {
            call.Arguments = conversation.Store("{}"u8);
        }

        conversation.AddCall(call);
        return 1;
    }

    /// <summary>Throws if a condition does not hold.</summary>
    public static void Expect(bool condition, RejectReason reason, string message)
    {
        if (!condition)
        {
            throw new ConversationException(reason, message);
        }
    }

    /// <summary>Throws if a condition does not hold; only then the message is made.</summary>
    public static void Expect(bool condition, RejectReason reason, [InterpolatedStringHandlerArgument(nameof(condition))] ref ExpectationMessage message)
    {
        if (!condition)
        {
            throw new ConversationException(reason, message.ToStringAndClear());
        }
    }

    /// <summary>Appends a conversation; see <see cref="Conversation.WriteJson"/>.</summary>
    public static void Write(Conversation conversation, TextBuffer output)
    {
        output.Append("{\"messages\":["u8);
        for (int i = 0; i < conversation.Count; i++)
        {
            if (i > 0)
            {
                output.Append((byte)',');
            }

            WriteMessage(conversation[i], output);
        }

        output.Append((byte)']');
        if (!conversation.Tools.IsEmpty)
        {
            output.Append(",\"tools\":"u8);
            output.Append(conversation.Tools);
        }

        output.Append((byte)'}');
    }

    /// <summary>What a role is called.</summary>
    public static ReadOnlySpan<byte> RoleName(TurnRole role) => role switch
    {
        TurnRole.System => "system"u8,
        TurnRole.User => "user"u8,
        TurnRole.Assistant => "assistant"u8,
        _ => "tool"u8,
    };

    private static void WriteMessage(Turn turn, TextBuffer output)
    {
        output.Append("{\"role\":\""u8);
        output.Append(RoleName(turn.Role));
        output.Append("\",\"content\":"u8);
        if (turn.HasContent)
        {
            JsonString.Append(turn.Content, output);
        }
        else
        {
            output.Append("null"u8);
        }

        WriteText(",\"reasoning_content\":"u8, turn.Reasoning, turn.HasReasoning, output);
        WriteText(",\"name\":"u8, turn.Name, !turn.Name.IsEmpty, output);
        WriteText(",\"tool_call_id\":"u8, turn.ToolCallId, !turn.ToolCallId.IsEmpty, output);
        for (int i = 0; i < turn.CallCount; i++)
        {
            output.Append(i == 0 ? ",\"tool_calls\":[{"u8 : ",{"u8);
            ToolCall call = turn.Call(i);
            WriteText("\"id\":"u8, call.Id, !call.Id.IsEmpty, output);
            output.Append(call.Id.IsEmpty ? "\"type\":\"function\",\"function\":{\"name\":"u8 : ",\"type\":\"function\",\"function\":{\"name\":"u8);
            JsonString.Append(call.Name, output);
            output.Append(",\"arguments\":"u8);
            if (call.ArgumentsAreText)
            {
                JsonString.Append(call.Arguments, output);
            }
            else
            {
                output.Append(call.Arguments);
            }

            output.Append("}}"u8);
        }

        output.Append(turn.CallCount > 0 ? "]"u8 : default);
        output.Append(turn.IsWeighted ? "}"u8 : ",\"weight\":0}"u8);
    }

    private static void WriteText(ReadOnlySpan<byte> member, ReadOnlySpan<byte> value, bool isThere, TextBuffer output)
    {
        if (isThere)
        {
            output.Append(member);
            JsonString.Append(value, output);
        }
    }

    private static TurnRole ReadRole(ref Utf8JsonReader reader, int place)
    {
        Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"the \"role\" of message {place} is not a string");
        return reader.ValueTextEquals("user"u8) ? TurnRole.User
            : reader.ValueTextEquals("assistant"u8) ? TurnRole.Assistant
            : reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8) ? TurnRole.System
            : reader.ValueTextEquals("tool"u8) || reader.ValueTextEquals("function"u8) ? TurnRole.Tool
            : throw new ConversationException(RejectReason.Malformed, $"the role of message {place} is none of system, developer, user, assistant, tool, function");
    }

    /// <summary>A content: a string, null, or parts, of which only text can be used.</summary>
    private static ConversationSlice ReadContent(ref Utf8JsonReader reader, Conversation conversation, int place)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return ReadText(ref reader, conversation);
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, $"the \"content\" of message {place} is no string, null or array of parts");
        int start = conversation.Buffer.Length;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                AppendText(ref reader, conversation.Buffer);
                continue;
            }

            Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, $"a part of the content of message {place} is not an object");
            bool isText = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("text"u8))
                {
                    reader.Read();
                    Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"the text of a part of message {place} is not a string");
                    AppendText(ref reader, conversation.Buffer);
                    isText = true;
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            Expect(isText, RejectReason.Malformed, $"a part of the content of message {place} is no text: only text can be used");
        }

        return new ConversationSlice(start, conversation.Buffer.Length - start);
    }

    /// <summary>The string behind a member's name; null is none.</summary>
    private static ConversationSlice ReadOptionalText(ref Utf8JsonReader reader, Conversation conversation, string member)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        Expect(reader.TokenType == JsonTokenType.String, RejectReason.WrongType, $"\"{member}\" is not a string");
        return ReadText(ref reader, conversation);
    }

    private static int ReadCalls(ref Utf8JsonReader reader, Conversation conversation)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return 0;
        }

        Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "\"tool_calls\" is not an array");
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count += ReadCall(ref reader, conversation);
        }

        return count;
    }

    private static void ReadCallMembers(ref Utf8JsonReader reader, Conversation conversation, ref ToolCallState call, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("function"u8) && depth == 0)
            {
                reader.Read();
                Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, "the \"function\" of a call is not an object");
                ReadCallMembers(ref reader, conversation, ref call, depth + 1);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                call.Id = ReadOptionalText(ref reader, conversation, "id");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                call.Name = ReadOptionalText(ref reader, conversation, "name");
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                call.ArgumentsAreText = reader.TokenType == JsonTokenType.String;
                call.Arguments = call.ArgumentsAreText ? ReadText(ref reader, conversation) : StoreRaw(ref reader, conversation);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>Keeps a value as it is written, without white space between its parts.</summary>
    private static ConversationSlice StoreRaw(ref Utf8JsonReader reader, Conversation conversation)
    {
        int start = conversation.Buffer.Length;
        CompactJson.Append(ref reader, conversation.Buffer);
        return new ConversationSlice(start, conversation.Buffer.Length - start);
    }

    private static void StoreTools(ref Utf8JsonReader reader, Conversation conversation)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, RejectReason.WrongType, "\"tools\" is not an array, nor a string that holds one");
        TextBuffer buffer = conversation.Buffer;
        int start = buffer.Length;
        buffer.Append((byte)'[');
        bool any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType == JsonTokenType.StartObject, RejectReason.WrongType, "a tool is not an object");
            bool isBare = IsBareFunction(reader);
            buffer.Append(any ? ","u8 : default);
            buffer.Append(isBare ? "{\"type\":\"function\",\"function\":"u8 : default);
            CompactJson.Append(ref reader, buffer);
            buffer.Append(isBare ? "}"u8 : default);
            any = true;
        }

        buffer.Append((byte)']');
        conversation.ToolsSlice = any ? new ConversationSlice(start, buffer.Length - start) : default;
    }

    /// <summary>Whether an object has a name, but no function in it. The reader is a copy.</summary>
    private static bool IsBareFunction(Utf8JsonReader reader)
    {
        bool hasName = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("function"u8))
            {
                return false;
            }

            hasName |= reader.ValueTextEquals("name"u8);
            reader.Read();
            reader.Skip();
        }

        return hasName;
    }
}
