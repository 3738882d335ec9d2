using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// ChatGLM 3: each turn is the control token of its role, a line end and the content, the latter two encoded each for itself, as the model's code builds it; <c>[gMASK]</c> and <c>sop</c> stand before. The token
/// that ends an answer is that of the next turn, or the end of text: it is trained with the answer, as its fine-tuning does. A tool's result is an observation; calls of tools have no fixed form.
/// </summary>
internal sealed class ChatGlm3Template : ChatTemplate
{
    private const int Mask = 0;
    private const int Begin = 1;
    private const int FirstRole = 2;
    private const int End = 6;

    private static readonly ChatSpecial[] s_specials =
    [
        new("[gMASK]", BehindVocabulary: 1), new("sop", BehindVocabulary: 3),
        new("<|system|>", BehindVocabulary: 5), new("<|user|>", BehindVocabulary: 6), new("<|assistant|>", BehindVocabulary: 7), new("<|observation|>", BehindVocabulary: 8),
        new("</s>"),
    ];

    /// <inheritdoc/>
    public override string Name => "chatglm3";

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        output.Special(Mask);
        output.Special(Begin);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            output.Special(FirstRole + (int)turn.Role); // still of the turn before, which it ends
            output.EndTurn();
            output.Template("\n"u8);
            output.Seam();
            if (turn.Role == TurnRole.Assistant)
            {
                output.BeginTurn(i);
            }

            output.Content(turn.Content);
        }

        if (rendering.AddGenerationPrompt)
        {
            output.Special(FirstRole + (int)TurnRole.Assistant);
        }
        else if (conversation.Count > 0 && conversation[conversation.Count - 1].Role == TurnRole.Assistant)
        {
            output.Special(End);
        }

        output.EndTurn();
    }
}
