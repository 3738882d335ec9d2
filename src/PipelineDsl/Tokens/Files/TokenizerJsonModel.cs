using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The model of a <c>tokenizer.json</c>: its tokens, and what they are made by.</summary>
internal sealed class TokenizerJsonModel
{
    private readonly List<int> _ids = [];
    private byte[] _scratch = new byte[256];
    private bool _hasPrefix;

    private TokenizerJsonModel()
    {
    }

    /// <summary>BPE, Unigram, WordPiece or WordLevel.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The tokens as the file writes them.</summary>
    public TokenTable Tokens { get; } = new();

    /// <summary>By number of token: its id.</summary>
    public IReadOnlyList<int> Ids => _ids;

    /// <summary>By number of token: the logarithm of its probability; Unigram only.</summary>
    public List<double> Scores { get; } = [];

    /// <summary>The merges, by numbers of tokens, in the order of their ranks; BPE only.</summary>
    public List<(int Left, int Right, int Merged)> Merges { get; } = [];

    /// <summary>The token for what no token is made of, or null.</summary>
    public string? UnknownToken { get; private set; }

    /// <summary>Its id in a Unigram model, or -1.</summary>
    public int UnknownId { get; private set; } = -1;

    /// <summary>Whether neighbouring unknown characters are one token.</summary>
    public bool FusesUnknown { get; private set; }

    /// <summary>Whether unknown characters are the tokens of their bytes.</summary>
    public bool FallsBackToBytes { get; private set; }

    /// <summary>Whether a piece that is a token is never merged.</summary>
    public bool IgnoresMerges { get; private set; }

    /// <summary>What stands before tokens that do not begin a word; empty for none.</summary>
    public string ContinuingPrefix { get; private set; } = "";

    /// <summary>What stands behind tokens that end a word; empty for none.</summary>
    public string WordSuffix { get; private set; } = "";

    /// <summary>How many characters a word of WordPiece has at most, before it is unknown as a whole.</summary>
    public int MaxWordLength { get; private set; } = 100;

    /// <summary>Makes the model of <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <param name="vocabulary">An object of ids by token, UTF-8.</param>
    /// <param name="merges">A merge on each line, two tokens with a space between; a first line that begins with <c>#version</c> is none.</param>
    /// <exception cref="InvalidDataException">Either is damaged.</exception>
    public static TokenizerJsonModel Read(ReadOnlySpan<byte> vocabulary, ReadOnlySpan<byte> merges)
    {
        TokenizerJsonModel model = new() { Type = "BPE" };
        Utf8JsonReader reader = new(vocabulary);
        _ = reader.Read();
        model.ReadVocabulary(ref reader);
        int number = 0;
        foreach (Range range in merges.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = merges[range].TrimEnd((byte)'\r');
            number++;
            if (!line.IsEmpty && !line.StartsWith("#version"u8))
            {
                model.AddMerge(line, $"line {number} of merges.txt");
            }
        }

        return model;
    }

    /// <summary>Makes the model of BERT's <c>vocab.txt</c>: a token on each line, whose number is its id.</summary>
    /// <exception cref="InvalidDataException">A token is there twice.</exception>
    public static TokenizerJsonModel ReadWords(ReadOnlySpan<byte> lines)
    {
        TokenizerJsonModel model = new() { Type = "WordPiece", UnknownToken = "[UNK]", ContinuingPrefix = "##" };
        int number = 0;
        foreach (Range range in lines.TrimEnd("\r\n"u8).Split((byte)'\n'))
        {
            ReadOnlySpan<byte> token = lines[range].TrimEnd((byte)'\r');
            number++;
            if (!model.Tokens.TryAdd(token))
            {
                throw new InvalidDataException($"line {number} has the token '{Encoding.UTF8.GetString(token)}' again");
            }

            model._ids.Add(number - 1);
        }

        return model;
    }

    /// <summary>Reads the value of <c>model</c>.</summary>
    /// <param name="reader">Stands at the value; stands at its end afterwards.</param>
    /// <exception cref="InvalidDataException">Something is missing or wrong.</exception>
    public static TokenizerJsonModel Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("\"model\" must be an object");
        }

        TokenizerJsonModel model = new();
        Utf8JsonReader merges = default;
        bool hasMerges = false;
        bool hasVocabulary = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            _ = reader.Read();
            switch (name)
            {
                case "vocab":
                    model.ReadVocabulary(ref reader);
                    hasVocabulary = true;
                    break;
                case "merges":
                    // They are looked up in the vocabulary, which may stand behind them.
                    merges = reader;
                    hasMerges = true;
                    reader.Skip();
                    break;
                default:
                    model.Set(name, JsonElement.ParseValue(ref reader));
                    break;
            }
        }

        if (!hasVocabulary)
        {
            throw new InvalidDataException("\"model\" has no \"vocab\"");
        }

        if (hasMerges)
        {
            model.ReadMerges(ref merges);
        }

        // Files of before 0.10 name no type.
        bool isWordPiece = model.Type == "WordPiece" || (model.Type.Length == 0 && model.ContinuingPrefix.Length > 0);
        model.ContinuingPrefix = isWordPiece && !model._hasPrefix ? "##" : model.ContinuingPrefix;
        model.Type = model.Type.Length > 0 ? model.Type : hasMerges ? "BPE" : model.Scores.Count > 0 ? "Unigram" : model.ContinuingPrefix.Length > 0 ? "WordPiece" : "WordLevel";
        if (model.Type == "BPE" && !hasMerges)
        {
            throw new InvalidDataException("\"model\" has no \"merges\"");
        }

        return model;
    }

    /// <summary>The id of a token, or -1.</summary>
    public int Find(string token) => Tokens.Find(Encoding.UTF8.GetBytes(token)) is >= 0 and int number ? _ids[number] : -1;

    private void Set(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        switch (name)
        {
            case "type":
                Type = value.GetString() ?? "";
                break;
            case "unk_token":
                UnknownToken = value.GetString();
                break;
            case "unk_id":
                UnknownId = value.TryGetInt32(out int id) ? id : throw new InvalidDataException("\"unk_id\" must be a whole number");
                break;
            case "fuse_unk":
                FusesUnknown = value.ValueKind == JsonValueKind.True;
                break;
            case "byte_fallback":
                FallsBackToBytes = value.ValueKind == JsonValueKind.True;
                break;
            case "ignore_merges":
                IgnoresMerges = value.ValueKind == JsonValueKind.True;
                break;
            case "continuing_subword_prefix":
                ContinuingPrefix = value.GetString() ?? "";
                _hasPrefix = true;
                break;
            case "end_of_word_suffix":
                WordSuffix = value.GetString() ?? "";
                break;
            case "max_input_chars_per_word":
                MaxWordLength = value.TryGetInt32(out int length) ? length : throw new InvalidDataException("\"max_input_chars_per_word\" must be a whole number");
                break;
            case "dropout":
                if (value.ValueKind != JsonValueKind.Number || value.GetDouble() != 0)
                {
                    throw new InvalidDataException("\"dropout\" makes ids random; set it to null");
                }

                break;
        }
    }

    private void ReadVocabulary(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadScoredVocabulary(ref reader);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("\"vocab\" must be an object of ids by token, or an array of tokens and scores");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> token = Text(ref reader);
            if (!Tokens.TryAdd(token))
            {
                throw new InvalidDataException($"\"vocab\" has the token '{Encoding.UTF8.GetString(token)}' twice");
            }

            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id))
            {
                throw new InvalidDataException($"the token '{Encoding.UTF8.GetString(Tokens[Tokens.Count - 1])}' of \"vocab\" has no whole number as its id");
            }

            _ids.Add(id);
        }
    }

    private void ReadScoredVocabulary(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                throw new InvalidDataException($"\"vocab\"[{_ids.Count}] is no pair of a token and a score");
            }

            // Of equal tokens the last has the id.
            if (!Tokens.TryAdd(Text(ref reader)))
            {
                throw new InvalidDataException($"\"vocab\" has the token '{Encoding.UTF8.GetString(Text(ref reader))}' twice");
            }

            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out double score) || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            {
                throw new InvalidDataException($"\"vocab\"[{_ids.Count}] is no pair of a token and a score");
            }

            _ids.Add(_ids.Count);
            Scores.Add(score);
        }
    }

    private void ReadMerges(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException("\"merges\" must be an array");
        }

        int number = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                AddMerge(Text(ref reader), $"\"merges\"[{number}]");
            }
            else
            {
                int left = -1;
                int right = -1;
                bool isPair = reader.TokenType == JsonTokenType.StartArray
                    && reader.Read() && reader.TokenType == JsonTokenType.String && (left = Find(ref reader, number)) >= 0
                    && reader.Read() && reader.TokenType == JsonTokenType.String && (right = Find(ref reader, number)) >= 0
                    && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
                if (!isPair)
                {
                    throw new InvalidDataException($"\"merges\"[{number}] is no pair of tokens");
                }

                AddMerge(left, right, $"\"merges\"[{number}]");
            }

            number++;
        }
    }

    private int Find(ref Utf8JsonReader reader, int number) => Number(Text(ref reader), $"\"merges\"[{number}]");

    private void AddMerge(ReadOnlySpan<byte> line, string where)
    {
        int space = line.IndexOf((byte)' ');
        if (space < 0 || line[(space + 1)..].Contains((byte)' '))
        {
            throw new InvalidDataException($"{where} is '{Encoding.UTF8.GetString(line)}', not two tokens with a space between");
        }

        AddMerge(Number(line[..space], where), Number(line[(space + 1)..], where), where);
    }

    private void AddMerge(int left, int right, string where)
    {
        ReadOnlySpan<byte> first = Tokens[left];
        ReadOnlySpan<byte> second = Tokens[right];
        int prefix = Math.Min(Encoding.UTF8.GetByteCount(ContinuingPrefix), second.Length);
        int length = first.Length + second.Length - prefix;
        Reserve(length);
        first.CopyTo(_scratch);
        second[prefix..].CopyTo(_scratch.AsSpan(first.Length));
        Merges.Add((left, right, Number(_scratch.AsSpan(0, length), where)));
    }

    private int Number(ReadOnlySpan<byte> token, string where)
    {
        int number = Tokens.Find(token);
        return number >= 0 ? number : throw new InvalidDataException($"{where} names the token '{Encoding.UTF8.GetString(token)}', which \"vocab\" does not have");
    }

    /// <summary>The text that the reader stands at, without escapes: valid until the next call.</summary>
    private ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && !reader.HasValueSequence)
        {
            return reader.ValueSpan;
        }

        Reserve(reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length);
        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }

    private void Reserve(int length)
    {
        if (length > _scratch.Length)
        {
            _scratch = new byte[2 * length];
        }
    }
}
