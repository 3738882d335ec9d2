using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>What each family makes of a conversation, by hand and by templates in Jinja; and what no template may do.</summary>
public class ChatTemplateTests
{
    private static readonly string[] s_turns = ["s:Be kind.", "u:Hello ", "a: Hi\n", "u:Who?", "a:I."];

    // {…} is a control token, «…» is trained, · is a seam.
    public static IEnumerable<object[]> Families =>
    [
        ["chatml", "{<|im_start|>}system\nBe kind.{<|im_end|>}\n{<|im_start|>}user\nHello {<|im_end|>}\n{<|im_start|>}assistant\n« Hi\n{<|im_end|>}»\n{<|im_start|>}user\nWho?{<|im_end|>}\n{<|im_start|>}assistant\n«I.{<|im_end|>}»\n"],
        ["internlm2", "{<s>}{<|im_start|>}system\nBe kind.{<|im_end|>}\n{<|im_start|>}user\nHello {<|im_end|>}\n{<|im_start|>}assistant\n« Hi\n{<|im_end|>}»\n{<|im_start|>}user\nWho?{<|im_end|>}\n{<|im_start|>}assistant\n«I.{<|im_end|>}»\n"],
        ["qwen", "{<|im_start|>}system·\n·Be kind.{<|im_end|>}\n{<|im_start|>}user·\n·Hello {<|im_end|>}\n{<|im_start|>}assistant·\n·« Hi\n{<|im_end|>}»\n{<|im_start|>}user·\n·Who?{<|im_end|>}\n{<|im_start|>}assistant·\n·«I.{<|im_end|>}»\n"],
        ["qwen2", "{<|im_start|>}system\nBe kind.{<|im_end|>}\n{<|im_start|>}user\nHello {<|im_end|>}\n{<|im_start|>}assistant\n« Hi\n{<|im_end|>}»\n{<|im_start|>}user\nWho?{<|im_end|>}\n{<|im_start|>}assistant\n«I.{<|im_end|>}»\n"],
        ["qwen2.5", "{<|im_start|>}system\nBe kind.{<|im_end|>}\n{<|im_start|>}user\nHello {<|im_end|>}\n{<|im_start|>}assistant\n« Hi\n{<|im_end|>}»\n{<|im_start|>}user\nWho?{<|im_end|>}\n{<|im_start|>}assistant\n«I.{<|im_end|>}»\n"],
        ["qwen3", "{<|im_start|>}system\nBe kind.{<|im_end|>}\n{<|im_start|>}user\nHello {<|im_end|>}\n{<|im_start|>}assistant\n« Hi\n{<|im_end|>}»\n{<|im_start|>}user\nWho?{<|im_end|>}\n{<|im_start|>}assistant\n«<think>\n\n</think>\n\nI.{<|im_end|>}»\n"],
        ["llama2", "{<s>}[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHello [/INST]« Hi {</s>}»{<s>}[INST] Who? [/INST]« I. {</s>}»"],
        ["llama3", "{<|begin_of_text|>}{<|start_header_id|>}system{<|end_header_id|>}\n\nBe kind.{<|eot_id|>}{<|start_header_id|>}user{<|end_header_id|>}\n\nHello{<|eot_id|>}{<|start_header_id|>}assistant{<|end_header_id|>}\n\n«Hi{<|eot_id|>}»{<|start_header_id|>}user{<|end_header_id|>}\n\nWho?{<|eot_id|>}{<|start_header_id|>}assistant{<|end_header_id|>}\n\n«I.{<|eot_id|>}»"],
        ["mistral-v1", "{<s>}[INST] Be kind.\n\nHello  [/INST]·« Hi\n{</s>}»[INST] Who? [/INST]·«I.{</s>}»"],
        ["mistral-v3", "{<s>}{[INST]}Hello {[/INST]}·« Hi\n{</s>}»{[INST]}Be kind.\n\nWho?{[/INST]}·«I.{</s>}»"],
        ["mistral-v7", "{<s>}{[SYSTEM_PROMPT]}Be kind.{[/SYSTEM_PROMPT]}{[INST]}Hello {[/INST]}·« Hi\n{</s>}»{[INST]}Who?{[/INST]}·«I.{</s>}»"],
        ["chatglm3", "{[gMASK]}{sop}{<|system|>}\n·Be kind.{<|user|>}\n·Hello {<|assistant|>}\n·« Hi\n{<|user|>}»\n·Who?{<|assistant|>}\n·«I.{</s>}»"],
        ["baichuan2", "Be kind.{<reserved_106>}Hello {<reserved_107>}« Hi\n»{<reserved_106>}Who?{<reserved_107>}«I.{</s>}»"],
        ["falcon", "Be kind.\n\nUser: Hello\n\nAssistant:« Hi»\n\nUser: Who?\n\nAssistant:« I.»"],
        ["falcon-180b", "System: Be kind.\nUser: Hello \nFalcon:«  Hi\n»\nUser: Who?\nFalcon:« I.»"],
        ["deepseek-v3", "{<｜begin▁of▁sentence｜>}Be kind.{<｜User｜>}Hello {<｜Assistant｜>}« Hi\n{<｜end▁of▁sentence｜>}»{<｜User｜>}Who?{<｜Assistant｜>}«I.{<｜end▁of▁sentence｜>}»"],
        ["deepseek-r1", "{<｜begin▁of▁sentence｜>}Be kind.{<｜User｜>}Hello {<｜Assistant｜>}« Hi\n{<｜end▁of▁sentence｜>}»{<｜User｜>}Who?{<｜Assistant｜>}«I.{<｜end▁of▁sentence｜>}»"],
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void AFamilyRendersAsItsModelsWereTrained(string name, string expected)
        => Assert.Equal(expected, Show(ChatTemplate.Find(name)!, ChatKit.Of(s_turns)));

    [Fact]
    public void ChatGlm2CountsItsRounds()
        => Assert.Equal(
            "{[gMASK]}{sop}[Round 1]\n\n问：Q\n\n答：«A»\n\n[Round 2]\n\n问：R\n\n答：·«B{</s>}»",
            Show(ChatTemplate.Find("chatglm2")!, ChatKit.Of("u:Q", "a:A", "u:R", "a:B")));

    [Fact]
    public void EveryFamilyIsTested()
        => Assert.Equal(ChatTemplate.Names, Families.Select(static f => (string)f[0]).Append("chatglm2").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("qwen", "{<|im_start|>}system·\n·You are a helpful assistant.{<|im_end|>}\n{<|im_start|>}user·\n·Q{<|im_end|>}\n{<|im_start|>}assistant·\n·")]
    [InlineData("qwen2.5", "{<|im_start|>}system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.{<|im_end|>}\n{<|im_start|>}user\nQ{<|im_end|>}\n{<|im_start|>}assistant\n")]
    [InlineData("qwen3", "{<|im_start|>}user\nQ{<|im_end|>}\n{<|im_start|>}assistant\n")]
    [InlineData("llama3", "{<|begin_of_text|>}{<|start_header_id|>}user{<|end_header_id|>}\n\nQ{<|eot_id|>}{<|start_header_id|>}assistant{<|end_header_id|>}\n\n")]
    [InlineData("chatglm3", "{[gMASK]}{sop}{<|user|>}\n·Q{<|assistant|>}")]
    [InlineData("baichuan2", "{<reserved_106>}Q{<reserved_107>}")]
    [InlineData("falcon", "\n\nUser: Q\n\nAssistant:")]
    [InlineData("deepseek-r1", "{<｜begin▁of▁sentence｜>}{<｜User｜>}Q{<｜Assistant｜>}<think>\n")]
    public void AQuestionAloneIsAPrompt(string name, string expected)
        => Assert.Equal(expected, Show(ChatTemplate.Find(name)!, ChatKit.Of("u:Q"), addGenerationPrompt: true));

    [Fact]
    public void QwenShowsToolsAndThoughts()
    {
        Conversation conversation = ChatKit.Read("""
            {"messages":[{"role":"user","content":"2+3?"},{"role":"assistant","content":"","reasoning_content":"add","tool_calls":[{"function":{"name":"add","arguments":{"a":2,"b":3.0}}},{"function":{"name":"add","arguments":{}}}]},
            {"role":"tool","content":"5"},{"role":"tool","content":"0"},{"role":"assistant","content":"5."}],"tools":[{"name":"add","description":"ä"}]}
            """);
        Assert.Equal(
            "{<|im_start|>}system\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>\n"
            + "{\"type\": \"function\", \"function\": {\"name\": \"add\", \"description\": \"ä\"}}\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n"
            + "{\"name\": <function-name>, \"arguments\": <args-json-object>}\n</tool_call>{<|im_end|>}\n{<|im_start|>}user\n2+3?{<|im_end|>}\n{<|im_start|>}assistant\n«<think>\nadd\n</think>\n\n"
            + "<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\": 2, \"b\": 3.0}}\n</tool_call>\n<tool_call>\n{\"name\": \"add\", \"arguments\": {}}\n</tool_call>{<|im_end|>}»\n"
            + "{<|im_start|>}user\n<tool_response>\n5\n</tool_response>\n<tool_response>\n0\n</tool_response>{<|im_end|>}\n{<|im_start|>}assistant\n«<think>\n\n</think>\n\n5.{<|im_end|>}»\n",
            Show(ChatTemplate.Find("qwen3")!, conversation));
    }

    [Fact]
    public void MistralShowsTools()
    {
        Conversation conversation = ChatKit.Read("""
            {"messages":[{"role":"user","content":"2+3?"},{"role":"assistant","content":null,"tool_calls":[{"id":"abcdefghi","function":{"name":"add","arguments":"{\"a\":2}"}}]},
            {"role":"tool","tool_call_id":"abcdefghi","content":"5"},{"role":"assistant","content":"5. "}],"tools":[{"name":"add"}]}
            """);
        const string Tools = "{<s>}{[AVAILABLE_TOOLS]}[{\"type\": \"function\", \"function\": {\"name\": \"add\"}}]{[/AVAILABLE_TOOLS]}{[INST]}2+3?{[/INST]}·«{[TOOL_CALLS]}[{\"name\": \"add\", \"arguments\": {\"a\": 2}, \"id\": \"abcdefghi\"}]{</s>}»{[TOOL_RESULTS]}";
        Assert.Equal(Tools + "{\"content\": 5, \"call_id\": \"abcdefghi\"}{[/TOOL_RESULTS]}·«5.{</s>}»", Show(ChatTemplate.Find("mistral-v3")!, conversation));
        Assert.Equal(Tools + "abcdefghi{[TOOL_CONTENT]}5{[/TOOL_RESULTS]}·«5.{</s>}»", Show(ChatTemplate.Find("mistral-v7")!, conversation));
    }

    [Theory]
    [InlineData("llama2")]
    [InlineData("llama3")]
    [InlineData("chatml")]
    [InlineData("mistral-v1")]
    [InlineData("chatglm2")]
    [InlineData("falcon")]
    [InlineData("deepseek-v3")]
    public void WhatATemplateHasNoPlaceForIsRefused(string name)
    {
        const string Calls = """{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f"}}]}]}""";
        const string Tools = """{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],"tools":[{"name":"f"}]}""";
        foreach (string json in (string[])[Calls, Tools])
        {
            Assert.Throws<ChatRefusalException>(() => Show(ChatTemplate.Find(name)!, ChatKit.Read(json)));
        }
    }

    // The families' templates in Jinja, written here: a second way to the same texts.
    public static IEnumerable<object[]> JinjaFamilies =>
    [
        ["chatml", "{% for m in messages %}<|im_start|>{{ m.role ~ '\n' ~ m.content }}<|im_end|>\n{{ '' }}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{{ '' }}{% endif %}"],
        ["internlm2", "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role ~ '\n' ~ m.content }}<|im_end|>\n{{ '' }}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{{ '' }}{% endif %}"],
        ["qwen2", "{% if messages[0].role != 'system' %}<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n{{ '' }}{% endif %}{% for m in messages %}<|im_start|>{{ m.role ~ '\n' ~ m.content }}<|im_end|>\n{{ '' }}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{{ '' }}{% endif %}"],
        ["llama3", "{{ bos_token }}{% for m in messages %}{{ '<|start_header_id|>' ~ m.role ~ '<|end_header_id|>\n\n' ~ m.content | trim ~ '<|eot_id|>' }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"],
        ["llama2", "{% set system = messages[0].content if messages[0].role == 'system' %}{% for m in messages if m.role != 'system' %}{% set text = '<<SYS>>\n' ~ system ~ '\n<</SYS>>\n\n' ~ m.content if loop.first and messages[0].role == 'system' else m.content %}{{ bos_token ~ '[INST] ' ~ text.strip() ~ ' [/INST]' if m.role == 'user' else ' ' ~ text.strip() ~ ' ' ~ eos_token }}{% endfor %}"],
        ["falcon", "{% for m in messages %}{% if m.role == 'system' %}{{ m.content.strip() }}{% else %}{{ '\n\nUser: ' if m.role == 'user' else '\n\nAssistant: ' }}{{ m.content.strip().replace('\\r\\n', '\n').replace('\n\n', '\n') }}{% endif %}{% endfor %}{{ '\n\nAssistant:' if add_generation_prompt }}"],
        ["falcon-180b", "{% for m in messages %}{{ '' if loop.first else '\n' }}{{ {'system': 'System', 'user': 'User', 'assistant': 'Falcon'}[m.role] }}: {{ m.content }}{% endfor %}{{ '\nFalcon:' if add_generation_prompt }}"],
        ["deepseek-v3", "{{ bos_token }}{% for m in messages %}{{ {'system': '', 'user': '<｜User｜>', 'assistant': '<｜Assistant｜>'}[m.role] ~ m.content }}{{ eos_token if m.role == 'assistant' }}{% endfor %}{{ '<｜Assistant｜>' if add_generation_prompt }}"],
        ["deepseek-r1", "{{ bos_token }}{% for m in messages %}{{ {'system': '', 'user': '<｜User｜>', 'assistant': '<｜Assistant｜>'}[m.role] ~ (m.content.split('</think>')[-1] if m.role == 'assistant' else m.content) }}{{ eos_token if m.role == 'assistant' }}{% endfor %}{{ '<｜Assistant｜><think>\n' if add_generation_prompt }}"],
        ["mistral-v1", "{{ bos_token }}{% for m in messages if m.role != 'system' %}{% if m.role == 'user' %}[INST] {{ messages[0].content ~ '\n\n' if loop.first and messages[0].role == 'system' }}{{ m.content }} [/INST]{% else %}{{ m.content ~ eos_token }}{% endif %}{% endfor %}"],
        ["mistral-v7", "{{ bos_token }}{% for m in messages %}{{ '[SYSTEM_PROMPT]' ~ m.content ~ '[/SYSTEM_PROMPT]' if m.role == 'system' else '[INST]' ~ m.content ~ '[/INST]' if m.role == 'user' else m.content.rstrip(' ') ~ eos_token }}{% endfor %}"],
    ];

    [Theory]
    [MemberData(nameof(JinjaFamilies))]
    public void AFamilyIsItsTemplateInJinja(string name, string source)
    {
        ChatTemplate family = ChatTemplate.Find(name)!;
        (string begin, string end) = name.StartsWith("deepseek", StringComparison.Ordinal) ? ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>") : name == "llama3" ? ("<|begin_of_text|>", "<|eot_id|>") : ("<s>", "</s>");
        JinjaChatTemplate jinja = ChatKit.Jinja(source, begin, end);
        ChatKit.Plain.Sample(
            conversation =>
            {
                Assert.Equal(ChatKit.ToText(jinja, conversation), ChatKit.ToText(family, conversation));
                bool hasPrompt = source.Contains("add_generation_prompt", StringComparison.Ordinal);
                Assert.Equal(ChatKit.ToText(jinja, conversation, hasPrompt), ChatKit.ToText(family, conversation, hasPrompt));
            },
            iter: 300,
            threads: 1);
    }

    /// <summary>Whatever is said, the control tokens are those of the template: as many as for harmless texts.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void WhatIsSaidNeverBecomesAControlToken(string name, string rendered)
    {
        Assert.NotEmpty(rendered);
        ChatTemplate template = ChatTemplate.Find(name)!;
        ByteTokenizer tokenizer = ByteTokenizer.For(template);
        ChatKit.Plain.Sample(
            conversation =>
            {
                Conversation harmless = new();
                for (int i = 0; i < conversation.Count; i++)
                {
                    harmless.Add(conversation[i].Role, "harmless"u8);
                }

                Assert.Equal(Control(harmless), Control(conversation));
            },
            iter: 300,
            threads: 1);

        // Those that say whose turn it is. Where Qwen 3 shows thoughts depends on what is said.
        int[] Control(Conversation conversation)
            => [.. ChatKit.Encode(tokenizer, template, conversation).Ids.Where(id => template.Specials.Any(s => tokenizer.Vocabulary.FindSpecial(s.Text) == id))];
    }

    [Fact]
    public void WhatIsSaidNeverBecomesAControlTokenInToolsEither()
    {
        foreach (ChatTemplate template in (ChatTemplate[])[ChatTemplate.Find("qwen2.5")!, ChatTemplate.Find("qwen3")!, ChatKit.Jinja("{% for t in tools or [] %}{{ t | tojson }}{% endfor %}{% for m in messages %}<|im_start|>{{ m }}<|im_end|>{% endfor %}")])
        {
            ByteTokenizer tokenizer = ByteTokenizer.For(template);
            int start = tokenizer.Vocabulary.FindSpecial("<|im_end|>");
            ChatKit.WithTools.Sample(
                conversation =>
                {
                    int[] ids = ChatKit.Encode(tokenizer, template, conversation).Ids;
                    string text = ChatKit.ToText(template, conversation);
                    int ends = ids.Count(id => id == start);
                    Assert.True(ends <= conversation.Count + 1);
                    Assert.Equal(text, Encoding.UTF8.GetString([.. ids.SelectMany(id => tokenizer.Vocabulary.Bytes(id).ToArray())]));
                },
                iter: 300,
                threads: 1);
        }
    }

    /// <summary>The compatible mode gives what matching added tokens in the rendered text gives, as transformers does.</summary>
    [Fact]
    public void TheCompatibleModeMatchesEverywhere()
    {
        ChatTemplate template = ChatTemplate.Find("chatml")!;
        ByteTokenizer tokenizer = ByteTokenizer.For(template);
        TokenEncoder everywhere = tokenizer.CreateEncoder(AddedTokenMatching.All);
        ChatKit.Plain.Sample(
            conversation =>
            {
                TextBuffer text = new();
                text.Append(Encoding.UTF8.GetBytes(ChatKit.ToText(template, conversation)));
                TokenBuffer expected = new();
                everywhere.Encode(text.Text, expected);
                Assert.Equal(expected.Ids.ToArray(), ChatKit.Encode(tokenizer, template, conversation, control: ControlText.Everywhere).Ids);
            },
            iter: 300,
            threads: 1);
    }

    private static string Show(ChatTemplate template, Conversation conversation, bool addGenerationPrompt = false)
    {
        RenderedChat rendered = new();
        template.Render(conversation, new ChatRendering(addGenerationPrompt), rendered);
        StringBuilder text = new();
        bool trained = false;
        foreach (ChatPiece piece in rendered.Pieces)
        {
            if (piece.Kind != ChatPieceKind.Seam && piece.Turn >= 0 != trained)
            {
                trained = !trained;
                text.Append(trained ? '«' : '»');
            }

            text.Append(piece.Kind switch
            {
                ChatPieceKind.Seam => "·",
                ChatPieceKind.Special => $"{{{template.Specials[piece.Special].Text}}}",
                _ => Encoding.UTF8.GetString(rendered.Bytes(piece)),
            });
        }

        return text.Append(trained ? "»" : "").ToString();
    }
}
