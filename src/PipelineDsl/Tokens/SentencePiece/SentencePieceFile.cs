using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Reads a SentencePiece model: a <c>ModelProto</c>, as sentencepiece_model.proto defines it.</summary>
/// <remarks>The meaning of every field is that of SentencePiece 0.1.97 and later.</remarks>
internal sealed class SentencePieceFile
{
    private const int Unigram = 1;
    private const int BytePairs = 2;

    private readonly List<SentencePiece> _pieces = [];
    private int _modelType = Unigram;
    private bool _byteFallback;
    private bool _spaceAsSuffix;
    private bool _addsPrefix = true;
    private bool _removesExtraSpaces = true;
    private bool _escapesSpaces = true;
    private byte[] _map = [];
    private byte[] _unknownText = [.. " \u2047 "u8];
    private string _begin = "<s>";
    private string _end = "</s>";
    private string _padding = "<pad>";

    private SentencePieceFile()
    {
    }

    /// <summary>Whether a file may be a model, by its first bytes: a field 1 of bytes whose first field is 1 and bytes too.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) => head is [0x0A, > 2 and not 0x0A and < 0x80, 0x0A, ..];

    /// <summary>Makes a tokenizer of a model.</summary>
    /// <param name="model">The file.</param>
    /// <param name="name">What reports call it.</param>
    /// <param name="namesBlanks">Whether line feeds, tabs and runs of spaces become pieces of their own first, as in ChatGLM-6B.</param>
    /// <param name="prefix">Whether a space is put before the text; null: as the file says.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or its model is of another type than BPE or Unigram.</exception>
    public static Tokenizer Read(ReadOnlySpan<byte> model, string name, bool namesBlanks = false, SpacePrefix? prefix = null)
    {
        SentencePieceFile file = new();
        file.ReadModel(model);
        return file.Build(name, namesBlanks, prefix);
    }

    private void ReadModel(ReadOnlySpan<byte> model)
    {
        ProtobufReader reader = new(model, "the SentencePiece model");
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    ReadPiece(reader.Bytes);
                    break;
                case 2:
                    ReadTrainer(reader.Bytes);
                    break;
                case 3:
                    ReadNormalizer(reader.Bytes);
                    break;
                default:
                    break; // self-test data, a denormalizer (only ever applied to decoded text), extensions
            }
        }

        if (_pieces.Count == 0)
        {
            throw new InvalidDataException("the SentencePiece model has no pieces");
        }
    }

    private void ReadPiece(ReadOnlySpan<byte> piece)
    {
        int id = _pieces.Count;
        byte[] text = [];
        float score = 0;
        int type = 1;
        ProtobufReader reader = new(piece, $"piece {id} of the SentencePiece model");
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    text = reader.Bytes.ToArray();
                    break;
                case 2:
                    score = reader.Single;
                    break;
                case 3:
                    type = reader.Integer;
                    break;
                default:
                    break;
            }
        }

        if (text.Length == 0)
        {
            throw new InvalidDataException($"piece {id} of the SentencePiece model is empty");
        }

        TokenKind kind = type switch
        {
            1 => TokenKind.Ordinary,
            2 => TokenKind.Unknown,
            3 => TokenKind.Special,
            4 => TokenKind.UserDefined,
            5 => TokenKind.Unused,
            6 => TokenKind.Byte,
            _ => throw new InvalidDataException($"piece {id} of the SentencePiece model has the type {type}, which is none of 1 to 6"),
        };
        _pieces.Add(new SentencePiece(text, score, kind));
    }

    private void ReadTrainer(ReadOnlySpan<byte> trainer)
    {
        ProtobufReader reader = new(trainer, "the trainer's part of the SentencePiece model");
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 3:
                    _modelType = reader.Integer;
                    break;
                case 24:
                    _spaceAsSuffix = reader.Truth;
                    break;
                case 35:
                    _byteFallback = reader.Truth;
                    break;
                case 44:
                    _unknownText = reader.Bytes.ToArray();
                    break;
                case 46:
                    _begin = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 47:
                    _end = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 48:
                    _padding = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                default:
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> normalizer)
    {
        ProtobufReader reader = new(normalizer, "the normalizer's part of the SentencePiece model");
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 2:
                    _map = reader.Bytes.ToArray();
                    break;
                case 3:
                    _addsPrefix = reader.Truth;
                    break;
                case 4:
                    _removesExtraSpaces = reader.Truth;
                    break;
                case 5:
                    _escapesSpaces = reader.Truth;
                    break;
                default:
                    break;
            }
        }
    }

    private SentencePieceTokenizer Build(string name, bool namesBlanks, SpacePrefix? prefix)
    {
        PieceOptions options = new() { UnknownId = FindUnknown(), ByteIds = FindBytes(), EscapesSpaces = _escapesSpaces };
        UserSymbols? userSymbols = _pieces.Exists(static piece => piece.Kind == TokenKind.UserDefined)
            ? new UserSymbols(_pieces.Index().Where(static piece => piece.Item.Kind == TokenKind.UserDefined).Select(static piece => (piece.Item.Text, piece.Index)))
            : null;
        SentencePieceNormalizer normalizer = new()
        {
            Prefix = prefix ?? (!_addsPrefix ? SpacePrefix.None : _spaceAsSuffix ? SpacePrefix.Behind : SpacePrefix.Always),
            RemovesExtraSpaces = _removesExtraSpaces,
            EscapesSpaces = _escapesSpaces,
            Map = _map.Length > 0 ? new CharacterMap(_map) : null,

            // Without a map and with all spaces kept, protection changes nothing.
            Protected = _map.Length > 0 || _removesExtraSpaces ? userSymbols : null,
            NamesBlanks = namesBlanks,
        };
        TokenVocabularyBuilder builder = SentencePieceTokenizer.BuildVocabulary(
            _pieces,
            _unknownText,
            namesBlanks ? SentencePieceNormalizer.NamedBlanks().ToDictionary(static blank => blank.Piece, static blank => blank.Text, StringComparer.Ordinal) : null);

        // ChatGLM-6B has names of its own for the tokens that stand around a document.
        builder.BeginOfText = FindControl(_begin, "<sop>");
        builder.EndOfText = FindControl(_end, "<eop>");
        builder.Padding = FindControl(_padding, "<pad>");
        return _modelType switch
        {
            BytePairs => new SentencePieceTokenizer(name, builder.Build(), new CharacterPairModel(_pieces, options), normalizer, Rules()),
            Unigram => new SentencePieceTokenizer(name, builder.Build(), new UnigramModel(_pieces, options, isSingle: true), normalizer, Rules()),
            _ => throw new InvalidDataException($"the SentencePiece model is of the type {_modelType}; only 1 (Unigram) and 2 (BPE) are supported, not words or characters"),
        };
    }

    private int FindUnknown()
    {
        int unknown = _pieces.FindIndex(static piece => piece.Kind == TokenKind.Unknown);
        return unknown < 0
            ? throw new InvalidDataException("the SentencePiece model has no unknown piece")
            : _pieces.FindIndex(unknown + 1, static piece => piece.Kind == TokenKind.Unknown) is >= 0 and int second
                ? throw new InvalidDataException($"the SentencePiece model has two unknown pieces, {unknown} and {second}")
                : unknown;
    }

    private int[]? FindBytes()
    {
        int[] ids = new int[256];
        ids.AsSpan().Fill(-1);
        for (int id = 0; id < _pieces.Count; id++)
        {
            if (_pieces[id].Kind != TokenKind.Byte)
            {
                continue;
            }

            int value = PieceOptions.ByteOf(_pieces[id].Text);
            if (value < 0)
            {
                throw new InvalidDataException($"piece {id} of the SentencePiece model, '{Encoding.UTF8.GetString(_pieces[id].Text)}', is of the type for bytes, but not of the form <0x00> to <0xFF>");
            }

            ids[value] = id;
        }

        return !_byteFallback
            ? null
            : ids.AsSpan().IndexOf(-1) is >= 0 and int missing
                ? throw new InvalidDataException($"the SentencePiece model falls back to bytes, but has no piece <0x{missing:X2}>")
                : ids;
    }

    private int FindControl(string name, string otherName)
    {
        int Find(string text) => _pieces.FindIndex(piece => piece.Kind == TokenKind.Special && piece.Text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text)));
        int found = Find(name);
        return found >= 0 ? found : Find(otherName);
    }

    /// <summary>What ids depend on beside pieces and their kinds: scores and the map.</summary>
    private string Rules()
    {
        XxHash128 hash = new();
        Span<byte> bytes = stackalloc byte[8];
        foreach (SentencePiece piece in _pieces)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes, piece.Score);
            hash.Append(bytes);
        }

        hash.Append(_map);
        return $"{(_byteFallback ? "bytes" : "unknown")} {Convert.ToHexStringLower(hash.GetCurrentHash())}";
    }
}
