using System;

namespace PipelineDsl;

/// <summary>What a worker keeps for <see cref="TokenRules"/>: the encoder, and what it counted.</summary>
[Scratch]
public sealed class TokenCountMemory
{
    private readonly TextBuffer _text = new();
    private readonly TokenBuffer _ids = new();
    private TokenEncoder? _encoder;
    private Tokenizer? _tokenizer;

    /// <summary>Tokens of the last text.</summary>
    internal int Tokens { get; private set; }

    /// <summary>Code points of the last text.</summary>
    internal int Characters { get; private set; }

    /// <summary>Counts a text.</summary>
    internal unsafe void Count(Tokenizer tokenizer, ReadOnlySpan<byte> text)
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
        Tokens = _ids.Count;
        Characters = CharacterCount.Of(_text.Start, _text.Length);
    }
}
