using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Tokens.Chat;

/// <summary>A tokenizer whose ordinary ids are the bytes: what became a control token, and what each id stands for, can be read off.</summary>
internal sealed class ByteTokenizer : Tokenizer
{
    public const int FirstControl = 256;

    private ByteTokenizer(TokenVocabulary vocabulary)
        : base("bytes", vocabulary, "0")
    {
    }

    /// <summary>The control tokens get the ids from 256 on, in order.</summary>
    public static ByteTokenizer With(params IEnumerable<string> control)
    {
        TokenVocabularyBuilder builder = new(512, 4096);
        for (int b = 0; b < FirstControl; b++)
        {
            builder.Add(b, [(byte)b]);
        }

        foreach ((int i, string text) in control.Index())
        {
            builder.Add(new AddedToken(FirstControl + i, text));
        }

        builder.EndOfText = FirstControl;
        return new ByteTokenizer(builder.Build());
    }

    /// <summary>All control tokens of a template, and others that look like some.</summary>
    public static ByteTokenizer For(ChatTemplate template)
        => With(template.Specials.Select(static s => s.Text).Concat(["<tool_call>", "</tool_call>", "<think>", "</think>", "<|end|>", "<s>", "</s>", "<|im_end|>", "<|eot_id|>", "[INST]", "[/INST]", "<|user|>"]).Distinct());

    public override TokenEncoder CreateEncoder() => new Encoder();

    /// <summary>The ids as text, control tokens in braces.</summary>
    public string Show(IEnumerable<int> ids)
    {
        StringBuilder text = new();
        List<byte> bytes = [];
        foreach (int id in ids.Append(-1))
        {
            if (id is >= 0 and < FirstControl)
            {
                bytes.Add((byte)id);
                continue;
            }

            text.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
            text.Append(id < 0 ? "" : id < Vocabulary.Size ? $"{{{Encoding.UTF8.GetString(Vocabulary.Bytes(id))}}}" : $"{{+{id - Vocabulary.Size}}}");
        }

        return text.ToString();
    }

    private sealed class Encoder : TokenEncoder
    {
        public override void Encode(PaddedText text, TokenBuffer output)
        {
            foreach (byte b in text.Bytes)
            {
                output.Append(b);
            }
        }
    }
}
