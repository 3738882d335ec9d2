using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Reads conversations: each line one object (RFC 8259, UTF-8) of one of the schemas of <see cref="ConversationFormat"/>.</summary>
/// <remarks>
/// <para>The document's text is what is said in all turns, with a blank line between two, so that filters and deduplications work on it. The conversation itself is the field
/// <c>conversation</c>, as JSON in the form of OpenAI's messages, which a tokenize step with a chat template reads. Other members of a record are fields as with
/// <see cref="JsonLinesReader"/>.</para>
/// <para>A record is rejected if it is not as its schema says, or if: there is no turn of the assistant, or an empty one without calls of tools; a system turn is not the first; a tool's
/// result follows neither a turn of the assistant nor another result; or (where turns must alternate) the assistant speaks first, or the same side twice.</para>
/// </remarks>
[Reader(LineRecords.NotBlank)]
public sealed class ConversationsReader
{
    private ConversationsReader()
    {
    }

    /// <summary>Reads all lines.</summary>
    /// <param name="input">The file.</param>
    /// <param name="record">Takes the fields.</param>
    /// <param name="memory">Reused from record to record.</param>
    /// <param name="format">The schema of the records.</param>
    /// <param name="side">Which answer of a preference pair becomes the document.</param>
    /// <param name="alternating">Whether users and assistants must take turns.</param>
    [Read]
    public static void Read(
        RecordInput input,
        Record record,
        ConversationMemory memory,
        ConversationFormat format = ConversationFormat.Auto,
        PreferenceSide side = PreferenceSide.Chosen,
        bool alternating = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(memory);
        while (input.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.Trim(" \t\r\n"u8).IsEmpty)
            {
                continue;
            }

            try
            {
                ReadRecord(line, record, memory, format, side, alternating);
            }
            catch (ConversationException exception)
            {
                record.Reject(exception.Reason, exception.Message);
                continue;
            }
            catch (JsonException exception)
            {
                record.Reject(RejectReason.Malformed, exception.Message);
                continue;
            }

            record.Emit();
        }
    }

    private static void ReadRecord(
        ReadOnlySpan<byte> line,
        Record record,
        ConversationMemory memory,
        ConversationFormat format,
        PreferenceSide side,
        bool alternating)
    {
        ConversationMembers members = ReadMembers(line, record);
        Conversation conversation = memory.Conversation;
        conversation.Clear();
        ConversationSchemas.Read(line, members, format == ConversationFormat.Auto ? members.Format() : format, side, alternating, conversation);
        TextBuffer text = memory.Text;
        text.Clear();
        conversation.WriteText(text);
        record.SetText(text.Bytes);
        int slot = record.Find("conversation"u8);
        if (slot >= 0)
        {
            text.Clear();
            conversation.WriteJson(text);
            record.Set(slot, text.Bytes);
        }
    }

    /// <summary>Finds the members that schemas know of, and sets the fields that some step names.</summary>
    private static ConversationMembers ReadMembers(ReadOnlySpan<byte> line, Record record)
    {
        ConversationMembers members = default;
        Utf8JsonReader reader = new(line);
        ConversationJson.Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, RejectReason.Malformed, "the line is JSON, but not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Utf8JsonReader name = reader;
            int slot = CarefulJsonLine.Find(ref reader, record);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            bool isNull = reader.TokenType == JsonTokenType.Null;
            if (slot >= 0 && slot != FieldMap.TextSlot)
            {
                CarefulJsonLine.SetValue(ref reader, slot, record);
            }

            reader.Skip();
            members.Note(ref name, isNull ? default : new ConversationSlice(start, (int)reader.BytesConsumed - start));
        }

        ConversationJson.Expect(!reader.Read(), RejectReason.Malformed, "something follows the object");
        return members;
    }
}
