using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// Baichuan 2: a control token before each question (195) and answer (196), as the model's code builds the ids; instructions stand first. Only the end of the conversation has a token: the model's fine-tuning
/// teaches the end of text in place of the next question's token, which a mask over ids cannot say.
/// </summary>
internal sealed class Baichuan2Template : ChatTemplate
{
    private const int Question = 0;
    private const int Answer = 1;
    private const int End = 2;

    private static readonly ChatSpecial[] s_specials = [new("<reserved_106>", FixedId: 195), new("<reserved_107>", FixedId: 196), new("</s>")];

    /// <inheritdoc/>
    public override string Name => "baichuan2";

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            if (turn.Role != TurnRole.System)
            {
                output.Special(turn.Role == TurnRole.User ? Question : Answer);
            }

            if (turn.Role == TurnRole.Assistant)
            {
                output.BeginTurn(i);
            }

            output.Content(turn.Content);
            if (i == conversation.Count - 1 && turn.Role == TurnRole.Assistant && !rendering.AddGenerationPrompt)
            {
                output.Special(End);
            }

            output.EndTurn();
        }

        if (rendering.AddGenerationPrompt)
        {
            output.Special(Answer);
        }
    }
}
