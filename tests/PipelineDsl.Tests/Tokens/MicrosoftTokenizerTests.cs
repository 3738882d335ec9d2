using System;
using System.Text;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

/// <summary>A tokenizer of Microsoft.ML.Tokenizers, and one of the user's own, take part by name.</summary>
public class MicrosoftTokenizerTests
{
    [Fact]
    public void IdsAndTextAreTheOriginals()
    {
        TiktokenTokenizer inner = TiktokenTokenizer.CreateForEncoding("cl100k_base");
        MicrosoftTokenizer tokenizer = new("adapted", inner, 100277, endOfText: 100257);
        const string Text = "Hello, 世界! It's 12345 tests.";
        TokenBuffer ids = new();
        TextBuffer utf8 = new();
        TextBuffer decoded = new();
        utf8.Append(Encoding.UTF8.GetBytes(Text));
        tokenizer.CreateEncoder().Encode(utf8.Text, ids);
        tokenizer.Decode(ids.Ids, decoded);
        Assert.Equal(inner.EncodeToIds(Text), ids.Ids.ToArray());
        Assert.Equal(Text, Encoding.UTF8.GetString(decoded.Bytes));
        Assert.Equal(100257, tokenizer.Vocabulary.EndOfText);
        Assert.True(tokenizer.Vocabulary.IsSpecial(100257));
        Assert.Equal("Hello"u8.ToArray(), tokenizer.Vocabulary.Bytes(9906).ToArray());
    }

    [Fact]
    public void ARegisteredNameIsLoadedOnce()
    {
        int loads = 0;
        PipelineDsl.Tokenizer.Register("test-registered", () =>
        {
            loads++;
            return PipelineDsl.Tokenizer.Load("cl100k_base");
        });
        Assert.True(PipelineDsl.Tokenizer.IsKnown("test-registered"));
        Assert.Same(PipelineDsl.Tokenizer.Load("test-registered"), PipelineDsl.Tokenizer.Load("test-registered"));
        Assert.Equal(1, loads);
        Assert.Throws<ArgumentException>(() => PipelineDsl.Tokenizer.Register("test-registered", () => PipelineDsl.Tokenizer.Load("cl100k_base")));
        Assert.Throws<ArgumentException>(() => PipelineDsl.Tokenizer.Register("a/b", () => PipelineDsl.Tokenizer.Load("cl100k_base")));
    }
}
