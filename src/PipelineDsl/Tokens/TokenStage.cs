using System;

namespace PipelineDsl;

/// <summary>The tokenize step of one worker: a shared tokenizer, a cache of its own, and the packing. Not thread-safe.</summary>
public sealed class TokenStage
{
    private readonly Lazy<Parts> _parts;

    private TokenStage(Func<Parts> make) => _parts = new(make);

    /// <summary>How ids are packed.</summary>
    /// <exception cref="Engine.RunException">The tokenizer's file cannot be loaded, or it names no end-of-text token although one is asked for.</exception>
    public TokenPacking Packing => _parts.Value.Packing;

    /// <summary>Makes the step of one worker. The tokenizer is loaded once for all, and not before it is needed: of a run on many machines, most tasks are of phases that make no tokens.</summary>
    /// <param name="context">What the workers of the run share.</param>
    /// <param name="tokenizer">A known name, such as <c>o200k_base</c>, or the path of a tokenizer file, relative to the project's folder.</param>
    /// <param name="contextLength">Tokens per packed sequence, or 0.</param>
    /// <param name="endOfText">Whether each document is followed by the end-of-text id.</param>
    /// <param name="beginOfText">Whether each document begins with the begin-of-text id.</param>
    public static TokenStage Create(Engine.PipelineContext context, string tokenizer, int contextLength, bool endOfText, bool beginOfText = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfNegative(contextLength);
        Func<Tokenizer> loaded = context.Later<Tokenizer>(tokenizer);
        return new TokenStage(() => Make(loaded(), tokenizer, contextLength, endOfText, beginOfText));
    }

    private static Parts Make(Tokenizer loaded, string tokenizer, int contextLength, bool endOfText, bool beginOfText)
    {
        TokenVocabulary vocabulary = loaded.Vocabulary;
        if (endOfText && vocabulary.EndOfText < 0)
        {
            throw new Engine.RunException("PDSL2007", $"the tokenizer {loaded.Name} names no token that ends a document: say endOfText: false, or name one in a tokenizer_config.json beside it", tokenizer);
        }

        if (beginOfText && vocabulary.BeginOfText < 0)
        {
            throw new Engine.RunException("PDSL2007", $"the tokenizer {loaded.Name} names no token that begins a document: leave beginOfText out, or name one in a tokenizer_config.json beside it", tokenizer);
        }

        TokenPacking packing = new(
            loaded.Name,
            vocabulary.Size,
            loaded.Hash,
            endOfText ? vocabulary.EndOfText : -1,
            vocabulary.Padding,
            contextLength)
        {
            BeginOfText = beginOfText ? vocabulary.BeginOfText : -1,
        };
        return new Parts(loaded, loaded.CreateEncoder(), packing, null);
    }

    /// <summary>The same step for conversations, which a chat template renders; the options are those of <see cref="ChatTemplateAttribute"/>.</summary>
    /// <param name="context">What the workers of the run share.</param>
    /// <param name="template">A family, or the path of a template in Jinja, relative to the project's folder.</param>
    /// <param name="train">Which tokens a trainer learns from.</param>
    /// <param name="maxTokens">The most tokens that a conversation may have, or 0.</param>
    /// <param name="drop">Which turns are dropped from a longer one.</param>
    /// <param name="controlText">Where text may become control tokens.</param>
    /// <param name="name">The template's name in its file, or null.</param>
    /// <param name="variables">Further variables of a template in Jinja, JSON, or null.</param>
    /// <param name="date">What <c>strftime_now</c> gives, or null.</param>
    public TokenStage WithChat(
        Engine.PipelineContext context,
        string template,
        TrainedTurns train,
        int maxTokens,
        DroppedTurns drop,
        ControlText controlText,
        string? name,
        string? variables,
        string? date)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (ChatTemplate.Find(template) is null)
        {
            _ = context.Later<ChatTemplateFile>(template); // what it holds counts before it is loaded
        }

        return new TokenStage(() =>
        {
            Parts plain = _parts.Value;
            try
            {
                ChatTemplate loaded = ChatStage.LoadTemplate(context, plain.Tokenizer, template, name, variables, date);
                ChatStage chat = new(plain.Tokenizer, loaded, train, maxTokens, drop, controlText);
                return plain with { Packing = plain.Packing with { EndOfText = -1, BeginOfText = -1, VocabularySize = chat.VocabularySize }, Chat = chat };
            }
            catch (System.IO.InvalidDataException exception)
            {
                throw new Engine.RunException("PDSL2007", exception.Message);
            }
        });
    }

    /// <summary>Renders the document's conversation and encodes it into its <see cref="Document.Tokens"/>, with a flag for each token whether a trainer learns from it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="slot">The field that holds the conversation. A document without one, such as a text that is judged by itself, has no tokens and is kept.</param>
    /// <param name="template">The rule that drops conversations which the template cannot show.</param>
    /// <param name="maxTokens">The rule that drops conversations which are too long.</param>
    public Verdict EncodeConversation(Document document, int slot, RuleInfo template, RuleInfo maxTokens)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(maxTokens);
        if (_parts.Value.Chat is not { } chat)
        {
            throw new InvalidOperationException("the step has no chat template");
        }

        TokenBuffer tokens = document.Tokens;
        tokens.Clear();
        if (!document.Has(slot))
        {
            return Verdict.Keep;
        }

        switch (chat.Encode(document.Utf8(slot), tokens))
        {
            case ChatOutcome.Refused:
                return Verdict.Drop(template);
            case ChatOutcome.TooLong:
                Check check = Check.AtMost(tokens.Count, chat.MaxTokens);
                tokens.Clear();
                return Verdict.Drop(maxTokens, check);
            default:
                return Verdict.Keep;
        }
    }

    /// <summary>Encodes the document's text into its <see cref="Document.Tokens"/>, in ordinary mode: text never becomes a special id.</summary>
    public void Encode(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Parts parts = _parts.Value;
        TokenBuffer tokens = document.Tokens;
        tokens.Clear();
        if (parts.Packing.BeginOfText >= 0)
        {
            tokens.Append(parts.Packing.BeginOfText);
        }

        parts.Encoder.Encode(document.Text, tokens);
        if (parts.Packing.EndOfText >= 0)
        {
            tokens.Append(parts.Packing.EndOfText);
        }
    }

    /// <summary>What is there once the tokenizer is loaded.</summary>
    private sealed record Parts(Tokenizer Tokenizer, TokenEncoder Encoder, TokenPacking Packing, ChatStage? Chat);
}
