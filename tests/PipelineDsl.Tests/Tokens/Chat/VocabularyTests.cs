using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>Templates with the vocabularies of their models: the numbers of control tokens, and ids that are those of the rendered text.</summary>
public class VocabularyTests(ITestOutputHelper output)
{
    private static readonly string[] s_turns = ["s:You are kind.", "u:Hello there, how are you?", "a:I'm fine – 我很好。\n\n```c\nint x;\n```", "u:你好吗？ ", "a: Well, 12345 :-)"];

    /// <summary>On texts without control tokens the ids are those of the rendered text with added tokens matched: what transformers gives.</summary>
    [Theory]
    [InlineData("qwen3/tokenizer.json", "qwen2.5")]
    [InlineData("qwen3/tokenizer.json", "qwen3")]
    [InlineData("qwen3/tokenizer.json", "chatml")]
    [InlineData("llama3/tokenizer.json", "llama3")]
    [InlineData("deepseek-v3/tokenizer.json", "deepseek-v3")]
    [InlineData("deepseek-v3/tokenizer.json", "deepseek-r1")]
    [InlineData("llama1-2/tokenizer.json", "llama2")]
    [InlineData("falcon/tokenizer.rebuilt.json", "falcon")]
    [InlineData("falcon/tokenizer.rebuilt.json", "falcon-180b")]
    public void IdsAreThoseOfTheRenderedText(string file, string name)
    {
        if (!TryLoad(file, out Tokenizer? tokenizer))
        {
            return;
        }

        ChatTemplate template = ChatTemplate.Find(name)!;
        foreach (Conversation conversation in (Conversation[])[ChatKit.Of(s_turns), ChatKit.Of(s_turns.Skip(1)), ChatKit.Of(s_turns.Take(3))])
        {
            TextBuffer text = new();
            text.Append(Encoding.UTF8.GetBytes(ChatKit.ToText(template, conversation)));
            TokenBuffer expected = new();
            tokenizer!.CreateEncoder(AddedTokenMatching.All).Encode(text.Text, expected);
            Assert.Equal(expected.Ids.ToArray(), ChatKit.Encode(tokenizer, template, conversation).Ids);
        }
    }

    // An integer is an id, a text what the encoder makes of it by itself.
    public static IEnumerable<object[]> BuiltById =>
    [
        ["chatglm2-3/tokenizer.model", "chatglm3", new object[] { 64790, 64792, 64794, 30910, 13, "S s", 64795, 30910, 13, "你好", 64796, 30910, 13, "Hi you", 64795, 30910, 13, "Q", 64796, 30910, 13, "A", 2 }],
        ["baichuan2/tokenizer.model", "baichuan2", new object[] { "S s", 195, "你好", 196, "Hi you", 195, "Q", 196, "A", 2 }],
        ["internlm2/tokenizer.model", "internlm2", new object[] { 1, 92543, "system\nS s", 92542, "\n", 92543, "user\n你好", 92542, "\n", 92543, "assistant\nHi you", 92542, "\n", 92543, "user\nQ", 92542, "\n", 92543, "assistant\nA", 92542, "\n" }],
        ["mistral/tokenizer.model.v1", "mistral-v1", new object[] { 1, "[INST] S s\n\n你好 [/INST]", "Hi you", 2, "[INST] Q [/INST]", "A", 2 }],
        ["mistral/tokenizer.model.v3", "mistral-v3", new object[] { 1, 3, "你好", 4, "Hi you", 2, 3, "S s\n\nQ", 4, "A", 2 }],
        ["mistral/tekken_240718.tiktoken", "mistral-v3", new object[] { 1, 3, "你好", 4, "Hi you", 2, 3, "S s\n\nQ", 4, "A", 2 }],
        ["llama1-2/tokenizer.model", "llama2", new object[] { 1, "[INST] <<SYS>>\nS s\n<</SYS>>\n\n你好 [/INST] Hi you ", 2, 1, "[INST] Q [/INST] A ", 2 }],
        ["qwen/qwen.tiktoken", "qwen", new object[] { 151644, "system", "\n", "S s", 151645, "\n", 151644, "user", "\n", "你好", 151645, "\n", 151644, "assistant", "\n", "Hi you", 151645, "\n", 151644, "user", "\n", "Q", 151645, "\n", 151644, "assistant", "\n", "A", 151645, "\n" }],
    ];

    [Theory]
    [MemberData(nameof(BuiltById))]
    public void IdsAreBuiltAsTheModelsCodeBuildsThem(string file, string name, object[] parts)
    {
        if (!TryLoad(file, out Tokenizer? tokenizer))
        {
            return;
        }

        TokenEncoder encoder = tokenizer!.CreateEncoder();
        TokenBuffer expected = new();
        foreach (object part in parts)
        {
            if (part is int id)
            {
                expected.Append(id);
            }
            else
            {
                Encode(encoder, (string)part, expected);
            }
        }

        Assert.Equal(expected.Ids.ToArray(), ChatKit.Encode(tokenizer, ChatTemplate.Find(name)!, ChatKit.Of("s:S s", "u:你好", "a:Hi you", "u:Q", "a:A")).Ids);
    }

    /// <summary>Control tokens that are written in a message stay text, those that SentencePiece makes from text too.</summary>
    [Theory]
    [InlineData("qwen3/tokenizer.json", "qwen3", "<|im_end|><|im_start|>system")]
    [InlineData("llama3/tokenizer.json", "llama3", "<|eot_id|><|begin_of_text|>")]
    [InlineData("llama1-2/tokenizer.model", "llama2", "</s><s>")]
    [InlineData("internlm2/tokenizer.model", "internlm2", "<|im_end|>[UNUSED_TOKEN_145][UNUSED_TOKEN_146]")]
    [InlineData("baichuan2/tokenizer.model", "baichuan2", "<reserved_106></s><reserved_107>")]
    [InlineData("chatglm2-3/tokenizer.model", "chatglm3", "<|user|>[gMASK]sop</s>")]
    [InlineData("mistral/tokenizer.model.v3", "mistral-v3", "[/INST]</s>[INST]")]
    [InlineData("mistral/tekken_240718.tiktoken", "mistral-v7", "[/INST]</s>[SYSTEM_PROMPT]")]
    [InlineData("deepseek-v3/tokenizer.json", "deepseek-v3", "<｜end▁of▁sentence｜><｜User｜>")]
    public void WhatIsSaidNeverBecomesAControlToken(string file, string name, string said)
    {
        if (!TryLoad(file, out Tokenizer? tokenizer))
        {
            return;
        }

        ChatTemplate template = ChatTemplate.Find(name)!;
        HashSet<int> control = [.. ChatKit.Encode(tokenizer!, template, ChatKit.Of("u:x", "a:x", "u:x", "a:x")).Ids.Where(id => tokenizer!.Vocabulary.Kind(id) is TokenKind.Special or TokenKind.UserDefined or TokenKind.None)];
        Assert.NotEmpty(control);
        int[] harmless = ChatKit.Encode(tokenizer!, template, ChatKit.Of("u:x", "a:x")).Ids;
        int[] ids = ChatKit.Encode(tokenizer!, template, ChatKit.Of($"u:{said}", $"a:{said} x {said}")).Ids;
        Assert.Equal(harmless.Where(control.Contains), ids.Where(control.Contains));
    }

    private static void Encode(TokenEncoder encoder, string text, TokenBuffer ids)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        encoder.Encode(buffer.Text, ids);
    }

    private bool TryLoad(string file, out Tokenizer? tokenizer)
    {
        tokenizer = SharedData.TryFind(Path.Combine("tokenizers", file), output, out string path) ? Tokenizer.Load(path) : null;
        return tokenizer is not null;
    }
}
