using System;
using System.Collections.Generic;
using System.Text;

namespace PipelineDsl;

/// <summary>A tokenizer whose vocabulary is pieces of characters with the space among them: the models that SentencePiece trains, in its own files and in Hugging Face's.</summary>
/// <remarks>
/// Decoding gives the normalized text: without what normalization took away, and with a space where the text had U+2581. Without a normalisation map, and without
/// U+2581 in it, that is the text.
/// </remarks>
internal sealed class SentencePieceTokenizer : Tokenizer
{
    private readonly SentencePieceNormalizer _normalizer;
    private readonly Func<TokenEncoder> _createEncoder;

    /// <summary>Creates a tokenizer of a BPE model.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="vocabulary">The pieces by id, with spaces for U+2581.</param>
    /// <param name="model">The model.</param>
    /// <param name="normalizer">What is done with text first.</param>
    /// <param name="rules">What else ids depend on, such as the hash of the normalisation map and the merges.</param>
    public SentencePieceTokenizer(string name, TokenVocabulary vocabulary, CharacterPairModel model, SentencePieceNormalizer normalizer, string rules)
        : this(name, vocabulary, "bpe", normalizer, rules, () => new BytePairEncoder<PieceCutter>(model, new PieceCutter(model.Borders)))
        => Pairs = model;

    /// <summary>Creates a tokenizer of a Unigram model.</summary>
    /// <inheritdoc cref="SentencePieceTokenizer(string, TokenVocabulary, CharacterPairModel, SentencePieceNormalizer, string)"/>
    public SentencePieceTokenizer(string name, TokenVocabulary vocabulary, UnigramModel model, SentencePieceNormalizer normalizer, string rules)
        : this(name, vocabulary, "unigram", normalizer, rules, () => new UnigramEncoder(model))
    {
    }

    private SentencePieceTokenizer(string name, TokenVocabulary vocabulary, string model, SentencePieceNormalizer normalizer, string rules, Func<TokenEncoder> createEncoder)
        : base(name, vocabulary, new TokenizerHash($"sentencepiece {model} {normalizer.Rules}").Add(rules).Add(vocabulary).ToString())
    {
        _normalizer = normalizer;
        _createEncoder = createEncoder;
    }

    /// <summary>The model, if it is one of BPE.</summary>
    public CharacterPairModel? Pairs { get; }

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder() => new SentencePieceEncoder(_normalizer, _createEncoder());

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<int> ids, TextBuffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool atStart = _normalizer.Prefix is SpacePrefix.Always or SpacePrefix.Missing or SpacePrefix.MissingAtStart;
        foreach (int id in ids)
        {
            ReadOnlySpan<byte> piece = Vocabulary.Bytes(id);
            if (atStart && !Vocabulary.IsSpecial(id))
            {
                piece = piece is [(byte)' ', ..] ? piece[1..] : piece;
                atStart = false;
            }

            text.Append(piece);
        }

        if (_normalizer.Prefix == SpacePrefix.Behind && text.Bytes is [.., (byte)' '])
        {
            text.Truncate(text.Length - 1);
        }
    }

    /// <summary>Makes the vocabulary of pieces: what each is in the text.</summary>
    /// <param name="pieces">The pieces by id.</param>
    /// <param name="unknownText">What stands for the unknown piece in a text, SentencePiece's <c>unk_surface</c>.</param>
    /// <param name="texts">The texts of pieces that stand for others than their own, or null.</param>
    public static TokenVocabularyBuilder BuildVocabulary(IReadOnlyList<SentencePiece> pieces, byte[] unknownText, IReadOnlyDictionary<string, string>? texts = null)
    {
        TokenVocabularyBuilder builder = new(pieces.Count, 8 * pieces.Count);
        for (int id = 0; id < pieces.Count; id++)
        {
            (byte[] piece, _, TokenKind kind) = pieces[id];
            switch (kind)
            {
                case TokenKind.None:
                    break;
                case TokenKind.Special:
                    builder.Add(new AddedToken(id, Encoding.UTF8.GetString(piece)));
                    break;
                case TokenKind.Byte:
                    builder.Add(id, [(byte)Math.Max(0, PieceOptions.ByteOf(piece))], kind);
                    break;
                case TokenKind.Unknown:
                    builder.Add(id, unknownText, kind);
                    break;
                default:
                    builder.Add(
                        id,
                        texts is not null && texts.TryGetValue(Encoding.UTF8.GetString(piece), out string? other) ? Encoding.UTF8.GetBytes(other) : PieceOptions.Unescape(piece),
                        kind);
                    break;
            }
        }

        return builder;
    }
}
