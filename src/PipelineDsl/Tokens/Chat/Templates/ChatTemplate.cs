using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>A control token that a template puts around what is said.</summary>
/// <param name="Text">Its text, by which the vocabulary knows it.</param>
/// <param name="Alias">Another text that vocabularies have for it, or null.</param>
/// <param name="BehindVocabulary">
/// For tokens that exist only in the model's code: the id is the number of the vocabulary's own tokens and this. -1 if it is none of those.
/// </param>
/// <param name="FixedId">The id, where the vocabulary has the token under no name that tells; -1 otherwise.</param>
/// <param name="IsRare">Whether conversations can do without it: a vocabulary may lack it as long as none asks for it.</param>
internal sealed record ChatSpecial(string Text, string? Alias = null, int BehindVocabulary = -1, int FixedId = -1, bool IsRare = false);

/// <summary>How a template is rendered.</summary>
/// <param name="AddGenerationPrompt">Whether the beginning of an answer of the assistant follows at the end: for questions to a model, not for training.</param>
internal readonly record struct ChatRendering(bool AddGenerationPrompt = false);

/// <summary>Turns conversations into what a family of models was trained on. Immutable; shared by all threads.</summary>
internal abstract class ChatTemplate
{
    /// <summary>The template's name.</summary>
    public abstract string Name { get; }

    /// <summary>The control tokens that the template writes by number.</summary>
    public virtual IReadOnlyList<ChatSpecial> Specials => [];

    /// <summary>Whether the control tokens stand in the template's text, where they are found by their text; else by number only.</summary>
    public virtual bool FindsSpecialsInText => false;

    /// <summary>The names of the families, in ordinal order.</summary>
    public static IEnumerable<string> Names => s_families.Keys.Order(StringComparer.Ordinal);

    private static readonly Dictionary<string, Func<ChatTemplate>> s_families = new(StringComparer.Ordinal)
    {
        ["chatml"] = static () => new ChatMlTemplate("chatml", null, hasBegin: false, isSeparate: false),
        ["internlm2"] = static () => new ChatMlTemplate("internlm2", null, hasBegin: true, isSeparate: false),
        ["qwen"] = static () => new ChatMlTemplate("qwen", "You are a helpful assistant.", hasBegin: false, isSeparate: true),
        ["qwen2"] = static () => new ChatMlTemplate("qwen2", "You are a helpful assistant.", hasBegin: false, isSeparate: false),
        ["qwen2.5"] = static () => new QwenToolTemplate("qwen2.5", hasThoughts: false),
        ["qwen3"] = static () => new QwenToolTemplate("qwen3", hasThoughts: true),
        ["llama2"] = static () => new Llama2Template(),
        ["llama3"] = static () => new Llama3Template(),
        ["mistral-v1"] = static () => new MistralTemplate("mistral-v1", 1),
        ["mistral-v3"] = static () => new MistralTemplate("mistral-v3", 3),
        ["mistral-v7"] = static () => new MistralTemplate("mistral-v7", 7),
        ["chatglm2"] = static () => new ChatGlm2Template(),
        ["chatglm3"] = static () => new ChatGlm3Template(),
        ["baichuan2"] = static () => new Baichuan2Template(),
        ["falcon"] = static () => new FalconTemplate("falcon", isLarge: false),
        ["falcon-180b"] = static () => new FalconTemplate("falcon-180b", isLarge: true),
        ["deepseek-v3"] = static () => new DeepSeekTemplate("deepseek-v3", dropsThoughts: false),
        ["deepseek-r1"] = static () => new DeepSeekTemplate("deepseek-r1", dropsThoughts: true),
    };

    /// <summary>The template of a family, or null if no family has the name.</summary>
    public static ChatTemplate? Find(string name) => s_families.TryGetValue(name, out Func<ChatTemplate>? family) ? family() : null;

    /// <summary>Renders a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="rendering">How.</param>
    /// <param name="output">Takes the pieces; empty at the call.</param>
    /// <exception cref="ChatRefusalException">The template has no way to show the conversation.</exception>
    public abstract void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output);

    /// <summary>Refuses conversations with tools, which the template has no place for.</summary>
    protected void RefuseTools(Conversation conversation)
    {
        if (!conversation.Tools.IsEmpty)
        {
            throw new ChatRefusalException($"the template {Name} has no place for tools");
        }

        for (int i = 0; i < conversation.Count; i++)
        {
            RefuseCalls(conversation[i]);
        }
    }

    /// <summary>Refuses a turn that calls tools or is a tool's result.</summary>
    protected void RefuseCalls(Turn turn)
    {
        if (turn.CallCount > 0 || turn.Role == TurnRole.Tool)
        {
            throw new ChatRefusalException($"the template {Name} has no place for calls of tools");
        }
    }

    /// <summary>Refuses conversations in which, behind the system's turn, user and assistant do not take turns, the user first.</summary>
    protected void RefuseUnlessAlternating(Conversation conversation)
    {
        int first = HasSystem(conversation) ? 1 : 0;
        for (int i = first; i < conversation.Count; i++)
        {
            if (conversation[i].Role != (((i - first) & 1) == 0 ? TurnRole.User : TurnRole.Assistant))
            {
                throw new ChatRefusalException($"the template {Name} wants user and assistant to take turns, the user first");
            }
        }
    }

    /// <summary>Whether the first turn is the system's.</summary>
    protected static bool HasSystem(Conversation conversation) => conversation.Count > 0 && conversation[0].Role == TurnRole.System;
}

/// <summary>A template has no way to show a conversation.</summary>
internal sealed class ChatRefusalException(string message) : Exception(message);
