using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// Mistral, by the versions of its tokenizers, as mistral-common builds the ids. v1: <c>[INST] </c> and <c> [/INST]</c> are text, instructions stand in the first question. v3: they are control tokens, what
/// stands between is encoded for itself, instructions and tools stand in the last question. v7: instructions have control tokens of their own. Vocabularies of SentencePiece begin each text with a
/// space of their own, tekken does not.
/// </summary>
/// <param name="name">The family's name.</param>
/// <param name="version">1, 3 or 7.</param>
internal sealed class MistralTemplate(string name, int version) : ChatTemplate
{
    private const int Begin = 0;
    private const int End = 1;
    private const int QuestionBegin = 2;
    private const int QuestionEnd = 3;
    private const int ToolsBegin = 4;
    private const int ToolsEnd = 5;
    private const int ResultBegin = 6;
    private const int ResultEnd = 7;
    private const int Calls = 8;
    private const int SystemBegin = 9;
    private const int SystemEnd = 10;
    private const int ResultContent = 11;

    private static readonly ChatSpecial[] s_specials =
    [
        new("<s>"), new("</s>"), new("[INST]"), new("[/INST]"), Rare("[AVAILABLE_TOOLS]"), Rare("[/AVAILABLE_TOOLS]"), Rare("[TOOL_RESULTS]"), Rare("[/TOOL_RESULTS]"), Rare("[TOOL_CALLS]"),
        new("[SYSTEM_PROMPT]"), new("[/SYSTEM_PROMPT]"), Rare("[TOOL_CONTENT]"),
    ];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => version switch
    {
        1 => s_specials[..2],
        3 => s_specials[..9],
        _ => s_specials,
    };

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        if (version == 1)
        {
            RefuseTools(conversation);
        }

        int lastQuestion = LastQuestion(conversation);
        int firstQuestion = HasSystem(conversation) ? 1 : 0;
        output.Special(Begin);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            switch (turn.Role)
            {
                case TurnRole.System when version >= 7:
                    output.Special(SystemBegin);
                    output.Content(turn.Content);
                    output.Special(SystemEnd);
                    break;
                case TurnRole.User:
                    RenderQuestion(conversation, i, version == 1 ? firstQuestion : lastQuestion, i == lastQuestion, output);
                    break;
                case TurnRole.Tool:
                    RenderResult(turn, output);
                    break;
                case TurnRole.Assistant:
                    output.Seam();
                    output.BeginTurn(i);
                    RenderAnswer(turn, output);
                    output.Special(End);
                    output.EndTurn();
                    break;
            }
        }
    }

    private void RenderQuestion(Conversation conversation, int index, int withSystem, bool withTools, RenderedChat output)
    {
        if (withTools && !conversation.Tools.IsEmpty)
        {
            output.Special(ToolsBegin);
            output.Scratch.Clear();
            PythonJson.Append(conversation.Tools, output.Scratch);
            output.Content(output.Scratch.Bytes);
            output.Special(ToolsEnd);
        }

        if (version == 1)
        {
            output.Template("[INST] "u8);
        }
        else
        {
            output.Special(QuestionBegin);
        }

        if (version < 7 && index == withSystem && HasSystem(conversation) && !conversation[0].Content.IsEmpty)
        {
            output.Content(conversation[0].Content);
            output.Template("\n\n"u8);
        }

        output.Content(conversation[index].Content);
        if (version == 1)
        {
            output.Template(" [/INST]"u8);
        }
        else
        {
            output.Special(QuestionEnd);
        }
    }

    private void RenderAnswer(Turn turn, RenderedChat output)
    {
        if (turn.CallCount > 0 && !turn.Content.IsEmpty && version < 7)
        {
            throw new ChatRefusalException($"the template {Name} has no place for an answer beside calls of tools");
        }

        output.Content(version == 1 ? turn.Content : turn.Content.TrimEnd((byte)' '));
        if (turn.CallCount == 0)
        {
            return;
        }

        output.Special(Calls);
        TextBuffer json = output.Scratch;
        json.Clear();
        for (int i = 0; i < turn.CallCount; i++)
        {
            ToolCall call = turn.Call(i);
            json.Append(i == 0 ? "[{\"name\": "u8 : ", {\"name\": "u8);
            JsonString.Append(call.Name, json);
            json.Append(", \"arguments\": "u8);
            AppendValue(call.Arguments, json);
            if (!call.Id.IsEmpty && !call.Id.SequenceEqual("null"u8))
            {
                json.Append(", \"id\": "u8);
                JsonString.Append(call.Id, json);
            }

            json.Append((byte)'}');
        }

        json.Append((byte)']');
        output.Content(json.Bytes);
    }

    private void RenderResult(Turn turn, RenderedChat output)
    {
        if (turn.ToolCallId.IsEmpty)
        {
            throw new ChatRefusalException($"the template {Name} needs the id of the call that a tool's result answers");
        }

        output.Special(ResultBegin);
        if (version >= 7)
        {
            output.Content(turn.ToolCallId);
            output.Special(ResultContent);
            output.Content(turn.Content);
        }
        else
        {
            TextBuffer json = output.Scratch;
            json.Clear();
            json.Append("{\"content\": "u8);
            AppendValue(turn.Content, json);
            json.Append(", \"call_id\": "u8);
            JsonString.Append(turn.ToolCallId, json);
            json.Append((byte)'}');
            output.Content(json.Bytes);
        }

        output.Special(ResultEnd);
    }

    /// <summary>A text as the JSON that it is, or else as a string.</summary>
    private static void AppendValue(ReadOnlySpan<byte> text, TextBuffer json)
    {
        if (PythonJson.IsValue(text))
        {
            PythonJson.Append(text, json);
        }
        else
        {
            JsonString.Append(text, json);
        }
    }

    private static ChatSpecial Rare(string text) => new(text, IsRare: true);

    private static int LastQuestion(Conversation conversation)
    {
        int last = conversation.Count - 1;
        while (last >= 0 && conversation[last].Role != TurnRole.User)
        {
            last--;
        }

        return last;
    }
}
