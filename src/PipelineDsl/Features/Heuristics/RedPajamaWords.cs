using System;
using System.Buffers;
using System.Numerics;

namespace PipelineDsl;

/// <summary>The quality signals of RedPajama-v2 (Weber et al. 2024) that are counts of normalised words: without ASCII punctuation, in lower case, decomposed (NFD), between white space.</summary>
/// <remarks>Words are told apart by 64-bit hashes: for n different ones the chance of any collision is about n²/2⁶⁵.</remarks>
[Feature(cost: FeatureCost.Words)]
public sealed unsafe class RedPajamaWords : IDocumentVisitor, IWordList
{
    private static readonly SearchValues<byte> s_punctuation = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"u8);

    private readonly UnicodeNormalizer _normalizer = new();
    private readonly TextBuffer _plain = new();
    private readonly TextBuffer _lower = new();
    private readonly TextBuffer _normal = new();
    private readonly SegmentList _words = new();
    private readonly WhitespaceWords _segmenter = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private readonly ScratchArray<int> _counts = new(); // by slot; 0 is free

    /// <summary>Words.</summary>
    public int Count { get; private set; }

    /// <summary>The normalised text. White space is what it was: words may stand further apart than by one space.</summary>
    public ReadOnlySpan<byte> Text => _normal.Bytes;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => _words.Starts;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => _words.Ends;

    /// <summary>Characters (code points) of all words; an accent is one of its own.</summary>
    public int Characters { get; private set; }

    /// <summary>Different words.</summary>
    public int Unique { get; private set; }

    /// <summary>The entropy of the words in nats: Σ -p·ln p over the different words, p being a word's share; 0 without words.</summary>
    public double Entropy { get; private set; }

    /// <summary>How often <c>lorem ipsum</c> occurs in the words joined with single spaces, within longer words too.</summary>
    public int LoremIpsums { get; private set; }

    /// <summary>Characters (code points) of the words joined with single spaces.</summary>
    public int JoinedCharacters => Count == 0 ? 0 : Characters + Count - 1;

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Count = 0;
        Characters = 0;
        LoremIpsums = 0;
        Unique = 0;
        Entropy = 0;
        _plain.Clear();
        _lower.Clear();
        _normal.Clear();
        _words.Clear();
        _hashes.Begin();
        _counts.Begin();
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int length = text.IndexOfAny(s_punctuation);
            _plain.Append(length < 0 ? text : text[..length]);
            text = length < 0 ? default : text[(length + 1)..];
        }

        PythonLower.Append(_plain.Bytes, _lower);
        _normalizer.Append(_lower.Bytes, UnicodeForm.Nfd, _normal);
        PaddedText normal = _normal.Text;
        _segmenter.Split(normal, _words);
        Count = _words.Count;
        if (Count > 0)
        {
            CountWords(normal.Start);
        }
    }

    private void CountWords(byte* text)
    {
        ReadOnlySpan<int> starts = _words.Starts;
        ReadOnlySpan<int> ends = _words.Ends;
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)starts.Length * 2);
        ulong* hashes = _hashes.Take(slots);
        int* counts = _counts.TakeCleared(slots);
        for (int i = 0; i < starts.Length; i++)
        {
            int length = ends[i] - starts[i];
            Characters += CharacterCount.Of(text + starts[i], length);
            ulong hash = TextHash.Of(text + starts[i], length);
            int slot = (int)(hash >> 32) & (slots - 1);
            while (counts[slot] != 0 && hashes[slot] != hash)
            {
                slot = (slot + 1) & (slots - 1);
            }

            hashes[slot] = hash;
            Unique += counts[slot]++ == 0 ? 1 : 0;
            LoremIpsums += i > 0 && new ReadOnlySpan<byte>(text + starts[i], length).StartsWith("ipsum"u8)
                && new ReadOnlySpan<byte>(text + starts[i - 1], ends[i - 1] - starts[i - 1]).EndsWith("lorem"u8) ? 1 : 0;
        }

        double entropy = 0;
        for (int slot = 0; slot < slots; slot++)
        {
            if (counts[slot] > 0)
            {
                double share = (double)counts[slot] / Count;
                entropy -= share * Math.Log(share);
            }
        }

        Entropy = entropy;
    }
}
