using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.IO.Hashing;
using System.Text;

namespace PipelineDsl;

/// <summary>The tokens of a tokenizer and their ids. Immutable; loaded once per process and shared by all threads.</summary>
public sealed class TokenVocabulary
{
    private static readonly ConcurrentDictionary<string, Lazy<TokenVocabulary>> s_loaded = new(StringComparer.Ordinal);

    private readonly TokenizerDefinition _definition;
    private readonly byte[] _bytes;
    private readonly int[] _ends;

    private TokenVocabulary(TokenizerDefinition definition)
    {
        _definition = definition;
        using (Stream stream = definition.OpenRanks())
        {
            RankFile.Read(stream, out _bytes, out _ends);
        }

        Size = OrdinaryCount;
        foreach ((int id, _) in definition.Specials)
        {
            Size = Math.Max(Size, id + 1);
        }

        Hash = HashOf();
        Merges = new MergeTable(this);
        Seed = new CacheSeed(this);
    }

    /// <summary>The tokenizer's name.</summary>
    public string Name => _definition.Name;

    /// <summary>One more than the greatest id, special ids included.</summary>
    public int Size { get; }

    /// <summary>The id that ends a document.</summary>
    public int EndOfText => _definition.EndOfText;

    /// <summary>The XXH3-128 of the tokens, their ids and the name of the pre-tokenizer, in hexadecimal: the same hash, the same ids.</summary>
    public string Hash { get; }

    /// <summary>One more than the greatest id of a token that text can become.</summary>
    internal int OrdinaryCount => _ends.Length;

    /// <summary>How tokens come of smaller ones.</summary>
    internal MergeTable Merges { get; }

    /// <summary>What the encoders' caches hold at first.</summary>
    internal CacheSeed Seed { get; }

    /// <summary>Loads a tokenizer's vocabulary, at the first call.</summary>
    /// <param name="tokenizer">A name that <see cref="KnownTokenizerAttribute"/> declares, such as <c>o200k_base</c>.</param>
    /// <exception cref="ArgumentException">No tokenizer has this name.</exception>
    public static TokenVocabulary Load(string tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return s_loaded.GetOrAdd(tokenizer, static name =>
        {
            TokenizerDefinition definition = TokenizerDefinition.Find(name)
                ?? throw new ArgumentException($"no tokenizer is named '{name}'; known are cl100k_base and o200k_base", nameof(tokenizer));
            return new Lazy<TokenVocabulary>(() => new TokenVocabulary(definition));
        }).Value;
    }

    /// <summary>The bytes of an id: often a part of a character only. Those of a special id are its text, such as <c>&lt;|endoftext|&gt;</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public ReadOnlySpan<byte> Bytes(int id)
    {
        if ((uint)id < (uint)_ends.Length && Ordinary(id) is { IsEmpty: false } bytes)
        {
            return bytes;
        }

        int special = FindSpecial(id);
        return special >= 0
            ? Encoding.UTF8.GetBytes(_definition.Specials[special].Text)
            : throw new ArgumentOutOfRangeException(nameof(id), id, $"{Name} has no such id");
    }

    /// <summary>Whether an id is special: one that text never becomes in ordinary mode.</summary>
    public bool IsSpecial(int id) => FindSpecial(id) >= 0;

    /// <summary>Turns ids back into the text that they were made from, byte for byte.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="text">Takes the text.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has not all of the ids.</exception>
    public void Decode(ReadOnlySpan<int> ids, TextBuffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (int id in ids)
        {
            text.Append(Bytes(id));
        }
    }

    /// <summary>The bytes of an id below <see cref="OrdinaryCount"/>; empty if no token has the id.</summary>
    internal ReadOnlySpan<byte> Ordinary(int id)
    {
        int start = id == 0 ? 0 : _ends[id - 1];
        return _bytes.AsSpan(start, _ends[id] - start);
    }

    /// <summary>Makes an encoder for one thread.</summary>
    internal TokenEncoder CreateEncoder() => _definition.CreateEncoder(this);

    private int FindSpecial(int id)
    {
        int at = _definition.Specials.Length - 1;
        while (at >= 0 && _definition.Specials[at].Id != id)
        {
            at--;
        }

        return at;
    }

    private string HashOf()
    {
        XxHash128 hash = new();
        hash.Append(Encoding.UTF8.GetBytes(_definition.PreTokenizer));
        byte[] ends = new byte[4 * _ends.Length];
        for (int id = 0; id < _ends.Length; id++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(ends.AsSpan(4 * id), _ends[id]);
        }

        hash.Append(ends);
        hash.Append(_bytes);
        foreach ((int id, string text) in _definition.Specials)
        {
            hash.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id} {text}\n")));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
