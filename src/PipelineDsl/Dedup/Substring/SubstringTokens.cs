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
    private Tokenizer? _tokenizer;

    /// <summary>Writes a sketch, unless the text has too few tokens.</summary>
    /// <exception cref="RunException">The tokens do not spell the text.</exception>
    internal void Write(Tokenizer tokenizer, ReadOnlySpan<byte> text, int minLength, Sketch sketch)
    {
        if (_encoder is null || _tokenizer != tokenizer)
        {
            _encoder = tokenizer.CreateEncoder();
            _tokenizer = tokenizer;
        }

        _text.Clear();
        _text.Append(text);
        _ids.Clear();
        _encoder.Encode(_text.Text, _ids);
        if (_ids.Count >= minLength && !TokenSymbol.Write(sketch, _ids.Ids, tokenizer.Vocabulary, text))
        {
            throw new RunException(
                "PDSL2019",
                $"the tokens of '{tokenizer.Name}' do not spell the text that they were made from, so that [ExactSubstringTokens] cannot say what to cut; name a tokenizer of bytes, such as o200k_base, or use [ExactSubstring]");
        }
    }
}
