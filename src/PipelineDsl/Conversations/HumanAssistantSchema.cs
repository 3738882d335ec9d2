using System;

namespace PipelineDsl;

/// <summary>The form of hh-rlhf: one text, in which each turn is a paragraph that begins with <c>Human:</c> or <c>Assistant:</c>.</summary>
internal static class HumanAssistantSchema
{
    private static ReadOnlySpan<byte> Human => "\n\nHuman:"u8;

    private static ReadOnlySpan<byte> Assistant => "\n\nAssistant:"u8;

    /// <summary>Reads the turns of a text. White space around what is said goes.</summary>
    public static void Read(ReadOnlySpan<byte> line, ConversationSlice slice, string name, Conversation conversation)
    {
        ConversationSlice text = ConversationSchemas.ReadText(line, slice, name, conversation);
        ReadOnlySpan<byte> bytes = conversation.Bytes(text); // nothing is written while it is read
        int at = 0;
        while (at < bytes.Length)
        {
            bool isHuman = bytes[at..].StartsWith(Human);
            ConversationJson.Expect(isHuman || bytes[at..].StartsWith(Assistant), RejectReason.Malformed, $"\"{name}\" does not begin with a paragraph of Human: or Assistant:");
            at += isHuman ? Human.Length : Assistant.Length;
            int end = at + End(bytes[at..]);
            (int start, int length) = Trim(bytes[at..end]);
            conversation.Add(new TurnState
            {
                Role = isHuman ? TurnRole.User : TurnRole.Assistant,
                Content = new ConversationSlice(text.Start + at + start, length),
                CallStart = conversation.CallCount,
            });
            at = end;
        }
    }

    private static int End(ReadOnlySpan<byte> rest)
    {
        int human = rest.IndexOf(Human);
        int assistant = rest.IndexOf(Assistant);
        return human < 0 && assistant < 0 ? rest.Length : human < 0 ? assistant : assistant < 0 ? human : Math.Min(human, assistant);
    }

    private static (int Start, int Length) Trim(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> trimmed = bytes.TrimStart(" \n"u8);
        return (bytes.Length - trimmed.Length, trimmed.TrimEnd(" \n"u8).Length);
    }
}
