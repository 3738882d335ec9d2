using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Makes the tokenizer of a <c>tokenizer.json</c>: the fastest that gives its ids.</summary>
/// <remarks>
/// Byte-level BPE whose steps before the model are one pattern goes to <see cref="BytePairTokenizer"/>, models that only have U+2581 for spaces to <see cref="SentencePieceTokenizer"/>; all others are a
/// <see cref="ChainTokenizer"/>, which does the steps one after the other.
/// </remarks>
internal sealed class TokenizerJsonFactory
{
    private readonly TokenizerJson _file;
    private readonly string _name;
    private readonly TokenizerJsonModel _model;
    private readonly TokenizerJsonNormalizers _normalizers;
    private readonly TokenizerJsonPreTokenizers _preTokenizers;
    private readonly SpecialTokenNames _names;
    private readonly bool _isByteLevel;
    private readonly TokenVocabulary _vocabulary;

    private TokenizerJsonFactory(TokenizerJson file, string name, SpecialTokenNames names)
    {
        _file = file;
        _name = name;
        _model = file.Model;
        _normalizers = TokenizerJsonNormalizers.Parse(file.Normalizer);
        _preTokenizers = TokenizerJsonPreTokenizers.Parse(file.PreTokenizer);
        _isByteLevel = _normalizers.MapsBytes || _preTokenizers.MapsBytes;
        _names = names;
        _vocabulary = BuildVocabulary();
    }

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What reports call it.</param>
    /// <param name="names">What lies beside the file.</param>
    /// <param name="alwaysChain">Whether to do without the fast path: for tests, which compare the two.</param>
    /// <exception cref="InvalidDataException">Something of the file is wrong or not known.</exception>
    public static Tokenizer Create(TokenizerJson file, string name, SpecialTokenNames names, bool alwaysChain = false)
    {
        names.AddTemplate(file.PostProcessor);
        names.AddPadding(file.PaddingId);
        return new TokenizerJsonFactory(file, name, names).Create(alwaysChain);
    }

    private Tokenizer Create(bool alwaysChain) => _model.Type switch
    {
        "BPE" => CreatePairs(alwaysChain),
        "Unigram" => CreateUnigram(alwaysChain),
        "WordPiece" => CreateWordPiece(),
        "WordLevel" => CreateWordLevel(),
        string type => throw new InvalidDataException($"the model '{type}' is not known; known are BPE, Unigram, WordPiece and WordLevel"),
    };

    private Tokenizer CreatePairs(bool alwaysChain)
    {
        BytePairModel? model = _isByteLevel && _model.ContinuingPrefix.Length + _model.WordSuffix.Length == 0 ? new BytePairRanks(_model).CreateModel(_vocabulary) : null;
        if (model is null)
        {
            return CreateCharacterPairs(alwaysChain);
        }

        if (!alwaysChain && _normalizers.IsOnlyForm && _preTokenizers.FindPattern() is { } pattern)
        {
            return new BytePairTokenizer(_name, model, pattern, _normalizers.OnlyForm);
        }

        return CreateChain(
            decodesBytes: _normalizers.MapsBytes || _preTokenizers.LeavesMapped,
            pieces => new BytePairEncoder<ListedPreTokenizer>(model, new ListedPreTokenizer(pieces)));
    }

    /// <summary>BPE over characters: SentencePiece's way of joining words by U+2581 goes to <see cref="SentencePieceTokenizer"/>, which caches words.</summary>
    private Tokenizer CreateCharacterPairs(bool alwaysChain)
    {
        // Of two merges of one pair, the Rust code keeps the last.
        Dictionary<(int, int), int> ranks = new(_model.Merges.Count);
        for (int i = 0; i < _model.Merges.Count; i++)
        {
            ranks[(_model.Merges[i].Left, _model.Merges[i].Right)] = i;
        }

        List<PieceMerge> merges = new(ranks.Count);
        for (int i = 0; i < _model.Merges.Count; i++)
        {
            (int left, int right, int merged) = _model.Merges[i];
            if (ranks[(left, right)] == i)
            {
                merges.Add(new PieceMerge(_model.Ids[left], _model.Ids[right], _model.Ids[merged]));
            }
        }

        SentencePiece[] pieces = CreatePieces();
        PieceOptions options = CreateOptions(_model.UnknownToken is { } token ? _model.Find(token) : -1, _model.FusesUnknown);
        bool needsWords = _model.IgnoresMerges || _model.ContinuingPrefix.Length + _model.WordSuffix.Length > 0;
        if (!alwaysChain && !needsWords && FindSpaceRules() is { } rules)
        {
            options = options with { EscapesSpaces = true };
            return MatchingExactly(new SentencePieceTokenizer(
                _name,
                BuildPieceVocabulary(pieces),
                new CharacterPairModel(pieces, merges, options, rules.Splits),
                new SentencePieceNormalizer { Prefix = rules.Prefix },
                HashRules().ToString()));
        }

        CharacterPairModel model = new(pieces, merges, options, wholeWords: _model.IgnoresMerges, prefix: _model.ContinuingPrefix, suffix: _model.WordSuffix);
        return CreateChain(decodesBytes: false, pieces => new BytePairEncoder<ListedPreTokenizer>(model, new ListedPreTokenizer(pieces)));
    }

    private Tokenizer CreateUnigram(bool alwaysChain)
    {
        if (_model.UnknownId >= _model.Tokens.Count)
        {
            throw new InvalidDataException($"\"unk_id\" is {_model.UnknownId}, but \"vocab\" has {_model.Tokens.Count} tokens");
        }

        SentencePiece[] pieces = CreatePieces();
        PieceOptions options = CreateOptions(_model.UnknownId, fusesUnknown: true);
        if (!alwaysChain && FindSpaceRules() is { Splits: false } rules)
        {
            return MatchingExactly(new SentencePieceTokenizer(
                _name,
                BuildPieceVocabulary(pieces),
                new UnigramModel(pieces, options with { EscapesSpaces = true }, isSingle: false),
                new SentencePieceNormalizer { Prefix = rules.Prefix },
                HashRules().ToString()));
        }

        UnigramModel model = new(pieces, options, isSingle: false);
        return CreateChain(decodesBytes: false, pieces => new PieceByPieceEncoder(pieces, new UnigramEncoder(model)));
    }

    /// <summary>Added tokens that are matched in the normalized text are matched with their own text normalized, a prefixed space included: only the chain of steps does that.</summary>
    private Tokenizer MatchingExactly(Tokenizer fast)
        => _normalizers.Steps.Count > 0 && _file.Added.Any(static token => token.IsNormalized) ? new PerModeTokenizer(fast, () => Create(alwaysChain: true)) : fast;

    /// <summary>What is done with spaces, if all that is done before the model is to write U+2581 for them: by normalizers, or by a Metaspace. Null if something else is done.</summary>
    private (SpacePrefix Prefix, bool Splits)? FindSpaceRules()
    {
        if (_preTokenizers.IsEmpty && _normalizers.SpacePrefix is { } prefix)
        {
            return (prefix, false);
        }

        return _normalizers.Steps.Count == 0 && _preTokenizers.OnlyMetaspace is { Replacement: "\u2581" } metaspace
            ? (metaspace.Scheme switch
            {
                PrependScheme.Always => SpacePrefix.Missing,
                PrependScheme.First => SpacePrefix.MissingAtStart,
                _ => SpacePrefix.None,
            }, metaspace.Splits)
            : null;
    }

    private SentencePiece[] CreatePieces()
    {
        SentencePiece[] pieces = new SentencePiece[_model.Ids.Count == 0 ? 0 : _model.Ids.Max() + 1];
        Array.Fill(pieces, new SentencePiece([], 0, TokenKind.None));
        for (int i = 0; i < _model.Tokens.Count; i++)
        {
            ReadOnlySpan<byte> text = _model.Tokens[i];
            TokenKind kind = _model.FallsBackToBytes && PieceOptions.ByteOf(text) >= 0 ? TokenKind.Byte : TokenKind.Ordinary;
            pieces[_model.Ids[i]] = new SentencePiece(text.ToArray(), _model.Scores.Count > 0 ? _model.Scores[i] : 0, kind);
        }

        return pieces;
    }

    private PieceOptions CreateOptions(int unknownId, bool fusesUnknown)
    {
        int[]? byteIds = null;
        if (_model.FallsBackToBytes)
        {
            byteIds = new int[256];
            for (int b = 0; b < byteIds.Length; b++)
            {
                byteIds[b] = _model.Find(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<0x{b:X2}>"));
            }
        }

        return new PieceOptions { UnknownId = unknownId, ByteIds = byteIds, FusesUnknown = fusesUnknown, EscapesSpaces = false };
    }

    /// <summary>The vocabulary as decoding wants it: with spaces for U+2581, and bytes for the pieces of bytes.</summary>
    private TokenVocabulary BuildPieceVocabulary(SentencePiece[] pieces)
    {
        TokenVocabularyBuilder builder = SentencePieceTokenizer.BuildVocabulary(pieces, []);
        AddSpecial(builder);
        return builder.Build();
    }

    private ChainTokenizer CreateWordPiece()
    {
        byte[][] tokens = [.. CreatePieces().Select(static piece => piece.Text)];
        WordPieceModel model = new(tokens, FindUnknown(), Encoding.UTF8.GetBytes(_model.ContinuingPrefix), _model.MaxWordLength);
        return CreateChain(decodesBytes: false, pieces => new BytePairEncoder<ListedPreTokenizer>(model, new ListedPreTokenizer(pieces)));
    }

    private ChainTokenizer CreateWordLevel()
    {
        int unknown = FindUnknown();
        int[] ids = [.. _model.Ids];
        return CreateChain(decodesBytes: false, pieces => new WordLevelEncoder(_model.Tokens, ids, unknown, pieces));
    }

    /// <summary>The id of the unknown token, which models of words must have.</summary>
    private int FindUnknown()
        => _model.UnknownToken is { } token && _model.Find(token) is >= 0 and int id
            ? id
            : throw new InvalidDataException($"the model {_model.Type} needs an \"unk_token\" that is in \"vocab\"; it has {(_model.UnknownToken is null ? "none" : $"'{_model.UnknownToken}', which is not")}");

    private ChainTokenizer CreateChain(bool decodesBytes, Func<ListedPieces, TokenEncoder> createModel)
    {
        // Makes errors in expressions come up now, not with the first encoder.
        Func<PreTokenStep>[] steps = [.. _preTokenizers.Steps];
        foreach (Func<PreTokenStep> create in steps)
        {
            _ = create();
        }

        foreach (Func<TextNormalizer> create in _normalizers.Steps)
        {
            _ = create();
        }

        return new ChainTokenizer(_name, _vocabulary, HashRules().Add(_vocabulary).ToString(), _normalizers.Steps, steps, decodesBytes, createModel, CreateDecoder());
    }

    /// <summary>Hashes all that ids depend on but for the tokens.</summary>
    private TokenizerHash HashRules()
    {
        TokenizerHash hash = new TokenizerHash($"tokenizer.json {_model.Type} {JsonValues.Canonical(_file.Normalizer)} {JsonValues.Canonical(_file.PreTokenizer)}")
            .Add($"{_model.UnknownToken} {_model.UnknownId} {_model.FusesUnknown} {_model.FallsBackToBytes} {_model.IgnoresMerges} {_model.ContinuingPrefix} {_model.WordSuffix} {_model.MaxWordLength}");
        foreach ((int left, int right, int merged) in _model.Merges)
        {
            _ = hash.Add(_model.Ids[left]).Add(_model.Ids[right]).Add(_model.Ids[merged]);
        }

        foreach (double score in _model.Scores)
        {
            _ = hash.Add(BitConverter.GetBytes(score));
        }

        return hash;
    }

    /// <summary>What decodes ids, or null if their bytes, joined, are the text.</summary>
    private Func<IReadOnlyList<int>, string>? CreateDecoder()
    {
        if (TokenizerJsonDecoders.IsByteLevel(_file.Decoder) && _isByteLevel)
        {
            return null;
        }

        TokenDecoder? decoder = _file.Decoder is { } json ? TokenizerJsonDecoders.Parse(json) : null;
        string[] texts = new string[_vocabulary.Size];
        for (int i = 0; i < _model.Tokens.Count; i++)
        {
            texts[_model.Ids[i]] = Encoding.UTF8.GetString(_model.Tokens[i]);
        }

        foreach (AddedToken token in _vocabulary.Added)
        {
            texts[token.Id] = token.Text;
        }

        // Without a decoder, tokens are words.
        return ids =>
        {
            List<string> tokens = [.. ids.Select(id => texts[id])];
            return decoder is null ? string.Join(' ', tokens) : string.Concat(decoder.Apply(tokens));
        };
    }

    private TokenVocabulary BuildVocabulary()
    {
        TokenTable tokens = _model.Tokens;
        TokenVocabularyBuilder builder = new(tokens.Count + _file.Added.Count, tokens.Length + (1 << 14));
        byte[] bytes = new byte[256];
        for (int i = 0; i < tokens.Count; i++)
        {
            ReadOnlySpan<byte> token = tokens[i];
            if (token.Length > bytes.Length)
            {
                bytes = new byte[2 * token.Length];
            }

            builder.Add(_model.Ids[i], _isByteLevel && ByteAlphabet.TryDecode(token, bytes, out int count) ? bytes.AsSpan(0, count) : token);
        }

        AddSpecial(builder);
        return builder.Build();
    }

    /// <summary>Adds the added tokens, and notes which tokens begin and end documents.</summary>
    private void AddSpecial(TokenVocabularyBuilder builder)
    {
        foreach (AddedToken token in _file.Added)
        {
            if (_model.Find(token.Text) is >= 0 and int id && id != token.Id)
            {
                throw new InvalidDataException($"the added token '{token.Text}' has the id {token.Id}, but \"vocab\" gives it {id}");
            }

            builder.Add(token);
        }

        Dictionary<string, int> added = _file.Added.ToDictionary(static token => token.Text, static token => token.Id, StringComparer.Ordinal);
        _names.Apply(builder, text => added.TryGetValue(text, out int id) ? id : _model.Find(text));
    }
}
