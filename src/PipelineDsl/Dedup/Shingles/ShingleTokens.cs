using System;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>The ids of a tokenizer as units of shingles. One per worker; its memory is reused.</summary>
[Scratch]
public sealed unsafe class ShingleTokens : IShingleUnits
{
    private readonly TextBuffer _text = new();
    private readonly TokenBuffer _ids = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private TokenEncoder? _encoder;
    private string? _tokenizer;
    private int _count;

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, _count);

    /// <summary>Takes a text.</summary>
    /// <param name="tokenizer">The tokenizer's name.</param>
    /// <param name="text">The text, UTF-8.</param>
    /// <exception cref="RunException">There is no tokenizer of that name.</exception>
    internal void Take(string tokenizer, ReadOnlySpan<byte> text)
    {
        if (_encoder is null || _tokenizer != tokenizer)
        {
            _encoder = Tokenizer.IsKnown(tokenizer)
                ? Tokenizer.Load(tokenizer).CreateEncoder()
                : throw new RunException(
                    "PDSL2007",
                    $"there is no tokenizer '{tokenizer}' for shingles; name one that comes with the library, such as o200k_base, or register yours with Tokenizer.Register");
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
