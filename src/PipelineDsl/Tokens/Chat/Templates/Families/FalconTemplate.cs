using System;

namespace PipelineDsl;

/// <summary>
/// Falcon: plain text without control tokens. 7B and 40B instruct: paragraphs of <c>User: </c> and <c>Assistant: </c> behind the instructions, empty lines in what is said go. 180B chat: lines of
/// <c>System: </c>, <c>User: </c> and <c>Falcon: </c>.
/// </summary>
/// <param name="name">The family's name.</param>
/// <param name="isLarge">Whether it is the 180B chat form.</param>
internal sealed class FalconTemplate(string name, bool isLarge) : ChatTemplate
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            if (!isLarge && turn.Role == TurnRole.System)
            {
                output.Content(TextSpace.Trim(turn.Content));
                continue;
            }

            output.Template(isLarge
                ? i == 0 ? default : "\n"u8
                : "\n\n"u8);
            output.Template(turn.Role switch
            {
                TurnRole.System => "System:"u8,
                TurnRole.User => "User:"u8,
                _ => isLarge ? "Falcon:"u8 : "Assistant:"u8,
            });
            if (turn.Role == TurnRole.Assistant)
            {
                output.BeginTurn(i);
            }

            output.Template(" "u8);
            RenderContent(turn.Content, output);
            output.EndTurn();
        }

        if (rendering.AddGenerationPrompt)
        {
            output.Template(isLarge ? "\nFalcon:"u8 : "\n\nAssistant:"u8);
        }
    }

    private void RenderContent(ReadOnlySpan<byte> content, RenderedChat output)
    {
        if (isLarge)
        {
            output.Content(content);
            return;
        }

        // Line ends are unified first, then each pair of them becomes one.
        content = TextSpace.Trim(content);
        TextBuffer text = output.Scratch;
        text.Clear();
        bool wasEnd = false;
        for (int i = 0; i < content.Length; i++)
        {
            byte b = content[i];
            if (b == '\r' && i + 1 < content.Length && content[i + 1] == '\n')
            {
                continue;
            }

            bool isSecond = b == '\n' && wasEnd;
            wasEnd = b == '\n' && !wasEnd;
            if (!isSecond)
            {
                text.Append(b);
            }
        }

        output.Content(text.Bytes);
    }
}
