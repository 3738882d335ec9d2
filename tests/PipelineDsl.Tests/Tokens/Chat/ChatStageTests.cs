using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>Flags of the loss, truncation, and what a tokenizer must have.</summary>
public class ChatStageTests
{
    private const string Generating = "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}{% else %}{{ m.content }}<|im_end|>{% endif %}\n{{ '' }}{% endfor %}";
    private const string Plain = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{{ '' }}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{{ '' }}{% endif %}";

    [Theory]
    [InlineData(TrainedTurns.AllAssistant, "A{<|im_end|>}B{<|im_end|>}")]
    [InlineData(TrainedTurns.LastAssistant, "B{<|im_end|>}")]
    public void TheTurnsOfTheAssistantAreTrained(TrainedTurns train, string expected)
    {
        foreach (ChatTemplate template in (ChatTemplate[])[ChatTemplate.Find("chatml")!, Jinja(Generating), Jinja(Plain)])
        {
            Assert.Equal(expected, Trained(template, ChatKit.Of("s:S", "u:Q", "a:A", "u:R", "a:B", "u:T"), train));
        }
    }

    [Fact]
    public void NothingIsFlaggedWhereEverythingIsTrained()
        => Assert.Empty(ChatKit.Encode(ByteTokenizer.For(ChatTemplate.Find("chatml")!), ChatTemplate.Find("chatml")!, ChatKit.Of("u:Q", "a:A"), TrainedTurns.Everything).Loss);

    [Fact]
    public void ATurnOfWeightNothingIsNotTrained()
    {
        Conversation conversation = ChatKit.Read("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A","weight":0},{"role":"user","content":"R"},{"role":"assistant","content":"B","weight":1}]}""");
        Assert.Equal("B{<|im_end|>}", Trained(ChatTemplate.Find("chatml")!, conversation));
    }

    /// <summary>Three ways to say what is trained agree: the family, a template with generation blocks, one without.</summary>
    [Fact]
    public void TemplatesAgreeOnWhatIsTrained()
        => ChatKit.Plain.Sample(
            conversation =>
            {
                string family = Trained(ChatTemplate.Find("chatml")!, conversation);
                Assert.Equal(family, Trained(Jinja(Generating), conversation));
                Assert.Equal(family, Trained(Jinja(Plain), conversation));
            },
            iter: 100,
            threads: 1);

    /// <summary>Exactly what the assistant says and the token behind it is trained, whatever stands around it.</summary>
    [Fact]
    public void FlagsCoverExactlyWhatTheAssistantSays()
    {
        ChatTemplate template = ChatTemplate.Find("deepseek-v3")!;
        ChatKit.Plain.Sample(
            conversation =>
            {
                string expected = string.Concat(Enumerable.Range(0, conversation.Count)
                    .Where(i => conversation[i].Role == TurnRole.Assistant)
                    .Select(i => Encoding.UTF8.GetString(conversation[i].Content) + "{<｜end▁of▁sentence｜>}"));
                Assert.Equal(expected, Trained(template, conversation));
            },
            iter: 300,
            threads: 1);
    }

    /// <summary>Tokens that reach over a border are the trained side's; where the bytes of ids do not tell, beginnings of the text do.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATokenAcrossABorderIsTrained(bool hidesBytes)
    {
        PairTokenizer tokenizer = new(hidesBytes);
        ChatTemplate template = ChatTemplate.Find("falcon-180b")!;
        (int[] ids, byte[] loss) = ChatKit.Encode(tokenizer, template, ChatKit.Of("u:ab", "a:cd"));
        string shown = string.Concat(ids.Zip(loss).Select(p => p.Second == 1 ? $"[{PairTokenizer.Text(p.First)}]" : PairTokenizer.Text(p.First)));
        Assert.Equal("User: ab\nFalcon[: ][cd]", shown);
    }

    [Theory]
    [InlineData(DroppedTurns.Last, 1000, "S1Q1A2Q2A3Q3A")]
    [InlineData(DroppedTurns.Last, 23, "S1Q1A2Q2A3Q3A")]
    [InlineData(DroppedTurns.Last, 22, "S1Q1A2Q2A")]
    [InlineData(DroppedTurns.Last, 16, "S1Q1A2Q2A")]
    [InlineData(DroppedTurns.Last, 15, "S1Q1A")]
    [InlineData(DroppedTurns.First, 22, "S2Q2A3Q3A")]
    [InlineData(DroppedTurns.First, 9, "S3Q3A")]
    public void WholeExchangesAreDropped(DroppedTurns drop, int maxTokens, string expected)
    {
        ChatTemplate template = ChatTemplate.Find("deepseek-v3")!;
        (int[] ids, _) = ChatKit.Encode(ByteTokenizer.For(template), template, ChatKit.Of("s:S", "u:1Q", "a:1A", "u:2Q", "a:2A", "u:3Q", "a:3A"), maxTokens: maxTokens, drop: drop);
        Assert.True(ids.Length <= maxTokens);
        Assert.Equal(expected, Encoding.UTF8.GetString([.. ids.Where(static id => id < ByteTokenizer.FirstControl).Select(static id => (byte)id)]));
    }

    [Theory]
    [InlineData(DroppedTurns.Last, 8)]
    [InlineData(DroppedTurns.First, 8)]
    [InlineData(DroppedTurns.None, 15)]
    public void WhatDoesNotFitAtAllIsTooLong(DroppedTurns drop, int maxTokens)
    {
        ChatTemplate template = ChatTemplate.Find("deepseek-v3")!;
        ChatStage stage = new(ByteTokenizer.For(template), template, TrainedTurns.AllAssistant, maxTokens, drop, ControlText.TemplateOnly);
        Assert.Equal(ChatOutcome.TooLong, stage.Encode(ChatKit.Of("s:S", "u:1Q", "a:1A", "u:2Q", "a:2A"), new TokenBuffer()));
    }

    [Fact]
    public void AConversationWithoutAnAnswerIsNotLeft()
    {
        ChatTemplate template = ChatTemplate.Find("deepseek-v3")!;
        ChatStage stage = new(ByteTokenizer.For(template), template, TrainedTurns.AllAssistant, 8, DroppedTurns.Last, ControlText.TemplateOnly);
        Assert.Equal(ChatOutcome.TooLong, stage.Encode(ChatKit.Of("u:1Q", "u:2Q", "a:2A"), new TokenBuffer()));
    }

    /// <summary>What is left of a long conversation is what the same conversation without the dropped exchanges gives, and no longer one would fit.</summary>
    [Fact]
    public void TruncationNeverCutsATurn()
    {
        ChatTemplate template = ChatTemplate.Find("qwen2.5")!;
        ByteTokenizer tokenizer = ByteTokenizer.For(template);
        Gen.Select(ChatKit.Plain, Gen.Int[80, 400], Gen.Bool).Sample(
            (conversation, maxTokens, fromStart) =>
            {
                Conversation[] shorter = [.. Shorter(conversation, fromStart)];
                int[][] whole = [.. shorter.Select(c => ChatKit.Encode(tokenizer, template, c).Ids)];
                TokenBuffer tokens = new();
                ChatOutcome outcome = new ChatStage(tokenizer, template, TrainedTurns.AllAssistant, maxTokens, fromStart ? DroppedTurns.First : DroppedTurns.Last, ControlText.TemplateOnly).Encode(conversation, tokens);
                int[]? expected = whole.FirstOrDefault(w => w.Length <= maxTokens);
                Assert.Equal(expected is null ? ChatOutcome.TooLong : ChatOutcome.Encoded, outcome);
                if (expected is not null)
                {
                    Assert.Equal(expected, tokens.Ids.ToArray());
                }
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void ATokenizerWithoutTheTemplatesTokensIsRefused()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new ChatEncoder(ByteTokenizer.With("<|endoftext|>"), ChatTemplate.Find("chatml")!, ControlText.TemplateOnly));
        Assert.Equal("the tokenizer bytes has no token <|im_start|>, which the chat template chatml needs", exception.Message);
    }

    [Fact]
    public void TokensOfTheCodeHaveIdsBehindTheVocabulary()
    {
        ByteTokenizer tokenizer = ByteTokenizer.With("</s>");
        ChatEncoder encoder = new(tokenizer, ChatTemplate.Find("chatglm3")!, ControlText.TemplateOnly);
        Assert.Equal(tokenizer.Vocabulary.Size + 9, encoder.VocabularySize);
        (int[] ids, _) = ChatKit.Encode(tokenizer, ChatTemplate.Find("chatglm3")!, ChatKit.Of("u:Q", "a:A"));
        Assert.Equal("{+1}{+3}{+6}\nQ{+7}\nA{</s>}", tokenizer.Show(ids));
    }

    [Fact]
    public void EncodingAllocatesNothing()
    {
        foreach (string name in ChatTemplate.Names.Where(static n => n != "chatglm2"))
        {
            ChatTemplate template = ChatTemplate.Find(name)!;
            ChatStage stage = new(ByteTokenizer.For(template), template, TrainedTurns.AllAssistant, 0, DroppedTurns.Last, ControlText.TemplateOnly);
            byte[] json = Encoding.UTF8.GetBytes("""{"messages":[{"role":"system","content":"S\n"},{"role":"user","content":"Q\u00e4"},{"role":"assistant","content":"A"},{"role":"user","content":"R"},{"role":"assistant","content":"B"}]}""");
            TokenBuffer tokens = new();
            Assert.Equal(ChatOutcome.Encoded, stage.Encode(json, tokens));
            Assert.Equal(0, Allocation.OfCall(() => stage.Encode(json, tokens)));
        }
    }

    private static JinjaChatTemplate Jinja(string source) => ChatKit.Jinja(source, added: ["<|im_start|>", "<|im_end|>"]);

    private static string Trained(ChatTemplate template, Conversation conversation, TrainedTurns train = TrainedTurns.AllAssistant)
    {
        ByteTokenizer tokenizer = ByteTokenizer.With(template.Specials.Select(static s => s.Text).Concat(["<|im_start|>", "<|im_end|>"]).Distinct());
        (int[] ids, byte[] loss) = ChatKit.Encode(tokenizer, template, conversation, train);
        return tokenizer.Show(ids.Zip(loss).Where(static p => p.Second == 1).Select(static p => p.First));
    }

    private static IEnumerable<Conversation> Shorter(Conversation conversation, bool fromStart)
    {
        string[] turns = [.. Enumerable.Range(0, conversation.Count).Select(i => $"{"suat"[(int)conversation[i].Role]}:{Encoding.UTF8.GetString(conversation[i].Content)}")];
        string[] system = [.. turns.TakeWhile(static t => t[0] == 's')];
        string[] rest = turns[system.Length..];
        for (int exchanges = rest.Length / 2; exchanges > 0; exchanges--)
        {
            yield return ChatKit.Of(system.Concat(fromStart ? rest.TakeLast(2 * exchanges) : rest.Take(2 * exchanges)));
        }
    }

    /// <summary>Makes one id of each two characters <c>: </c> and <c>cd</c>, and one of each other byte.</summary>
    private sealed class PairTokenizer(bool hidesBytes) : Tokenizer("pairs", Build(hidesBytes), "0")
    {
        private static readonly string[] s_pairs = [": ", "cd"];

        public static string Text(int id) => id < 256 ? ((char)id).ToString() : s_pairs[id - 256];

        public override TokenEncoder CreateEncoder() => new Encoder();

        private static TokenVocabulary Build(bool hidesBytes)
        {
            TokenVocabularyBuilder builder = new(512, 4096);
            for (int b = 0; b < 256; b++)
            {
                builder.Add(b, hidesBytes ? "normalized"u8 : [(byte)b]);
            }

            for (int i = 0; i < s_pairs.Length; i++)
            {
                builder.Add(256 + i, Encoding.UTF8.GetBytes(s_pairs[i]));
            }

            return builder.Build();
        }

        private sealed class Encoder : TokenEncoder
        {
            public override void Encode(PaddedText text, TokenBuffer output)
            {
                string characters = Encoding.Latin1.GetString(text.Bytes);
                for (int i = 0; i < characters.Length; i++)
                {
                    int pair = Array.FindIndex(s_pairs, p => string.CompareOrdinal(characters, i, p, 0, 2) == 0);
                    output.Append(pair >= 0 ? 256 + pair : characters[i]);
                    i += pair >= 0 ? 1 : 0;
                }
            }
        }
    }
}
