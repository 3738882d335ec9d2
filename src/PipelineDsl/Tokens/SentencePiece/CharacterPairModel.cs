using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace PipelineDsl;

/// <summary>A merge that a file lists: two symbols by id, and what they make.</summary>
internal readonly record struct PieceMerge(int Left, int Right, int Merged);

/// <summary>Byte pair encoding over characters, as SentencePiece and the files of Hugging Face have it. Immutable; shared by all encoders.</summary>
/// <remarks>
/// <para>
/// A symbol is a number: first come characters, then pieces in the order in which they merge, so that a merge's rank tells what it makes. A character that no piece holds is the complement of
/// its code point.
/// </para>
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
    private readonly int[] _ids; // by symbol: the id, or -1 if it has none or is unused
    private readonly bool[] _reached; // by id: whether the piece's text merges into it
    private readonly int[] _byteSymbols = []; // by byte, or -1
    private readonly int _unknownSymbol = -1;
    private readonly int _firstMerged; // the symbol that the merge of rank 0 makes
    private readonly int _tellingRanks; // so many ranks, from 0 on, tell what their merge makes: the symbols behind that one
    private readonly Dictionary<int, (int Left, int Right)> _parts = []; // of unused pieces, by symbol
    private readonly Dictionary<int, (int Character, int Id)> _characters = []; // by symbol: those that are no piece, or an unused one
    private readonly Lazy<LongPreTokenCache> _longTokens;
    private readonly Lazy<CharacterIds> _characterIds;
    private readonly Lazy<AsciiPairs> _asciiPairs;

    /// <summary>SentencePiece's model: any two neighbours merge that are a piece together, those of the highest score first.</summary>
    /// <param name="pieces">The pieces by id.</param>
    /// <param name="options">What is done with spaces and unknown characters.</param>
    /// <exception cref="InvalidDataException">Two pieces are equal, or there are too many.</exception>
    public CharacterPairModel(IReadOnlyList<SentencePiece> pieces, PieceOptions options)
    {
        _pieces = pieces;
        _longTokens = new Lazy<LongPreTokenCache>(() => new LongPreTokenCache(this));
        _characterIds = new Lazy<CharacterIds>(FindCharacterIds);
        _asciiPairs = new Lazy<AsciiPairs>(() => new AsciiPairs(this));
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

            if (characters.Length > 1 && pieces[id].Kind != TokenKind.UserDefined)
            {
                longer.Add((characters, text, id));
            }
        }

        UserSymbols = userDefined.Count > 0 ? new UserSymbols(userDefined) : null;
        List<int> ids = NumberCharacters(longer);
        _reached = new bool[pieces.Count];

        // Pieces of the same score have the same rank, and then the rank does not tell which of them a merge makes: in LLaMA 2 only the last, runs of spaces.
        double[] scores = [.. longer.Select(piece => pieces[piece.Id].Score).Distinct().OrderDescending()];
        Dictionary<double, int> ranks = scores.Index().ToDictionary(static score => score.Item, static score => score.Index);
        int first = ids.Count;
        _firstMerged = first;
        _tellingRanks = longer.GroupBy(piece => pieces[piece.Id].Score).OrderByDescending(static tied => tied.Key).TakeWhile(static tied => tied.Count() == 1).Count();
        Dictionary<int, int> symbolOf = [];
        foreach ((_, _, int id) in longer.OrderByDescending(piece => pieces[piece.Id].Score))
        {
            symbolOf[id] = ids.Count;
            ids.Add(pieces[id].Kind == TokenKind.Unused ? -1 : id);
        }

        CheckCount(ids.Count);
        _ids = [.. ids];
        Table = new CharacterPairTable(longer.Count);
        using Scratch scratch = new(this);
        foreach ((int[] characters, byte[] text, int id) in longer.OrderBy(static piece => piece.Characters.Length))
        {
            ReadOnlySpan<int> parts = scratch.Merge(text);
            if (parts.Length == 2)
            {
                _ = Table.TryAdd(parts[0], parts[1], ranks[pieces[id].Score], symbolOf[id]);
                _reached[id] = true;
                if (pieces[id].Kind == TokenKind.Unused)
                {
                    _parts[symbolOf[id]] = (parts[0], parts[1]);
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
        _longTokens = new Lazy<LongPreTokenCache>(() => new LongPreTokenCache(this));
        _characterIds = new Lazy<CharacterIds>(FindCharacterIds);
        _asciiPairs = new Lazy<AsciiPairs>(() => new AsciiPairs(this));
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

        // At first a symbol is its id, and all merges are in the table.
        _symbols = [.. Enumerable.Range(0, _prefix.Length + _suffix.Length > 0 ? 4 : 1).Select(static _ => new CharacterSymbols())];
        _byteSymbols = options.ByteIds ?? [];
        _unknownSymbol = options.UnknownId;
        _ids = [.. Enumerable.Range(0, pieces.Count)];
        Table = new CharacterPairTable(merges.Count);
        bool mergesUnknown = false;
        for (int rank = 0; rank < merges.Count; rank++)
        {
            PieceMerge merge = merges[rank];
            _ = Table.TryAdd(merge.Left, merge.Right, rank, merge.Merged);
            mergesUnknown |= IsNoText(merge.Left) || IsNoText(merge.Right) || IsNoText(merge.Merged);
        }

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

        // Only the merge that a token's own text comes to last can ever come to be done for it.
        List<int[]> joined = [];
        List<int> last = [];
        using (Scratch scratch = new(this))
        {
            foreach ((int[] characters, byte[] text, int id) in texts)
            {
                if (scratch.Merge(text) is [int only] && only == id)
                {
                    _reached[id] = true;
                    joined.Add(characters);
                    if (scratch.LastRank >= 0)
                    {
                        last.Add(scratch.LastRank);
                    }
                }
            }
        }

        bool needsWords = mergesUnknown || wholeWords || _symbols.Length > 1;
        if (!needsWords)
        {
            last.Sort();
            int[] symbolOf = NumberListed(merges, last, out List<int> ids);
            _ids = [.. ids];
            _firstMerged = ids.Count - last.Count;
            _tellingRanks = int.MaxValue;
            _symbols[0].Renumber(symbolOf);
            _unknownSymbol = _unknownSymbol >= 0 ? symbolOf[_unknownSymbol] : -1;
            _byteSymbols = [.. _byteSymbols.Select(id => id >= 0 ? symbolOf[id] : -1)];
            Table = new CharacterPairTable(last.Count);
            for (int rank = 0; rank < last.Count; rank++)
            {
                PieceMerge merge = merges[last[rank]];
                _ = Table.TryAdd(symbolOf[merge.Left], symbolOf[merge.Right], rank, symbolOf[merge.Merged]);
            }
        }

        Borders = needsWords
            ? PieceBorders.None
            : new PieceBorders(joined, null, options.FusesUnknown ? IsUnknown : null, splitsAtSpaces);

        bool IsNoText(int id) => id == options.UnknownId || options.ByteIds?.AsSpan().Contains(id) == true;
    }

    /// <summary>What is done with spaces and unknown characters.</summary>
    public PieceOptions Options { get; }

    /// <summary>Which symbols merge.</summary>
    public CharacterPairTable Table { get; private set; }

    /// <summary>What ASCII text begins as. Only for a model with at most one symbol for a byte.</summary>
    public AsciiPairs AsciiPairs => _asciiPairs.Value;

    /// <summary>Where text may be cut.</summary>
    public PieceBorders Borders { get; }

    /// <summary>The user-defined pieces, or null if there are none.</summary>
    public UserSymbols? UserSymbols { get; }

    /// <inheritdoc/>
    public override LongPreTokenCache LongTokens => _longTokens.Value;

    /// <inheritdoc/>
    public override CharacterIds? CharacterIds => Borders.IsWhole ? null : _characterIds.Value;

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
    public int Merged(int rank, int left, int right) => rank < _tellingRanks ? _firstMerged + rank : Table.Merged(left, right);

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

    /// <summary>Has the id of a symbol that is not negative fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchId(int symbol)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ids), symbol)));
        }
    }

    /// <summary>Turns symbols into ids.</summary>
    /// <returns>The number of ids.</returns>
    public int Write(int* symbols, int count, int* output)
    {
        int written = 0;
        for (int i = 0; i < count; i++)
        {
            written = WritePart(symbols[i], output, written);
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

    private CharacterIds FindCharacterIds()
    {
        CharacterPairMerger merger = new(this);
        CharacterIds ids = new(Borders, merger);
        merger.Free();
        return ids;
    }

    private bool IsUnknown(int character) => _symbols[0][character] is var symbol && (symbol < 0 || (_characters.TryGetValue(symbol, out (int Character, int Id) other) && other.Id < 0));

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
                    symbols[count++] = _unknownSymbol;
                    unknown = false;
                }

                symbols[count++] = symbol;
            }
            else if (TryWriteBytes(character, place, _byteSymbols, symbols + count) is > 0 and int written)
            {
                count += written;
            }
            else if (Options.UnknownId >= 0)
            {
                if (unknown && !Options.FusesUnknown)
                {
                    symbols[count++] = _unknownSymbol;
                }

                unknown = true;
            }
        }

        if (unknown)
        {
            symbols[count++] = _unknownSymbol;
        }

        return count;
    }

    private int TryWriteBytes(int character, int place, int[]? byteIds, int* output)
    {
        if (byteIds is not { Length: > 0 })
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WritePart(int symbol, int* output, int written)
    {
        int id = symbol >= 0 ? _ids[symbol] : -1;
        if (id < 0)
        {
            return WriteParts(symbol, output, written);
        }

        output[written] = id;
        return written + 1;
    }

    private int WriteParts(int symbol, int* output, int written)
    {
        if (_parts.TryGetValue(symbol, out (int Left, int Right) parts))
        {
            written = WritePart(parts.Left, output, written);
            return WritePart(parts.Right, output, written);
        }

        (int character, int unused) = symbol < 0 ? (~symbol, -1) : _characters[symbol];
        if (unused >= 0)
        {
            output[written] = unused; // an unused piece of one character
            return written + 1;
        }

        int count = TryWriteBytes(character, 0, Options.ByteIds, output + written);
        if (count == 0 && Options.UnknownId >= 0 && !(Options.FusesUnknown && written > 0 && output[written - 1] == Options.UnknownId))
        {
            output[written] = Options.UnknownId;
            count = 1;
        }

        return written + count;
    }

    /// <summary>Numbers the characters: pieces, and others that pieces hold.</summary>
    /// <returns>Their ids, -1 for those that have none.</returns>
    private List<int> NumberCharacters(List<(int[] Characters, byte[] Text, int Id)> longer)
    {
        List<int> ids = [];
        for (int id = 0; id < _pieces.Count; id++)
        {
            if (_pieces[id].Kind is TokenKind.Ordinary or TokenKind.UserDefined or TokenKind.Unused && Options.Matched(_pieces[id].Text) is { Length: > 0 } text && IsCharacter(text))
            {
                _ = Rune.DecodeFromUtf8(text, out Rune rune, out _);
                _symbols[0][rune.Value] = ids.Count;
                if (_pieces[id].Kind == TokenKind.Unused)
                {
                    _characters[ids.Count] = (rune.Value, id);
                    ids.Add(-1);
                }
                else
                {
                    ids.Add(id);
                }
            }
        }

        foreach ((int[] characters, _, _) in longer)
        {
            foreach (int character in characters)
            {
                if (_symbols[0][character] == CharacterSymbols.None)
                {
                    _characters[ids.Count] = (character, -1);
                    _symbols[0][character] = ids.Count;
                    ids.Add(-1);
                }
            }
        }

        return ids;
    }

    /// <summary>Numbers what text begins as, then what the merges of the given ranks make.</summary>
    /// <returns>The symbols by id.</returns>
    private int[] NumberListed(IReadOnlyList<PieceMerge> merges, List<int> ranks, out List<int> ids)
    {
        int[] symbolOf = new int[_pieces.Count];
        symbolOf.AsSpan().Fill(-1);
        List<int> numbered = [];
        foreach (int id in _symbols[0].Numbers())
        {
            Number(id);
        }

        foreach (int id in _byteSymbols)
        {
            Number(id);
        }

        Number(_unknownSymbol);
        foreach (int rank in ranks)
        {
            Number(merges[rank].Merged);
        }

        ids = numbered;
        return symbolOf;

        void Number(int id)
        {
            if (id >= 0 && symbolOf[id] < 0)
            {
                symbolOf[id] = numbered.Count;
                numbered.Add(id);
            }
        }
    }

    /// <summary>Merges the text of pieces while the table is filled.</summary>
    private sealed class Scratch(CharacterPairModel model) : IDisposable
    {
        private readonly CharacterPairMerger _merger = new(model);

        public int LastRank => _merger.LastRank;

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
