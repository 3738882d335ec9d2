using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Cuts text by a chain of pre-tokenizers, and leaves the pieces to the encoder of a model.</summary>
/// <param name="steps">The pre-tokenizers.</param>
/// <param name="decodesBytes">Whether the pieces are in <see cref="ByteAlphabet"/> and the model wants bytes.</param>
/// <param name="pieces">What the model's encoder reads the cuts from.</param>
/// <param name="model">Encodes a text that is the pieces, one behind the other.</param>
internal sealed unsafe class ChainEncoder(IEnumerable<Func<PreTokenStep>> steps, bool decodesBytes, ListedPieces pieces, TokenEncoder model) : TokenEncoder
{
    private readonly PreTokenStep[] _steps = [.. steps.Select(static create => create())];
    private readonly PreTokens _preTokens = new();
    private readonly TextBuffer _joined = new();

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output) => EncodeSection(text, isStart: true, output);

    /// <inheritdoc/>
    internal override void EncodeSection(PaddedText text, bool isStart, TokenBuffer output)
    {
        if (text.Length == 0)
        {
            return;
        }

        _preTokens.Begin(text, isStart);
        foreach (PreTokenStep step in _steps)
        {
            step.Apply(_preTokens);
        }

        pieces.Clear();
        if (decodesBytes || !_preTokens.IsWhole)
        {
            model.Encode(Join(), output);
            return;
        }

        for (int i = 0; i < _preTokens.Count; i++)
        {
            pieces.Add(_preTokens.End(i));
        }

        model.Encode(new PaddedText(_preTokens.Text, _preTokens.Length), output);
    }

    /// <inheritdoc/>
    public override void Forget() => model.Forget();

    /// <inheritdoc/>
    public override void Free() => model.Free();

    /// <summary>Copies the pieces, one behind the other.</summary>
    private PaddedText Join()
    {
        _joined.Clear();
        for (int i = 0; i < _preTokens.Count; i++)
        {
            ReadOnlySpan<byte> piece = _preTokens.Bytes(i);
            if (decodesBytes)
            {
                if (!ByteAlphabet.TryDecode(piece, _joined.Reserve(piece.Length), out int count))
                {
                    throw new InvalidOperationException("a piece is not in the alphabet of bytes");
                }

                _joined.Advance(count);
            }
            else
            {
                _joined.Append(piece);
            }

            pieces.Add(_joined.Length);
        }

        return _joined.Text;
    }
}
