using System;

namespace PipelineDsl;

/// <summary>The ids of a tokenizer as units of shingles. One per worker; its memory is reused.</summary>
[Scratch]
public sealed unsafe class ShingleTokens : IShingleUnits
{
    private readonly TextBuffer _text = new();
    private readonly TokenBuffer _ids = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private TokenEncoder? _encoder;
    private Tokenizer? _tokenizer;
    private int _count;

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, _count);

    /// <summary>Takes a text.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="text">The text, UTF-8.</param>
    internal void Take(Tokenizer tokenizer, ReadOnlySpan<byte> text)
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
        _hashes.Begin();
        _count = _ids.Count;
        ulong* hashes = _hashes.Take(_count);
        ReadOnlySpan<int> ids = _ids.Ids;
        for (int i = 0; i < ids.Length; i++)
        {
            hashes[i] = TextHash.Combine((uint)ids[i], 2);
        }
    }
}
