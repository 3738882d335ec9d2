using System;
using System.IO;
using System.Linq;

namespace PipelineDsl;

/// <summary>What a conversation's encoding came to.</summary>
internal enum ChatOutcome
{
    /// <summary>The ids are there.</summary>
    Encoded,

    /// <summary>The template cannot show the conversation.</summary>
    Refused,

    /// <summary>Not even one exchange is short enough.</summary>
    TooLong,
}

/// <summary>Encodes conversations with a chat template, for one worker. Not thread-safe.</summary>
internal sealed class ChatStage
{
    private readonly ChatTemplate _template;
    private readonly ChatEncoder _encoder;
    private readonly TrainedTurns _train;
    private readonly int _maxTokens;
    private readonly DroppedTurns _drop;
    private readonly Conversation _conversation = new();
    private readonly RenderedChat _rendered = new();
    private bool[] _trained = new bool[32];

    /// <summary>Creates the stage.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="template">The template.</param>
    /// <param name="train">Which tokens a trainer learns from.</param>
    /// <param name="maxTokens">The most tokens that a conversation may have, or 0.</param>
    /// <param name="drop">Which turns are dropped from a longer one.</param>
    /// <param name="control">Where text may become control tokens.</param>
    public ChatStage(Tokenizer tokenizer, ChatTemplate template, TrainedTurns train, int maxTokens, DroppedTurns drop, ControlText control)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        _template = template;
        _encoder = new ChatEncoder(tokenizer, template, control);
        _train = train;
        _maxTokens = maxTokens;
        _drop = drop;
    }

    /// <summary>One more than the greatest id.</summary>
    public int VocabularySize => _encoder.VocabularySize;

    /// <summary>The most tokens that a conversation may have, or 0.</summary>
    public int MaxTokens => _maxTokens;

    /// <summary>Why the last conversation was refused.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>Loads a stage.</summary>
    /// <param name="context">What the workers of the run share.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="template">A family or a path.</param>
    /// <param name="name">The template's name in its file, or null.</param>
    /// <param name="variables">Further variables, JSON, or null.</param>
    /// <param name="date">The date, or null.</param>
    /// <returns>The template.</returns>
    /// <exception cref="Engine.RunException">There is no such template.</exception>
    public static ChatTemplate LoadTemplate(Engine.PipelineContext context, Tokenizer tokenizer, string template, string? name, string? variables, string? date)
    {
        if (ChatTemplate.Find(template) is { } family)
        {
            return variables is null && date is null && name is null
                ? family
                : throw new Engine.RunException("PDSL2007", $"the chat template '{template}' is a family: name, variables and date are for templates in Jinja");
        }

        string path = Path.GetFullPath(template, context.ProjectDirectory);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new Engine.RunException("PDSL2007", $"no chat template is named '{template}' and no file lies there; families are {string.Join(", ", ChatTemplate.Names)}", path);
        }

        ChatTemplateFile file = context.Service<ChatTemplateFile>(template);
        try
        {
            return new JinjaChatTemplate(file, name, variables, date, [.. tokenizer.Vocabulary.Added.Select(static t => t.Text)]);
        }
        catch (InvalidDataException exception)
        {
            throw new Engine.RunException("PDSL2007", exception.Message, path);
        }
    }

    /// <summary>Encodes a conversation.</summary>
    /// <param name="json">The conversation, as <see cref="Conversation.WriteJson"/> writes it.</param>
    /// <param name="tokens">Takes the ids; empty at the call.</param>
    public ChatOutcome Encode(ReadOnlySpan<byte> json, TokenBuffer tokens)
    {
        try
        {
            _conversation.ReadJson(json);
        }
        catch (InvalidDataException exception)
        {
            Refusal = exception.Message;
            return ChatOutcome.Refused;
        }

        return Encode(_conversation, tokens);
    }

    /// <summary>Encodes a conversation, from which turns are taken out if it is too long.</summary>
    internal ChatOutcome Encode(Conversation conversation, TokenBuffer tokens)
    {
        try
        {
            while (true)
            {
                tokens.Clear();
                _rendered.Clear();
                _template.Render(conversation, default, _rendered);
                _encoder.Encode(_rendered, Trained(conversation), _train != TrainedTurns.Everything, tokens);
                if (_maxTokens == 0 || tokens.Count <= _maxTokens)
                {
                    return ChatOutcome.Encoded;
                }

                if (!TryShorten(conversation))
                {
                    return ChatOutcome.TooLong;
                }
            }
        }
        catch (ChatRefusalException exception)
        {
            Refusal = exception.Message;
            tokens.Clear();
            return ChatOutcome.Refused;
        }
    }

    /// <summary>For each turn, whether it is trained.</summary>
    private ReadOnlySpan<bool> Trained(Conversation conversation)
    {
        if (_trained.Length < conversation.Count)
        {
            _trained = new bool[2 * conversation.Count];
        }

        int last = conversation.Count - 1;
        while (last >= 0 && conversation[last].Role != TurnRole.Assistant)
        {
            last--;
        }

        for (int i = 0; i < conversation.Count; i++)
        {
            _trained[i] = conversation[i].Role == TurnRole.Assistant && conversation[i].IsWeighted && (_train != TrainedTurns.LastAssistant || i == last);
        }

        return _trained;
    }

    /// <summary>Takes one exchange out: a user's turn and all that answers it. False if only one is left, or none that the assistant speaks in.</summary>
    private bool TryShorten(Conversation conversation)
    {
        int first = Question(conversation, 0);
        int second = Question(conversation, first + 1);
        if (_drop == DroppedTurns.None || second == conversation.Count)
        {
            return false;
        }

        if (_drop == DroppedTurns.First)
        {
            conversation.Remove(first, second - first);
            return HasAnswer(conversation);
        }

        int last = conversation.Count - 1;
        while (conversation[last].Role != TurnRole.User)
        {
            last--;
        }

        conversation.Remove(last, conversation.Count - last);
        return HasAnswer(conversation);
    }

    private static bool HasAnswer(Conversation conversation)
    {
        for (int i = 0; i < conversation.Count; i++)
        {
            if (conversation[i].Role == TurnRole.Assistant)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first turn of a user at or behind a place; the number of turns if there is none.</summary>
    private static int Question(Conversation conversation, int start)
    {
        while (start < conversation.Count && conversation[start].Role != TurnRole.User)
        {
            start++;
        }

        return start;
    }
}
