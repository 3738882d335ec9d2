using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// Qwen 2.5 and Qwen 3: ChatML with tools, whose calls stand in <c>&lt;tool_call&gt;</c> and whose results are a user's turn. Qwen 3 has no instructions of its own, and shows what the model thought only
/// behind the last question.
/// </summary>
/// <param name="name">The family's name.</param>
/// <param name="hasThoughts">Whether thoughts are shown (Qwen 3).</param>
internal sealed class QwenToolTemplate(string name, bool hasThoughts) : ChatTemplate
{
    private const int Start = 0;
    private const int End = 1;

    private static readonly ChatSpecial[] s_specials = [new("<|im_start|>"), new("<|im_end|>")];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    private static ReadOnlySpan<byte> DefaultSystem => "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."u8;

    private static ReadOnlySpan<byte> ToolsHead =>
        "# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>"u8;

    private static ReadOnlySpan<byte> ToolsTail =>
        "\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>"u8;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RenderSystem(conversation, output);
        int lastQuestion = LastQuestion(conversation);
        for (int i = HasSystem(conversation) ? 1 : 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            switch (turn.Role)
            {
                case TurnRole.Assistant:
                    RenderAnswer(conversation, i, lastQuestion, output);
                    break;
                case TurnRole.Tool:
                    RenderResult(conversation, i, output);
                    break;
                default:
                    output.Special(Start);
                    output.Template(turn.Role == TurnRole.User ? "user\n"u8 : "system\n"u8);
                    output.Content(turn.Content);
                    Close(output);
                    break;
            }
        }

        if (rendering.AddGenerationPrompt)
        {
            output.Special(Start);
            output.Template("assistant\n"u8);
        }
    }

    private void RenderSystem(Conversation conversation, RenderedChat output)
    {
        bool hasSystem = HasSystem(conversation);
        bool hasTools = !conversation.Tools.IsEmpty;
        if (!hasSystem && !hasTools && hasThoughts)
        {
            return;
        }

        output.Special(Start);
        output.Template("system\n"u8);
        if (hasSystem)
        {
            output.Content(conversation[0].Content);
        }
        else if (!hasThoughts)
        {
            output.Template(DefaultSystem);
        }

        if (hasTools)
        {
            output.Template(hasSystem || !hasThoughts ? "\n\n"u8 : default);
            output.Template(ToolsHead);
            ChatTools.ForEach(conversation.Tools, output, static (tool, rendered) =>
            {
                rendered.Template("\n"u8);
                rendered.Content(tool);
            });
            output.Template(ToolsTail);
        }

        Close(output);
    }

    private void RenderAnswer(Conversation conversation, int index, int lastQuestion, RenderedChat output)
    {
        Turn turn = conversation[index];
        output.Special(Start);
        ReadOnlySpan<byte> content = turn.Content;
        if (!hasThoughts)
        {
            bool isEmpty = turn.CallCount > 0 && content.IsEmpty;
            output.Template(isEmpty ? "assistant"u8 : "assistant\n"u8);
            output.BeginTurn(index);
            output.Content(content);
        }
        else
        {
            output.Template("assistant\n"u8);
            output.BeginTurn(index);
            RenderThoughts(turn, index == conversation.Count - 1, index > lastQuestion, ref content, output);
        }

        for (int i = 0; i < turn.CallCount; i++)
        {
            output.Template(hasThoughts && i == 0 && content.IsEmpty ? "<tool_call>\n{\"name\": \""u8 : "\n<tool_call>\n{\"name\": \""u8);
            ToolCall call = turn.Call(i);
            output.Content(call.Name);
            output.Template("\", \"arguments\": "u8);
            RenderArguments(call, output);
            output.Template("}\n</tool_call>"u8);
        }

        output.Special(End);
        output.EndTurn();
        output.Template("\n"u8);
    }

    /// <summary>The arguments as the templates write them: Qwen 3 shows a string as it is, Qwen 2.5 as a string of JSON.</summary>
    private void RenderArguments(ToolCall call, RenderedChat output)
    {
        if (call.ArgumentsAreText && hasThoughts)
        {
            output.Content(call.Arguments);
            return;
        }

        output.Scratch.Clear();
        if (call.ArgumentsAreText)
        {
            JsonString.Append(call.Arguments, output.Scratch);
        }
        else
        {
            PythonJson.Append(call.Arguments, output.Scratch);
        }

        output.Content(output.Scratch.Bytes);
    }

    /// <summary>What was thought, and what was said without it.</summary>
    private static void RenderThoughts(Turn turn, bool isLast, bool isBehindQuestion, ref ReadOnlySpan<byte> content, RenderedChat output)
    {
        ReadOnlySpan<byte> thoughts = turn.Reasoning;
        int end = turn.HasReasoning ? -1 : content.IndexOf("</think>"u8);
        if (end >= 0)
        {
            // What stands behind the last end of thoughts is said, what stands before the first end and behind the last begin before it is thought.
            thoughts = content[..end].TrimEnd((byte)'\n');
            int begin = thoughts.LastIndexOf("<think>"u8);
            thoughts = (begin < 0 ? thoughts : thoughts[(begin + "<think>".Length)..]).TrimStart((byte)'\n');
            content = content[(content.LastIndexOf("</think>"u8) + "</think>".Length)..].TrimStart((byte)'\n');
        }

        if (isBehindQuestion && (isLast || !thoughts.IsEmpty))
        {
            output.Template("<think>\n"u8);
            output.Content(thoughts.Trim((byte)'\n'));
            output.Template("\n</think>\n\n"u8);
            output.Content(content.TrimStart((byte)'\n'));
        }
        else
        {
            output.Content(content);
        }
    }

    private static void RenderResult(Conversation conversation, int index, RenderedChat output)
    {
        if (index == 0 || conversation[index - 1].Role != TurnRole.Tool)
        {
            output.Special(Start);
            output.Template("user"u8);
        }

        output.Template("\n<tool_response>\n"u8);
        output.Content(conversation[index].Content);
        output.Template("\n</tool_response>"u8);
        if (index == conversation.Count - 1 || conversation[index + 1].Role != TurnRole.Tool)
        {
            Close(output);
        }
    }

    /// <summary>The last turn of a user that is not the result of a tool in its text form; the last turn if there is none.</summary>
    private static int LastQuestion(Conversation conversation)
    {
        for (int i = conversation.Count - 1; i >= 0; i--)
        {
            Turn turn = conversation[i];
            if (turn.Role == TurnRole.User && !(turn.Content.StartsWith("<tool_response>"u8) && turn.Content.EndsWith("</tool_response>"u8)))
            {
                return i;
            }
        }

        return conversation.Count - 1;
    }

    private static void Close(RenderedChat output)
    {
        output.Special(End);
        output.Template("\n"u8);
    }
}
