using System;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>Writes the ids of a text with their places. One per worker; its memory is reused.</summary>
[Scratch]
public sealed class SubstringTokens
{
    private readonly TextBuffer _text = new();
    private readonly TokenBuffer _ids = new();
    private TokenEncoder? _encoder;
    private TokenVocabulary? _vocabulary;

    /// <summary>Writes a sketch, unless the text has too few tokens.</summary>
    internal void Write(string tokenizer, ReadOnlySpan<byte> text, int minLength, Sketch sketch)
    {
        if (_encoder is null)
        {
            Tokenizer loaded = Tokenizer.IsKnown(tokenizer)
                ? Tokenizer.Load(tokenizer)
                : throw new RunException(
                    "PDSL2007",
                    $"there is no tokenizer '{tokenizer}' for [ExactSubstringTokens]; name one that comes with the library, such as o200k_base, or register yours with Tokenizer.Register");
            _encoder = loaded.CreateEncoder();
            _vocabulary = loaded.Vocabulary;
        }

        _text.Clear();
        _text.Append(text);
        _ids.Clear();
        _encoder.Encode(_text.Text, _ids);
        if (_ids.Count >= minLength && !TokenSymbol.Write(sketch, _ids.Ids, _vocabulary!, text))
        {
            throw new RunException(
                "PDSL2019",
                $"the tokens of '{tokenizer}' do not spell the text that they were made from, so that [ExactSubstringTokens] cannot say what to cut; name a tokenizer of bytes, such as o200k_base, or use [ExactSubstring]");
        }
    }
}
