using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>A merge that a file lists: two symbols by id, and what they make.</summary>
internal readonly record struct PieceMerge(int Left, int Right, int Merged);

/// <summary>Byte pair encoding over characters, as SentencePiece and the files of Hugging Face have it. Immutable; shared by all encoders.</summary>
/// <remarks>
/// <para>A symbol is the id of a piece; beyond the ids come characters that pieces hold but that are no pieces themselves; a character that no piece holds is the complement of its code point.</para>
/// <para>
/// SentencePiece merges two symbols if their text together is a piece, whichever way it is split. But what happens inside the text of a piece does not depend on what stands around it, as long as
/// nothing merges across its ends. So of all splits only the one that the piece's own text, merged alone, comes to last can ever come to stand side by side, and it is the only one in the table. A
/// piece whose text does not merge into one symbol is never made. With pieces in the order of their length the table is filled in one pass, whatever their scores are.
/// </para>
/// </remarks>
internal sealed unsafe class CharacterPairModel : PreTokenModel
{
    private const int MaxSymbols = (1 << CharacterPairTable.SymbolBits) - 1;

    private readonly IReadOnlyList<SentencePiece> _pieces;
    private readonly CharacterSymbols[] _symbols; // by place in the word, where pieces differ by it: in the middle, at its start, at its end, both
    private readonly byte[] _prefix;
    private readonly byte[] _suffix;
    private readonly bool _isListed;
    private readonly bool _wholeWords;
    private readonly bool[] _isOneId; // by symbol: whether it is the id to write
    private readonly bool[] _reached; // by id: whether the piece's text merges into it
    private readonly int[] _mergedByRank; // by rank: what the only merge of it makes, or -1
    private readonly Dictionary<int, (int Left, int Right)> _parts = []; // of unused pieces
    private readonly Dictionary<int, int> _characters = []; // by symbol beyond the ids
    private CacheSeed? _seed;

    /// <summary>SentencePiece's model: any two neighbours merge that are a piece together, those of the highest score first.</summary>
    /// <param name="pieces">The pieces by id.</param>
    /// <param name="options">What is done with spaces and unknown characters.</param>
    /// <exception cref="InvalidDataException">Two pieces are equal, or there are too many.</exception>
    public CharacterPairModel(IReadOnlyList<SentencePiece> pieces, PieceOptions options)
    {
        _pieces = pieces;
        Options = options;
        _symbols = [new CharacterSymbols()];
        _prefix = [];
        _suffix = [];
        List<(int[] Characters, byte[] Text, int Id)> longer = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<(byte[], int)> userDefined = [];
        for (int id = 0; id < pieces.Count; id++)
        {
            if (pieces[id].Kind is not (TokenKind.Ordinary or TokenKind.UserDefined or TokenKind.Unused) || options.Matched(pieces[id].Text) is not { Length: > 0 } text)
            {
                continue;
            }

            if (!System.Text.Unicode.Utf8.IsValid(text))
            {
                throw new InvalidDataException($"piece {id} is not UTF-8");
            }

            string piece = Encoding.UTF8.GetString(text);
            if (!seen.Add(piece))
            {
                throw new InvalidDataException($"piece {id}, '{Encoding.UTF8.GetString(pieces[id].Text)}', is there twice");
            }

            int[] characters = [.. piece.EnumerateRunes().Select(static rune => rune.Value)];
            if (pieces[id].Kind == TokenKind.UserDefined)
            {
                userDefined.Add((text, id));
            }

            if (characters.Length == 1)
            {
                _symbols[0][characters[0]] = id;
            }
            else if (pieces[id].Kind != TokenKind.UserDefined)
            {
                longer.Add((characters, text, id));
            }
        }

        UserSymbols = userDefined.Count > 0 ? new UserSymbols(userDefined) : null;
        int count = pieces.Count;
        foreach ((int[] characters, _, _) in longer)
        {
            foreach (int character in characters)
            {
                if (_symbols[0][character] == CharacterSymbols.None)
                {
                    _characters[count] = character;
                    _symbols[0][character] = count++;
                }
            }
        }

        CheckCount(count);
        _isOneId = [.. Enumerable.Range(0, count).Select(id => id < pieces.Count && pieces[id].Kind != TokenKind.Unused)];
        _reached = new bool[pieces.Count];
        Table = new CharacterPairTable(longer.Count);

        double[] scores = [.. longer.Select(piece => pieces[piece.Id].Score).Distinct().OrderDescending()];
        Dictionary<double, int> ranks = [];
        for (int rank = 0; rank < scores.Length; rank++)
        {
            ranks[scores[rank]] = rank;
        }

        _mergedByRank = new int[scores.Length];
        _mergedByRank.AsSpan().Fill(int.MinValue);
        using Scratch scratch = new(this);
        foreach ((int[] characters, byte[] text, int id) in longer.OrderBy(static piece => piece.Characters.Length))
        {
            ReadOnlySpan<int> parts = scratch.Merge(text);
            if (parts.Length == 2)
            {
                int rank = ranks[pieces[id].Score];
                _ = Table.TryAdd(parts[0], parts[1], rank, id);
                _mergedByRank[rank] = _mergedByRank[rank] == int.MinValue ? id : -1;
                _reached[id] = true;
                if (pieces[id].Kind == TokenKind.Unused)
                {
                    _parts[id] = (parts[0], parts[1]);
                }
            }
        }

        Borders = new PieceBorders(
            longer.Where(piece => _reached[piece.Id]).Select(static piece => piece.Characters),
            UserSymbols,
            options.ByteIds is null && options.FusesUnknown ? IsUnknown : null);
    }

    /// <summary>Hugging Face's model: the listed pairs merge, in the order of the list.</summary>
    /// <param name="pieces">The tokens by id; their kinds matter only for bytes.</param>
    /// <param name="merges">The merges in the order of their ranks; of two with the same pair, the first counts.</param>
    /// <param name="options">What is done with spaces and unknown characters.</param>
    /// <param name="splitsAtSpaces">Whether the text is cut before every space (Metaspace with <c>split</c>).</param>
    /// <param name="wholeWords">Whether a word that is a token is never merged (<c>ignore_merges</c>). The encoder must then be given words.</param>
    /// <param name="prefix">What stands before every character of a word but the first (<c>continuing_subword_prefix</c>). The encoder must then be given words.</param>
    /// <param name="suffix">What stands behind the last character of a word (<c>end_of_word_suffix</c>). The encoder must then be given words.</param>
    /// <exception cref="InvalidDataException">There are too many tokens or merges.</exception>
    public CharacterPairModel(
        IReadOnlyList<SentencePiece> pieces,
        IReadOnlyList<PieceMerge> merges,
        PieceOptions options,
        bool splitsAtSpaces = false,
        bool wholeWords = false,
        string? prefix = null,
        string? suffix = null)
    {
        _pieces = pieces;
        Options = options;
        _isListed = true;
        _wholeWords = wholeWords;
        _prefix = Encoding.UTF8.GetBytes(prefix ?? "");
        _suffix = Encoding.UTF8.GetBytes(suffix ?? "");
        CheckCount(pieces.Count);
        if (merges.Count >= 1 << CharacterPairTable.RankBits)
        {
            throw new InvalidDataException($"there are {merges.Count} merges; at most {(1 << CharacterPairTable.RankBits) - 1} are possible");
        }

        _symbols = [.. Enumerable.Range(0, _prefix.Length + _suffix.Length > 0 ? 4 : 1).Select(static _ => new CharacterSymbols())];
        Table = new CharacterPairTable(merges.Count);
        _mergedByRank = new int[merges.Count];
        bool mergesUnknown = false;
        for (int rank = 0; rank < merges.Count; rank++)
        {
            PieceMerge merge = merges[rank];
            _ = Table.TryAdd(merge.Left, merge.Right, rank, merge.Merged);
            _mergedByRank[rank] = merge.Merged;
            mergesUnknown |= IsNoText(merge.Left) || IsNoText(merge.Right);
        }

        _isOneId = [];
        _reached = new bool[pieces.Count];
        List<(int[] Characters, byte[] Text, int Id)> texts = [];
        for (int id = 0; id < pieces.Count; id++)
        {
            if (options.Matched(pieces[id].Text) is { Length: > 0 } text && System.Text.Unicode.Utf8.IsValid(text))
            {
                texts.Add(([.. Encoding.UTF8.GetString(text).EnumerateRunes().Select(static rune => rune.Value)], text, id));
                AddCharacter(text, id);
            }
        }

        List<int[]> joined = [];
        using Scratch scratch = new(this);
        foreach ((int[] characters, byte[] text, int id) in texts)
        {
            if (scratch.Merge(text) is [int only] && only == id)
            {
                _reached[id] = true;
                joined.Add(characters);
            }
        }

        bool needsWords = mergesUnknown || wholeWords || _symbols.Length > 1;
        Borders = needsWords
            ? PieceBorders.None
            : new PieceBorders(joined, null, options.FusesUnknown ? IsUnknown : null, splitsAtSpaces);

        bool IsNoText(int id) => id == options.UnknownId || options.ByteIds?.AsSpan().Contains(id) == true;
    }

    /// <summary>What is done with spaces and unknown characters.</summary>
    public PieceOptions Options { get; }

    /// <summary>Which symbols merge.</summary>
    public CharacterPairTable Table { get; }

    /// <summary>Where text may be cut.</summary>
    public PieceBorders Borders { get; }

    /// <summary>The user-defined pieces, or null if there are none.</summary>
    public UserSymbols? UserSymbols { get; }

    /// <inheritdoc/>
    public override CacheSeed Seed => _seed ??= new CacheSeed(this);

    /// <inheritdoc/>
    public override int SeedCount => _pieces.Count;

    /// <inheritdoc/>
    public override int MaxIdsPerByte
        => Options.ByteIds is null ? 1 : _prefix.Length + _suffix.Length + (Options.EscapesSpaces && IsUnknown(' ') ? PieceOptions.SpaceSymbol.Length : 1);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> SeedToken(int index, out int id)
    {
        id = index;
        SentencePiece piece = _pieces[index];
        bool isWhole = _isListed
            ? _reached[index] || (_wholeWords && piece.Text.Length > 0)
            : piece.Kind == TokenKind.UserDefined || (piece.Kind == TokenKind.Ordinary && (_reached[index] || IsCharacter(piece.Text)));
        return isWhole ? Options.Matched(piece.Text) : default;
    }

    /// <inheritdoc/>
    public override PreTokenMerger CreateMerger() => new CharacterPairMerger(this);

    /// <summary>What a merge of two symbols makes.</summary>
    /// <param name="rank">The rank of the merge.</param>
    /// <param name="left">The left symbol.</param>
    /// <param name="right">The right one.</param>
    public int Merged(int rank, int left, int right) => _mergedByRank[rank] is >= 0 and int merged ? merged : Table.Merged(left, right);

    /// <summary>Writes the symbols that text begins as: one for each character, or for each byte of a character that is unknown.</summary>
    /// <param name="bytes">The text, UTF-8.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="symbols">Room for <see cref="MaxIdsPerByte"/> times as many symbols.</param>
    /// <returns>Their number.</returns>
    public int Begin(byte* bytes, int length, int* symbols)
    {
        byte* end = bytes + length;
        int count = 0;
        if (_isListed)
        {
            return BeginListed(bytes, end, symbols);
        }

        CharacterSymbols known = _symbols[0];
        for (byte* p = bytes; p < end;)
        {
            int character = Read(p, end, out int size);
            int symbol = known[character];
            symbols[count++] = symbol >= 0 ? symbol : ~character;
            p += size;
        }

        return count;
    }

    /// <summary>Turns symbols into ids.</summary>
    /// <returns>The number of ids.</returns>
    public int Write(int* symbols, int count, int* output)
    {
        if (_isListed)
        {
            new ReadOnlySpan<int>(symbols, count).CopyTo(new Span<int>(output, count));
            return count;
        }

        int written = 0;
        for (int i = 0; i < count; i++)
        {
            int symbol = symbols[i];
            if (symbol >= 0 && _isOneId[symbol])
            {
                output[written++] = symbol;
            }
            else
            {
                written = WriteParts(symbol, output, written);
            }
        }

        return written;
    }

    private static int Read(byte* p, byte* end, out int size)
        => Utf8Character.Read(p, end, out size) is >= 0 and int character ? character : 0xFFFD;

    private static bool IsCharacter(ReadOnlySpan<byte> text)
        => Rune.DecodeFromUtf8(text, out _, out int length) == System.Buffers.OperationStatus.Done && length == text.Length;

    private static void CheckCount(int count)
    {
        if (count > MaxSymbols)
        {
            throw new InvalidDataException($"there are {count} pieces and characters; at most {MaxSymbols} are possible");
        }
    }

    private bool IsUnknown(int character) => _symbols[0][character] is var symbol && (symbol < 0 || symbol >= _pieces.Count);

    /// <summary>Notes a token that is one character, with or without what stands for its place in the word.</summary>
    private void AddCharacter(byte[] token, int id)
    {
        for (int place = 0; place < _symbols.Length; place++)
        {
            ReadOnlySpan<byte> text = token;
            ReadOnlySpan<byte> prefix = _symbols.Length == 1 || (place & 1) != 0 ? default : _prefix;
            ReadOnlySpan<byte> suffix = _symbols.Length == 1 || (place & 2) == 0 ? default : _suffix;
            if (text.Length <= prefix.Length + suffix.Length || !text.StartsWith(prefix) || !text.EndsWith(suffix))
            {
                continue;
            }

            text = text[prefix.Length..^suffix.Length];
            if (IsCharacter(text))
            {
                _ = Rune.DecodeFromUtf8(text, out Rune rune, out _);
                _symbols[place][rune.Value] = id;
            }
        }
    }

    private int BeginListed(byte* bytes, byte* end, int* symbols)
    {
        int count = 0;
        bool unknown = false; // an unknown piece that is to be written before the next known character
        for (byte* p = bytes; p < end;)
        {
            int character = Read(p, end, out int size);
            int place = _symbols.Length == 1 ? 0 : (p == bytes ? 1 : 0) | (p + size >= end ? 2 : 0);
            int symbol = _symbols[place][character];
            p += size;
            if (symbol >= 0)
            {
                if (unknown)
                {
                    symbols[count++] = Options.UnknownId;
                    unknown = false;
                }

                symbols[count++] = symbol;
            }
            else if (TryWriteBytes(character, place, symbols + count) is > 0 and int written)
            {
                count += written;
            }
            else if (Options.UnknownId >= 0)
            {
                if (unknown && !Options.FusesUnknown)
                {
                    symbols[count++] = Options.UnknownId;
                }

                unknown = true;
            }
        }

        if (unknown)
        {
            symbols[count++] = Options.UnknownId;
        }

        return count;
    }

    private int TryWriteBytes(int character, int place, int* output)
    {
        if (Options.ByteIds is not { } byteIds)
        {
            return 0;
        }

        byte* utf8 = stackalloc byte[4];
        int count = 0;
        if (_symbols.Length > 1 && (place & 1) == 0 && !TryWrite(_prefix, byteIds, output, ref count))
        {
            return 0;
        }

        int length = (int)(Utf8Character.Write(utf8, character) - utf8);
        ReadOnlySpan<byte> text = character == ' ' && Options.EscapesSpaces ? PieceOptions.SpaceSymbol : new ReadOnlySpan<byte>(utf8, length);
        return TryWrite(text, byteIds, output, ref count) && (_symbols.Length == 1 || (place & 2) == 0 || TryWrite(_suffix, byteIds, output, ref count)) ? count : 0;

        static bool TryWrite(ReadOnlySpan<byte> text, int[] byteIds, int* output, ref int count)
        {
            foreach (byte value in text)
            {
                if (byteIds[value] < 0)
                {
                    return false;
                }

                output[count++] = byteIds[value];
            }

            return true;
        }
    }

    private int WriteParts(int symbol, int* output, int written)
    {
        if (_parts.TryGetValue(symbol, out (int Left, int Right) parts))
        {
            written = WritePart(parts.Left, output, written);
            return WritePart(parts.Right, output, written);
        }

        if (symbol >= 0 && symbol < _pieces.Count)
        {
            output[written] = symbol; // an unused piece of one character
            return written + 1;
        }

        int count = TryWriteBytes(symbol < 0 ? ~symbol : _characters[symbol], 0, output + written);
        if (count == 0 && Options.UnknownId >= 0 && !(Options.FusesUnknown && written > 0 && output[written - 1] == Options.UnknownId))
        {
            output[written] = Options.UnknownId;
            count = 1;
        }

        return written + count;
    }

    private int WritePart(int symbol, int* output, int written)
    {
        if (symbol < 0 || !_isOneId[symbol])
        {
            return WriteParts(symbol, output, written);
        }

        output[written] = symbol;
        return written + 1;
    }

    /// <summary>Merges the text of pieces while the table is filled.</summary>
    private sealed class Scratch(CharacterPairModel model) : IDisposable
    {
        private readonly CharacterPairMerger _merger = new(model);

        public ReadOnlySpan<int> Merge(byte[] text)
        {
            fixed (byte* bytes = text)
            {
                int count = _merger.MergeSymbols(bytes, text.Length, out int* symbols);
                return new ReadOnlySpan<int>(symbols, count);
            }
        }

        public void Dispose() => _merger.Free();
    }
}
