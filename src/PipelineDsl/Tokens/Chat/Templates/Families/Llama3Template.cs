using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>LLaMA 3: each turn is <c>&lt;|start_header_id|&gt;role&lt;|end_header_id|&gt;⏎⏎content&lt;|eot_id|&gt;</c>. White space around what is said goes.</summary>
internal sealed class Llama3Template : ChatTemplate
{
    private const int Begin = 0;
    private const int HeaderStart = 1;
    private const int HeaderEnd = 2;
    private const int End = 3;

    private static readonly ChatSpecial[] s_specials = [new("<|begin_of_text|>"), new("<|start_header_id|>"), new("<|end_header_id|>"), new("<|eot_id|>")];

    /// <inheritdoc/>
    public override string Name => "llama3";

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
            Open(turn.Role, output);
            if (turn.Role == TurnRole.Assistant)
            {
                output.BeginTurn(i);
            }

            output.Content(TextSpace.Trim(turn.Content));
            output.Special(End);
            output.EndTurn();
        }

        if (rendering.AddGenerationPrompt)
        {
            Open(TurnRole.Assistant, output);
        }
    }

    private static void Open(TurnRole role, RenderedChat output)
    {
        output.Special(HeaderStart);
        output.Template(ConversationJson.RoleName(role));
        output.Special(HeaderEnd);
        output.Template("\n\n"u8);
    }
}
