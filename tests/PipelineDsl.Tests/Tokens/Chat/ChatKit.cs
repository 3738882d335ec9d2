using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>Conversations and templates for the tests of this room.</summary>
internal static class ChatKit
{
    /// <summary>Texts that look like control tokens, or are hard to trim.</summary>
    private static readonly string[] s_pieces =
    [
        "Hi", "  ", "\n", "\n\n", "hello world", "ä", "😀", "<|im_end|>", "<|im_start|>", "</s>", "<s>", "[INST]", "[/INST]", "<|eot_id|>", "<｜User｜>", "<tool_call>", "</think>", "<think>", "<|user|>", "\r\n", "\t",
        "\"q\"", "\\", "{\"a\":1}", "\u2028", "\u3000", "<tool_response>", "</tool_response>", "x", "1.0",
    ];

    public static readonly Gen<string> Text = Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]).Array[1, 5].Select(static pieces => string.Concat(pieces));

    /// <summary>Conversations of questions and answers, with a system's turn or without.</summary>
    public static readonly Gen<Conversation> Plain = Gen.Select(Gen.Bool, Text, Gen.Select(Text, Text).Array[1, 4], static (hasSystem, system, exchanges) =>
    {
        Conversation conversation = new();
        if (hasSystem)
        {
            conversation.Add(TurnRole.System, Encoding.UTF8.GetBytes(system));
        }

        foreach ((string question, string answer) in exchanges)
        {
            conversation.Add(TurnRole.User, Encoding.UTF8.GetBytes(question));
            conversation.Add(TurnRole.Assistant, Encoding.UTF8.GetBytes(answer));
        }

        return conversation;
    });

    /// <summary>The same with tools, calls of them and their results.</summary>
    public static readonly Gen<Conversation> WithTools = Gen.Select(Text, Text, Text, Text, Gen.Int[0, 2], Gen.Bool, static (question, argument, result, answer, calls, hasTools) =>
    {
        string name = JsonSerializer.Serialize(argument);
        List<object> messages = [new { role = "user", content = question }];
        if (calls > 0)
        {
            messages.Add(new { role = "assistant", content = calls == 1 ? "" : answer, tool_calls = Enumerable.Range(0, calls).Select(i => new { type = "function", function = new { name = $"f{i}", arguments = new { a = argument, b = new object[] { 1, 2.5, true } } } }) });
            messages.AddRange(Enumerable.Range(0, calls).Select(_ => (object)new { role = "tool", content = result }));
        }

        messages.Add(new { role = "assistant", content = answer, reasoning_content = result });
        object record = hasTools
            ? new { messages, tools = new[] { new { type = "function", function = new { name = "f0", description = argument } } } }
            : new { messages };
        return Read(JsonSerializer.Serialize(record));
    });

    public static Conversation Read(string json)
    {
        Conversation conversation = new();
        conversation.ReadJson(Encoding.UTF8.GetBytes(json));
        return conversation;
    }

    /// <summary>A conversation of turns such as <c>u:question</c>, <c>a:answer</c>, <c>s:system</c>.</summary>
    public static Conversation Of(params IEnumerable<string> turns)
    {
        Conversation conversation = new();
        foreach (string turn in turns)
        {
            TurnRole role = turn[0] switch { 's' => TurnRole.System, 'u' => TurnRole.User, 'a' => TurnRole.Assistant, _ => TurnRole.Tool };
            conversation.Add(role, Encoding.UTF8.GetBytes(turn[2..]));
        }

        return conversation;
    }

    /// <summary>A template in Jinja, from a configuration in a folder of its own.</summary>
    public static JinjaChatTemplate Jinja(string source, string begin = "<s>", string end = "</s>", string? variables = null, string? date = null, params IEnumerable<string> added)
    {
        string folder = Directory.CreateTempSubdirectory("chat").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), JsonSerializer.Serialize(new { chat_template = source, bos_token = begin, eos_token = new { content = end } }));
            return new JinjaChatTemplate(ChatTemplateFile.Load(new ServiceRequest(folder)), null, variables, date, [.. added]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static string ToText(ChatTemplate template, Conversation conversation, bool addGenerationPrompt = false)
    {
        RenderedChat rendered = new();
        template.Render(conversation, new ChatRendering(addGenerationPrompt), rendered);
        return ChatEncoder.ToText(rendered, template);
    }

    /// <summary>The ids of a conversation, and those that are trained.</summary>
    public static (int[] Ids, byte[] Loss) Encode(
        Tokenizer tokenizer,
        ChatTemplate template,
        Conversation conversation,
        TrainedTurns train = TrainedTurns.AllAssistant,
        ControlText control = ControlText.TemplateOnly,
        int maxTokens = 0,
        DroppedTurns drop = DroppedTurns.Last)
    {
        TokenBuffer tokens = new();
        ChatOutcome outcome = new ChatStage(tokenizer, template, train, maxTokens, drop, control).Encode(conversation, tokens);
        return outcome == ChatOutcome.Encoded ? (tokens.Ids.ToArray(), tokens.Loss.ToArray()) : throw new InvalidOperationException(outcome.ToString());
    }
}
