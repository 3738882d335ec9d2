using System;

namespace PipelineDsl;

/// <summary>
/// Beside <see cref="TokenizeAttribute"/> on a class that names a tokenizer: the ids are those of the conversation, rendered with a chat template, not of the text. The conversation is the field <c>conversation</c>, which
/// <see cref="ConversationsAttribute"/> reads.
/// </summary>
/// <remarks>
/// A conversation that the template cannot show is dropped by the rule <c>Template</c> of the step, one that is too long by the rule <c>MaxTokens</c>. The template says how a conversation ends, so
/// <see cref="TokenizeAttribute.EndOfText"/> is not looked at. See docs/conversations.md.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ChatTemplateAttribute : Attribute
{
    /// <summary>Names the template.</summary>
    /// <param name="template">
    /// A family (<c>chatml</c>, <c>llama2</c>, <c>llama3</c>, <c>mistral-v1</c>, <c>mistral-v3</c>, <c>mistral-v7</c>, <c>qwen</c>, <c>qwen2</c>, <c>qwen2.5</c>, <c>qwen3</c>, <c>chatglm2</c>, <c>chatglm3</c>,
    /// <c>internlm2</c>, <c>baichuan2</c>, <c>falcon</c>, <c>falcon-180b</c>, <c>deepseek-v3</c>, <c>deepseek-r1</c>), or the path of a template in Jinja: a <c>tokenizer_config.json</c>, a <c>.jinja</c> file, or a folder
    /// that holds one.
    /// </param>
    /// <param name="train">Which tokens a trainer learns from: those of all turns of the assistant (default), of its last turn, or all.</param>
    /// <param name="maxTokens">The most tokens that a conversation may have; 0 (default) sets no limit. Turns are dropped whole.</param>
    /// <param name="drop">Which turns are dropped from a longer conversation: the last exchanges (default), the first behind the system's turn, or none (the conversation is dropped).</param>
    /// <param name="controlText">Where text such as <c>&lt;|im_end|&gt;</c> becomes a control token: in the template only (default), or everywhere, as transformers does.</param>
    /// <param name="name">The template's name, where the file has several; null (default) is <c>default</c>.</param>
    /// <param name="variables">Further variables of a template in Jinja, an object of JSON such as <c>{"enable_thinking":false}</c>, or null (default).</param>
    /// <param name="date">What <c>strftime_now</c> gives to a template in Jinja, such as <c>2024-07-26</c>; null (default) if it does not ask.</param>
    public ChatTemplateAttribute(
        string template,
        TrainedTurns train = TrainedTurns.AllAssistant,
        [OptionRange(0, 1 << 30)] int maxTokens = 0,
        DroppedTurns drop = DroppedTurns.Last,
        ControlText controlText = ControlText.TemplateOnly,
        string? name = null,
        string? variables = null,
        string? date = null)
    {
        Template = template;
        Train = train;
        MaxTokens = maxTokens;
        Drop = drop;
        ControlText = controlText;
        Name = name;
        Variables = variables;
        Date = date;
    }

    /// <summary>The family or path.</summary>
    public string Template { get; }

    /// <summary>Which tokens a trainer learns from.</summary>
    public TrainedTurns Train { get; }

    /// <summary>The most tokens that a conversation may have, or 0.</summary>
    public int MaxTokens { get; }

    /// <summary>Which turns are dropped from a longer conversation.</summary>
    public DroppedTurns Drop { get; }

    /// <summary>Where text becomes control tokens.</summary>
    public ControlText ControlText { get; }

    /// <summary>The template's name in its file, or null.</summary>
    public string? Name { get; }

    /// <summary>Further variables, JSON, or null.</summary>
    public string? Variables { get; }

    /// <summary>The date, or null.</summary>
    public string? Date { get; }
}
