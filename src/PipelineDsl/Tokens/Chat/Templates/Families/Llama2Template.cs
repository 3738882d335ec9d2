using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>LLaMA 2: <c>&lt;s&gt;[INST] question [/INST] answer &lt;/s&gt;</c>, with the instructions in <c>&lt;&lt;SYS&gt;&gt;</c> in the first question. White space around what is said goes.</summary>
internal sealed class Llama2Template : ChatTemplate
{
    private const int Begin = 0;
    private const int End = 1;

    private static readonly ChatSpecial[] s_specials = [new("<s>"), new("</s>")];

    /// <inheritdoc/>
    public override string Name => "llama2";

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        RefuseUnlessAlternating(conversation);
        int first = HasSystem(conversation) ? 1 : 0;
        for (int i = first; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            if (turn.Role == TurnRole.User)
            {
                output.Special(Begin);
                output.Template("[INST] "u8);
                RenderQuestion(turn.Content, i == first && first > 0 ? conversation[0] : null, output);
                output.Template(" [/INST]"u8);
            }
            else
            {
                output.BeginTurn(i);
                output.Template(" "u8);
                output.Content(TextSpace.Trim(turn.Content));
                output.Template(" "u8);
                output.Special(End);
                output.EndTurn();
            }
        }
    }

    private static void RenderQuestion(ReadOnlySpan<byte> question, Turn? system, RenderedChat output)
    {
        if (system is not { } instructions)
        {
            output.Content(TextSpace.Trim(question));
            return;
        }

        // The white space that goes is that around instructions and question together.
        ReadOnlySpan<byte> trimmed = TextSpace.TrimEnd(question);
        output.Template("<<SYS>>\n"u8);
        output.Content(instructions.Content);
        output.Template(trimmed.IsEmpty ? "\n<</SYS>>"u8 : "\n<</SYS>>\n\n"u8);
        output.Content(trimmed);
    }
}
