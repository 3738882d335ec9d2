using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl;

/// <summary>A tokenizer that does the steps of a <c>tokenizer.json</c> one after the other: normalizers, pre-tokenizers, the model.</summary>
internal sealed class ChainTokenizer : Tokenizer
{
    private readonly IReadOnlyList<Func<TextNormalizer>> _normalizers;
    private readonly IReadOnlyList<Func<PreTokenStep>> _steps;
    private readonly bool _decodesBytes;
    private readonly Func<ListedPieces, TokenEncoder> _createModel;
    private readonly Func<IReadOnlyList<int>, string>? _decode;

    /// <summary>Creates a tokenizer.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="vocabulary">Its tokens.</param>
    /// <param name="hash">The hash of all that ids depend on.</param>
    /// <param name="normalizers">What makes the normalizers of a worker.</param>
    /// <param name="steps">What makes the pre-tokenizers of a worker.</param>
    /// <param name="decodesBytes">Whether the pre-tokenizers leave pieces in <see cref="ByteAlphabet"/>, and the model wants bytes.</param>
    /// <param name="createModel">Makes the encoder of the model, given where it reads the cuts.</param>
    /// <param name="decode">Turns ids into text; null if the tokens' bytes, joined, are the text.</param>
    public ChainTokenizer(
        string name,
        TokenVocabulary vocabulary,
        string hash,
        IReadOnlyList<Func<TextNormalizer>> normalizers,
        IReadOnlyList<Func<PreTokenStep>> steps,
        bool decodesBytes,
        Func<ListedPieces, TokenEncoder> createModel,
        Func<IReadOnlyList<int>, string>? decode)
        : base(name, vocabulary, hash)
    {
        _normalizers = normalizers;
        _steps = steps;
        _decodesBytes = decodesBytes;
        _createModel = createModel;
        _decode = decode;
    }

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder() => Normalizing(CreateInner());

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder(AddedTokenMatching matching)
        => matching == AddedTokenMatching.None
            ? CreateEncoder()
            : AddedTokenEncoder.Around(Vocabulary.Added, CreateInner(), Normalizing, text => NormalizerChain.Apply(_normalizers, text));

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<int> ids, TextBuffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (int id in ids)
        {
            if (Vocabulary.Kind(id) == TokenKind.None)
            {
                throw new ArgumentOutOfRangeException(nameof(ids), id, "the vocabulary has no such id");
            }
        }

        if (_decode is null)
        {
            base.Decode(ids, text);
        }
        else
        {
            text.Append(Encoding.UTF8.GetBytes(_decode(ids.ToArray())));
        }
    }

    private ChainEncoder CreateInner()
    {
        ListedPieces pieces = new();
        return new ChainEncoder(_steps, _decodesBytes, pieces, _createModel(pieces));
    }

    private TokenEncoder Normalizing(TokenEncoder inner) => _normalizers.Count == 0 ? inner : new NormalizerChainEncoder(new NormalizerChain(_normalizers), inner);
}
