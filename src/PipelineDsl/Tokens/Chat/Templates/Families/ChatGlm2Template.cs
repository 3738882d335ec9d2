using System.Buffers.Text;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>
/// ChatGLM 2: rounds of <c>[Round n]⏎⏎问：question⏎⏎答：answer⏎⏎</c> as one text behind <c>[gMASK]</c> and <c>sop</c>, as the model's code builds it. The last answer is encoded for itself and followed by the end of
/// text, as its fine-tuning does. Instructions have no place.
/// </summary>
internal sealed class ChatGlm2Template : ChatTemplate
{
    private const int Mask = 0;
    private const int Begin = 1;
    private const int End = 2;

    private static readonly ChatSpecial[] s_specials = [new("[gMASK]", BehindVocabulary: 1), new("sop", BehindVocabulary: 3), new("</s>")];

    /// <inheritdoc/>
    public override string Name => "chatglm2";

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => s_specials;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        RefuseUnlessAlternating(conversation);
        if (HasSystem(conversation))
        {
            throw new ChatRefusalException("the template chatglm2 has no place for a system's turn");
        }

        output.Special(Mask);
        output.Special(Begin);
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            if (turn.Role == TurnRole.User)
            {
                RenderRound((i / 2) + 1, output);
                output.Content(turn.Content);
                output.Template("\n\n答："u8);
                continue;
            }

            bool isLast = i == conversation.Count - 1;
            if (isLast)
            {
                output.Seam();
            }

            output.BeginTurn(i);
            output.Content(turn.Content);
            if (isLast)
            {
                output.Special(End);
            }

            output.EndTurn();
            if (!isLast)
            {
                output.Template("\n\n"u8);
            }
        }
    }

    private static void RenderRound(int round, RenderedChat output)
    {
        output.Template("[Round "u8);
        output.Scratch.Clear();
        if (Utf8Formatter.TryFormat(round, output.Scratch.Reserve(16), out int length))
        {
            output.Scratch.Advance(length);
        }

        output.Template(output.Scratch.Bytes);
        output.Template("]\n\n问："u8);
    }
}
