using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Looks for the n-grams of an index in documents. One per worker and step; its memory is reused.</summary>
internal sealed class ContaminationSearch(ContaminationIndex index)
{
    private readonly TextBuffer _gram = new();
    private readonly List<ContaminationHit> _hits = [];
    private readonly List<ContaminationItem> _items = [];
    private readonly List<int> _touchedItems = [];
    private readonly string[] _figures = [.. index.Benchmarks.Select(static b => "contaminatedBy." + b)];
    private readonly bool[] _seenBenchmarks = new bool[index.Benchmarks.Count];
    private readonly List<string> _found = [];
    private ulong[] _seenGrams = []; // a bit for each n-gram that the document has
    private ItemState[] _states = []; // by item
    private IContaminationWords? _words;

    private struct ItemState
    {
        public int Hits;
        public int FirstHit;
        public bool Contaminates;
    }

    /// <summary>The index.</summary>
    public ContaminationIndex Index => index;

    /// <summary>What the last document has of the index: every place, ascending; of places with the same first word the n-gram of full length is the last.</summary>
    public ReadOnlySpan<ContaminationHit> Hits => CollectionsMarshal.AsSpan(_hits);

    /// <summary>The items that contaminate the last document, those with the most hits first, then in the order of the benchmarks.</summary>
    public ReadOnlySpan<ContaminationItem> Items => CollectionsMarshal.AsSpan(_items);

    /// <summary>The most n-grams of one item that the last document has, whether they are enough or not.</summary>
    public int MostHits { get; private set; }

    /// <summary>The greatest share of an item's n-grams that the last document has.</summary>
    public double GreatestItemShare { get; private set; }

    /// <summary>The share of the last document's words that lie in n-grams of items with enough hits.</summary>
    public double TextShare { get; private set; }

    /// <summary>The names of the figures that count documents by benchmark, of the benchmarks that contaminate the last document.</summary>
    public List<string> FiguresOfBenchmarks()
    {
        _found.Clear();
        Array.Clear(_seenBenchmarks);
        foreach (ContaminationItem item in _items)
        {
            int benchmark = index.BenchmarkOfItem[item.Item];
            if (!_seenBenchmarks[benchmark])
            {
                _seenBenchmarks[benchmark] = true;
                _found.Add(_figures[benchmark]);
            }
        }

        return _found;
    }

    /// <summary>Whether an n-gram of the last document is one of an item that contaminates it.</summary>
    public bool Contaminates(in ContaminationHit hit)
    {
        foreach (int item in index.ItemsOf(hit.Gram))
        {
            if (_states[item].Contaminates)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Searches a document; returns whether it is contaminated.</summary>
    /// <param name="words">The document's words, cut as those of the index.</param>
    /// <param name="bounds">How much is too much.</param>
    public bool Find(IContaminationWords words, in ContaminationBounds bounds)
    {
        Forget();
        _words = words;
        FindHits();
        if (_hits.Count == 0)
        {
            return false;
        }

        Count();
        Decide(bounds);
        return _items.Count > 0;
    }

    private void Forget()
    {
        foreach (ContaminationHit hit in _hits)
        {
            _seenGrams[hit.Gram >> 6] = 0;
        }

        foreach (int item in _touchedItems)
        {
            _states[item] = default;
        }

        _hits.Clear();
        _items.Clear();
        _touchedItems.Clear();
        MostHits = 0;
        GreatestItemShare = 0;
        TextShare = 0;
    }

    private void FindHits()
    {
        ReadOnlySpan<ulong> words = _words!.Hashes;
        Look(words, index.Pieces, isShort: false);
        int longHits = _hits.Count;
        if (index.ShortPieces.Any)
        {
            Look(words, index.ShortPieces, isShort: true);
            if (longHits > 0 && _hits.Count > longHits)
            {
                _hits.Sort(static (a, b) => a.Word != b.Word ? a.Word.CompareTo(b.Word) : a.Words != b.Words ? a.Words.CompareTo(b.Words) : a.Gram.CompareTo(b.Gram));
            }
        }
    }

    private void Look(ReadOnlySpan<ulong> words, GramPieces pieces, bool isShort)
    {
        int passed = 0;
        for (int i = pieces.Next(words, 0, ref passed); i >= 0; i = pieces.Next(words, i + 1, ref passed))
        {
            LookAt(i, ShingleHashes.Of(words.Slice(i, pieces.NGram)), isShort);
        }
    }

    /// <summary>Compares the words at a place with the n-grams that have their hash.</summary>
    private void LookAt(int word, ulong hash, bool isShort)
    {
        int slot = -1;
        for (int gram = index.Next(hash, isShort, ref slot); gram >= 0; gram = index.Next(hash, isShort, ref slot))
        {
            if (IsAt(word, gram))
            {
                _hits.Add(new ContaminationHit(word, index.WordsOf(gram), gram));
            }
        }
    }

    private bool IsAt(int word, int gram)
    {
        int end = word + index.WordsOf(gram);
        if (end > _words!.Hashes.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> text = index.TextOf(gram);
        _gram.Clear();
        for (int i = word; i < end; i++)
        {
            if (i > word)
            {
                _gram.Append((byte)' ');
            }

            _words.AppendWord(i, _gram);
            if (!text.StartsWith(_gram.Bytes))
            {
                return false;
            }
        }

        return _gram.Length == text.Length;
    }

    /// <summary>Counts the distinct n-grams of each item.</summary>
    private void Count()
    {
        if (_seenGrams.Length == 0)
        {
            _seenGrams = new ulong[(index.Grams + 63) / 64];
            _states = new ItemState[index.Items.Count];
        }

        for (int i = 0; i < _hits.Count; i++)
        {
            int gram = _hits[i].Gram;
            ulong bit = 1UL << gram;
            if ((_seenGrams[gram >> 6] & bit) != 0)
            {
                continue;
            }

            _seenGrams[gram >> 6] |= bit;
            foreach (int item in index.ItemsOf(gram))
            {
                ref ItemState state = ref _states[item];
                if (state.Hits++ == 0)
                {
                    state.FirstHit = i;
                    _touchedItems.Add(item);
                }
            }
        }
    }

    private void Decide(in ContaminationBounds bounds)
    {
        foreach (int item in _touchedItems)
        {
            ref ItemState state = ref _states[item];
            int grams = index.GramsOf(item);
            double share = (double)state.Hits / grams;
            MostHits = Math.Max(MostHits, state.Hits);
            GreatestItemShare = Math.Max(GreatestItemShare, share);
            if (state.Hits >= Math.Min(bounds.Hits, grams) && share >= bounds.ItemShare)
            {
                state.Contaminates = true;
                _items.Add(new ContaminationItem(item, state.Hits, state.FirstHit));
            }
        }

        int covered = 0;
        int end = 0;
        foreach (ContaminationHit hit in _hits)
        {
            if (hit.End > end && Contaminates(hit))
            {
                covered += hit.End - Math.Max(end, hit.Word);
                end = hit.End;
            }
        }

        TextShare = (double)covered / _words!.Hashes.Length;
        if (TextShare < bounds.TextShare)
        {
            foreach (ContaminationItem item in _items)
            {
                _states[item.Item].Contaminates = false;
            }

            _items.Clear();
        }

        _items.Sort(static (a, b) => a.Hits != b.Hits ? b.Hits.CompareTo(a.Hits) : a.Item.CompareTo(b.Item));
    }
}
