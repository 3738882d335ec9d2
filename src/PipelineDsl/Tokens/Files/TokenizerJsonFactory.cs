using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Makes the tokenizer of a <c>tokenizer.json</c>: the fastest that gives its ids.</summary>
/// <remarks>
/// Byte-level BPE whose steps before the model are one pattern goes to <see cref="BytePairTokenizer"/>; all others are a <see cref="ChainTokenizer"/>, which does the steps one after the other.
/// </remarks>
internal sealed class TokenizerJsonFactory
{
    private readonly TokenizerJson _file;
    private readonly string _name;
    private readonly TokenizerJsonModel _model;
    private readonly TokenizerJsonNormalizers _normalizers;
    private readonly TokenizerJsonPreTokenizers _preTokenizers;
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
        _vocabulary = BuildVocabulary(names);
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
        "WordLevel" => CreateWordLevel(),
        string type => throw new InvalidDataException($"the model '{type}' is not known; known are BPE and WordLevel"),
    };

    private Tokenizer CreatePairs(bool alwaysChain)
    {
        BytePairModel? model = _isByteLevel && _model.ContinuingPrefix.Length + _model.WordSuffix.Length == 0 ? new BytePairRanks(_model).CreateModel(_vocabulary) : null;
        if (model is null)
        {
            throw new InvalidDataException("BPE over characters is not supported yet");
        }

        if (!alwaysChain && _normalizers.IsOnlyForm && _preTokenizers.FindPattern() is { } pattern)
        {
            return new BytePairTokenizer(_name, model, pattern, _normalizers.OnlyForm);
        }

        return CreateChain(
            decodesBytes: _normalizers.MapsBytes || _preTokenizers.LeavesMapped,
            pieces => new BytePairEncoder<ListedPreTokenizer>(model, new ListedPreTokenizer(pieces)));
    }

    private ChainTokenizer CreateWordLevel()
    {
        int unknown = _model.UnknownToken is { } token ? _model.Find(token) : -1;
        if (unknown < 0)
        {
            throw new InvalidDataException($"the model WordLevel needs an \"unk_token\" that is in \"vocab\"; it has {(_model.UnknownToken is null ? "none" : $"'{_model.UnknownToken}', which is not")}");
        }

        int[] ids = [.. _model.Ids];
        return CreateChain(decodesBytes: false, pieces => new WordLevelEncoder(_model.Tokens, ids, unknown, pieces));
    }

    private ChainTokenizer CreateChain(bool decodesBytes, Func<ListedPieces, TokenEncoder> createModel)
    {
        TokenizerHash hash = new TokenizerHash($"tokenizer.json {_model.Type} {JsonValues.Canonical(_file.Normalizer)} {JsonValues.Canonical(_file.PreTokenizer)}")
            .Add($"{_model.UnknownToken} {_model.UnknownId} {_model.FusesUnknown} {_model.FallsBackToBytes} {_model.IgnoresMerges} {_model.ContinuingPrefix} {_model.WordSuffix} {_model.MaxWordLength}")
            .Add(_vocabulary);
        foreach ((int left, int right, int merged) in _model.Merges)
        {
            _ = hash.Add(_model.Ids[left]).Add(_model.Ids[right]).Add(_model.Ids[merged]);
        }

        foreach (double score in _model.Scores)
        {
            _ = hash.Add(BitConverter.GetBytes(score));
        }

        return new ChainTokenizer(_name, _vocabulary, hash.ToString(), _normalizers.Steps, [.. _preTokenizers.Steps], decodesBytes, createModel, CreateDecoder());
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

    private TokenVocabulary BuildVocabulary(SpecialTokenNames names)
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

        foreach (AddedToken token in _file.Added)
        {
            if (_model.Find(token.Text) is >= 0 and int id && id != token.Id)
            {
                throw new InvalidDataException($"the added token '{token.Text}' has the id {token.Id}, but \"vocab\" gives it {id}");
            }

            builder.Add(token);
        }

        Dictionary<string, int> added = _file.Added.ToDictionary(static token => token.Text, static token => token.Id, StringComparer.Ordinal);
        names.Apply(builder, text => added.TryGetValue(text, out int id) ? id : _model.Find(text));
        return builder.Build();
    }
}
