using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text;

namespace PipelineDsl;

/// <summary>The n-grams of a benchmark's items, and which items have each.</summary>
/// <remarks>
/// An n-gram is found by a 64-bit hash of its words and then compared word by word, so that no collision is a hit. n-grams of one item or of several that are the same are one; all its items are known.
/// A query or label with fewer words than an n-gram, but enough to be told from chance, is an n-gram of its own length: it is looked for by its first words.
/// </remarks>
internal sealed class ContaminationIndex
{
    private readonly Gram[] _grams;
    private readonly byte[] _text; // of all n-grams, words with spaces between them; those of one part overlap
    private readonly int[] _postings; // items by n-gram
    private readonly int[] _gramsOfItem;
    private readonly int[] _slots; // n-grams by hash, plus 1; 0 is free
    private readonly int[] _shortSlots;

    private ContaminationIndex(in ContaminationSettings settings, IReadOnlyList<BenchmarkItem> items, Gram[] grams, byte[] text, int[] postings, int[] gramsOfItem, int tooFrequent, GramPieces pieces, GramPieces shortPieces)
    {
        Pieces = pieces;
        ShortPieces = shortPieces;
        Settings = settings;
        Items = items;
        _grams = grams;
        _text = text;
        _postings = postings;
        _gramsOfItem = gramsOfItem;
        TooFrequent = tooFrequent;
        int shorts = 0;
        foreach (Gram gram in grams)
        {
            shorts += gram.Words < settings.NGram ? 1 : 0;
        }

        _slots = new int[SlotsFor(grams.Length - shorts)];
        _shortSlots = new int[SlotsFor(shorts)];
        for (int i = 0; i < grams.Length; i++)
        {
            bool isShort = grams[i].Words < settings.NGram;
            int[] slots = isShort ? _shortSlots : _slots;
            int slot = Place(grams[i].Hash, slots.Length);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = i + 1;
        }

        Dictionary<string, int> benchmarks = [];
        BenchmarkOfItem = new int[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            benchmarks.TryAdd(items[i].Benchmark, benchmarks.Count);
            BenchmarkOfItem[i] = benchmarks[items[i].Benchmark];
        }

        Benchmarks = [.. benchmarks.Keys];
        foreach (int count in gramsOfItem)
        {
            Unmatched += count == 0 ? 1 : 0;
        }
    }

    /// <summary>An n-gram.</summary>
    /// <param name="Hash">The hash of its words, or, of one with fewer than n, of its first ones.</param>
    /// <param name="Words">The number of its words.</param>
    /// <param name="TextStart">Where its text starts.</param>
    /// <param name="TextLength">The length of its text, in bytes.</param>
    /// <param name="FirstPosting">Where its items start.</param>
    private readonly record struct Gram(ulong Hash, int Words, int TextStart, int TextLength, int FirstPosting);

    /// <summary>What the index was made with.</summary>
    public ContaminationSettings Settings { get; }

    /// <summary>All items, those without n-grams too.</summary>
    public IReadOnlyList<BenchmarkItem> Items { get; }

    /// <summary>The names of the benchmarks.</summary>
    public IReadOnlyList<string> Benchmarks { get; }

    /// <summary>The benchmark of each item, by its place among <see cref="Benchmarks"/>.</summary>
    public int[] BenchmarkOfItem { get; }

    /// <summary>The number of different n-grams.</summary>
    public int Grams => _grams.Length;

    /// <summary>How many n-grams were left out because too many items have them.</summary>
    public int TooFrequent { get; }

    /// <summary>How many items no text can be found to have: they are too short, or all their n-grams are too frequent.</summary>
    public int Unmatched { get; }

    /// <summary>Pieces of the n-grams.</summary>
    public GramPieces Pieces { get; }

    /// <summary>Pieces of the first <see cref="ContaminationSettings.MinItemWords"/> words of short n-grams.</summary>
    public GramPieces ShortPieces { get; }

    /// <summary>The number of different n-grams of an item.</summary>
    public int GramsOf(int item) => _gramsOfItem[item];

    /// <summary>The items that have an n-gram, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int gram) => _postings.AsSpan(_grams[gram].FirstPosting..(gram + 1 < _grams.Length ? _grams[gram + 1].FirstPosting : _postings.Length));

    /// <summary>The words of an n-gram with spaces between them, UTF-8.</summary>
    public ReadOnlySpan<byte> TextOf(int gram) => _text.AsSpan(_grams[gram].TextStart, _grams[gram].TextLength);

    /// <summary>The number of words of an n-gram.</summary>
    public int WordsOf(int gram) => _grams[gram].Words;

    /// <summary>Walks through the n-grams with a hash.</summary>
    /// <param name="hash">The hash of n words, or of the first words of a short n-gram.</param>
    /// <param name="isShort">Whether short n-grams are looked for.</param>
    /// <param name="slot">Where to go on; -1 at the first call.</param>
    /// <returns>An n-gram, or -1 after the last.</returns>
    public int Next(ulong hash, bool isShort, ref int slot)
    {
        int[] slots = isShort ? _shortSlots : _slots;
        int mask = slots.Length - 1;
        slot = slot < 0 ? Place(hash, slots.Length) : (slot + 1) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_grams[slots[slot] - 1].Hash == hash)
            {
                return slots[slot] - 1;
            }
        }

        return -1;
    }

    /// <summary>Makes the index of some items.</summary>
    /// <exception cref="InvalidDataException">There is nothing to look for, or more than fits.</exception>
    public static ContaminationIndex Build(IReadOnlyList<BenchmarkItem> items, in ContaminationSettings settings)
    {
        settings.Check();
        Builder builder = new(settings);
        for (int i = 0; i < items.Count; i++)
        {
            builder.Add(items[i], i);
        }

        return builder.Build(items);
    }

    /// <summary>A slot for each of twice as many hashes, a power of two.</summary>
    private static int SlotsFor(int count) => checked((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, checked(2 * count + 1))));

    private static int Place(ulong hash, int slots) => (int)hash & (slots - 1);

    /// <summary>Collects n-grams.</summary>
    private sealed class Builder(ContaminationSettings settings)
    {
        private readonly IContaminationWords _words = settings.Words.Create();
        private readonly TextBuffer _input = new();
        private readonly TextBuffer _text = new(1 << 20);
        private readonly List<Found> _grams = [];
        private readonly Dictionary<(ulong Hash, int Words), int> _last = []; // the n-gram with a hash that was found last
        private readonly List<(int Gram, int Item)> _postings = [];
        private readonly GramPieces.Builder _pieces = new(settings.NGram);
        private readonly GramPieces.Builder _shortPieces = new(settings.MinItemWords);

        /// <summary>An n-gram that was found, and the one found before it with the same hash, or -1.</summary>
        private record struct Found(ulong Hash, int Words, int Start, int Length, int Before, int LastItem, int Items);

        /// <summary>Words of a part, as hashes and as text with spaces between.</summary>
        private sealed record Part(ulong[] Hashes, byte[] Text, int[] Starts, int[] Ends)
        {
            public int Count => Hashes.Length;

            public ReadOnlySpan<byte> Words(int from, int to) => Text.AsSpan(Starts[from]..Ends[to - 1]);
        }

        public void Add(BenchmarkItem item, int number)
        {
            int n = settings.NGram;
            Part query = Cut(item.Query);
            if ((settings.Parts & BenchmarkParts.Query) != 0)
            {
                AddWindows(query, number);
            }

            foreach (string text in item.Labels)
            {
                Part label = Cut(text);
                if ((settings.Parts & BenchmarkParts.Label) != 0)
                {
                    AddWindows(label, number);
                }

                if ((settings.Parts & BenchmarkParts.Border) != 0 && query.Count > 0 && label.Count > 0)
                {
                    int before = Math.Min(n - 1, query.Count);
                    int behind = Math.Min(n - 1, label.Count);
                    if (before + behind >= n)
                    {
                        AddWindows(Join(query, query.Count - before, label, behind), number);
                    }
                }
            }
        }

        public ContaminationIndex Build(IReadOnlyList<BenchmarkItem> items)
        {
            int[] gramsOfItem = new int[items.Count];
            int[] kept = new int[_grams.Count]; // the new number, or -1
            List<Gram> grams = [];
            int posting = 0;
            for (int i = 0; i < _grams.Count; i++)
            {
                Found found = _grams[i];
                bool frequent = settings.MaxItems > 0 && found.Items > settings.MaxItems;
                kept[i] = frequent ? -1 : grams.Count;
                if (!frequent)
                {
                    grams.Add(new Gram(found.Hash, found.Words, found.Start, found.Length, posting));
                    posting += found.Items;
                }
            }

            int[] next = new int[grams.Count];
            int[] postings = new int[posting];
            foreach ((int gram, int item) in _postings)
            {
                if (kept[gram] is >= 0 and int place)
                {
                    postings[grams[place].FirstPosting + next[place]++] = item;
                    gramsOfItem[item]++;
                }
            }

            if (grams.Count == 0)
            {
                throw new InvalidDataException(items.Count == 0
                    ? "the files hold no rows"
                    : $"none of the {items.Count} items has an n-gram to look for; let ngram be smaller, parts more, or name other fields by query and label");
            }

            return new ContaminationIndex(settings, items, [.. grams], _text.Bytes.ToArray(), postings, gramsOfItem, _grams.Count - grams.Count, _pieces.Build(), _shortPieces.Build());
        }

        private Part Cut(string text)
        {
            _input.Clear();
            _input.Append(Encoding.UTF8.GetBytes(text));
            _words.Split(_input.Text);
            int count = _words.Hashes.Length;
            TextBuffer words = new();
            int[] starts = new int[count];
            int[] ends = new int[count];
            for (int i = 0; i < count; i++)
            {
                if (i > 0)
                {
                    words.Append((byte)' ');
                }

                starts[i] = words.Length;
                _words.AppendWord(i, words);
                ends[i] = words.Length;
            }

            return new Part(_words.Hashes.ToArray(), words.Bytes.ToArray(), starts, ends);
        }

        private static Part Join(Part query, int from, Part label, int count)
        {
            ulong[] hashes = [.. query.Hashes[from..], .. label.Hashes[..count]];
            int first = query.Starts[from];
            byte[] text = [.. query.Text[first..], (byte)' ', .. label.Text[..label.Ends[count - 1]]];
            int shift = query.Text.Length - first + 1;
            int[] starts = [.. Array.ConvertAll(query.Starts[from..], s => s - first), .. Array.ConvertAll(label.Starts[..count], s => s + shift)];
            int[] ends = [.. Array.ConvertAll(query.Ends[from..], e => e - first), .. Array.ConvertAll(label.Ends[..count], e => e + shift)];
            return new Part(hashes, text, starts, ends);
        }

        /// <summary>Adds the n-grams of a part, or, if it has too few words for one, the part itself.</summary>
        private void AddWindows(Part part, int item)
        {
            int n = settings.NGram;
            if (part.Count < n)
            {
                if (settings.MinItemWords > 0 && part.Count >= settings.MinItemWords)
                {
                    int start = Keep(part.Text);
                    _shortPieces.Add(part.Hashes.AsSpan(0, settings.MinItemWords));
                    Add(ShingleHashes.Of(part.Hashes.AsSpan(0, settings.MinItemWords)), part.Count, start, part.Text.Length, item);
                }

                return;
            }

            int text = Keep(part.Text);
            _pieces.Add(part.Hashes);
            for (int i = 0; i + n <= part.Count; i++)
            {
                Add(ShingleHashes.Of(part.Hashes.AsSpan(i, n)), n, text + part.Starts[i], part.Ends[i + n - 1] - part.Starts[i], item);
            }
        }

        private int Keep(byte[] text)
        {
            if ((long)_text.Length + text.Length > Array.MaxLength / 2)
            {
                throw new InvalidDataException("the benchmarks hold more than 1 GiB of text; split them, and use one [Decontaminate] step for each part");
            }

            int start = _text.Length;
            _text.Append(text);
            return start;
        }

        private void Add(ulong hash, int words, int start, int length, int item)
        {
            int last = _last.GetValueOrDefault((hash, words), -1);
            int gram = last;
            while (gram >= 0 && !_text.Bytes.Slice(_grams[gram].Start, _grams[gram].Length).SequenceEqual(_text.Bytes.Slice(start, length)))
            {
                gram = _grams[gram].Before;
            }

            if (gram < 0)
            {
                gram = _grams.Count;
                _last[(hash, words)] = gram;
                _grams.Add(new Found(hash, words, start, length, last, -1, 0));
            }

            Found found = _grams[gram];
            if (found.LastItem != item)
            {
                _grams[gram] = found with { LastItem = item, Items = found.Items + 1 };
                _postings.Add((gram, item));
            }
        }
    }
}
