using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// DeepSeek V3 and R1: instructions, then <c>&lt;｜User｜&gt;question&lt;｜Assistant｜&gt;answer&lt;｜end▁of▁sentence｜&gt;</c>. R1 leaves out what an answer says up to <c>&lt;/think&gt;</c>. The published forms of calls of tools
/// differ from revision to revision: for those take the model's own template.
/// </summary>
/// <param name="name">The family's name.</param>
/// <param name="dropsThoughts">Whether thoughts in answers are left out (R1).</param>
internal sealed class DeepSeekTemplate(string name, bool dropsThoughts) : ChatTemplate
{
    private const int Begin = 0;
    private const int End = 1;
    private const int User = 2;
    private const int Assistant = 3;

    private static readonly ChatSpecial[] s_specials = [new("<｜begin▁of▁sentence｜>"), new("<｜end▁of▁sentence｜>"), new("<｜User｜>"), new("<｜Assistant｜>")];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        output.Special(Begin);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            ReadOnlySpan<byte> content = turn.Content;
            if (turn.Role != TurnRole.Assistant)
            {
                if (turn.Role == TurnRole.User)
                {
                    output.Special(User);
                }

                output.Content(content);
                continue;
            }

            output.Special(Assistant);
            output.BeginTurn(i);
            int thought = dropsThoughts ? content.LastIndexOf("</think>"u8) : -1;
            output.Content(thought < 0 ? content : content[(thought + "</think>".Length)..]);
            output.Special(End);
            output.EndTurn();
        }

        if (rendering.AddGenerationPrompt)
        {
            output.Special(Assistant);
            output.Template(dropsThoughts ? "<think>\n"u8 : default);
        }
    }
}
