using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl;

/// <summary>
/// ChatML: each turn is <c>&lt;|im_start|&gt;role⏎content&lt;|im_end|&gt;⏎</c>. InternLM 2 puts the beginning of text before it; Qwen and Qwen 2 have instructions of their own where there are none; Qwen
/// (its code builds ids, not text) encodes the role, the line end and the content each for itself.
/// </summary>
/// <param name="name">The family's name.</param>
/// <param name="defaultSystem">The instructions that stand where a conversation has none, or null.</param>
/// <param name="hasBegin">Whether the beginning of text stands first.</param>
/// <param name="isSeparate">Whether role, line end and content are encoded each for itself.</param>
internal sealed class ChatMlTemplate(string name, string? defaultSystem, bool hasBegin, bool isSeparate) : ChatTemplate
{
    private const int Start = 0;
    private const int End = 1;
    private const int Begin = 2;

    private static readonly ChatSpecial[] s_specials = [new("<|im_start|>", "[UNUSED_TOKEN_146]"), new("<|im_end|>", "[UNUSED_TOKEN_145]"), new("<s>")];

    private readonly byte[] _defaultSystem = Encoding.UTF8.GetBytes(defaultSystem ?? "");

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials => hasBegin ? s_specials : s_specials[..2];

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        RefuseTools(conversation);
        if (hasBegin)
        {
            output.Special(Begin);
        }

        if (_defaultSystem.Length > 0 && !HasSystem(conversation))
        {
            Open("system"u8, output);
            output.Template(_defaultSystem);
            Close(output);
        }

        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            Open(ConversationJson.RoleName(turn.Role), output);
            if (turn.Role == TurnRole.Assistant)
            {
                output.BeginTurn(i);
            }

            output.Content(turn.Content);
            Close(output);
        }

        if (rendering.AddGenerationPrompt)
        {
            Open("assistant"u8, output);
        }
    }

    private void Open(ReadOnlySpan<byte> role, RenderedChat output)
    {
        output.Special(Start);
        output.Template(role);
        if (isSeparate)
        {
            output.Seam();
        }

        output.Template("\n"u8);
        if (isSeparate)
        {
            output.Seam();
        }
    }

    private static void Close(RenderedChat output)
    {
        output.Special(End);
        output.EndTurn();
        output.Template("\n"u8);
    }
}
