using System;

namespace PipelineDsl;

/// <summary>What Dolma, DCLM and OLMo 3 count of the words between white space beyond <see cref="WordStats"/>.</summary>
[Feature(cost: FeatureCost.Words)]
public sealed class GopherWordMarks
{
    private const int Longest = 63;

    private readonly int[] _lengths = new int[Longest + 1]; // words by length in code points; longer ones count as the longest
    private int _count;

    /// <summary>Bytes of all words.</summary>
    public int Bytes { get; private set; }

    /// <summary>Words that hold <c>#</c> or <c>…</c>.</summary>
    public int SymbolWords { get; private set; }

    /// <summary>Occurrences of Gopher's eight stop words in lower case.</summary>
    public int StopWords { get; private set; }

    /// <summary>The same in upper or lower case.</summary>
    public int StopWordsInAnyCase { get; private set; }

    /// <summary>The median of the words' lengths in code points, of an even number the mean of the two in the middle; words of more than 63 count as such of 63. 0 without words.</summary>
    public double MedianLength => _count == 0 ? 0 : (LengthAt((_count - 1) / 2) + LengthAt(_count / 2)) / 2.0;

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Array.Clear(_lengths);
        _count = Bytes = SymbolWords = StopWords = StopWordsInAnyCase = 0;
    }

    /// <summary>Looks at the words.</summary>
    [Finish]
    public unsafe void Finish(WordList words)
    {
        _count = words.Count;
        fixed (byte* text = words.Text)
        {
            for (int i = 0; i < words.Count; i++)
            {
                byte* word = text + words.Starts[i];
                int length = words.Ends[i] - words.Starts[i];
                Bytes += length;
                _lengths[Math.Min(Longest, CharacterCount.Of(word, length))]++;
                ReadOnlySpan<byte> bytes = new(word, length);
                if (length is >= 2 and <= 4)
                {
                    StopWords += GopherStopWords.Of(word, length) != 0 ? 1 : 0;
                    StopWordsInAnyCase += GopherStopWords.InAnyCase(word, length) != 0 ? 1 : 0;
                }

                SymbolWords += bytes.Contains((byte)'#') || bytes.IndexOf("…"u8) >= 0 ? 1 : 0;
            }
        }
    }

    private int LengthAt(int place)
    {
        int length = 0;
        for (int seen = _lengths[0]; seen <= place; seen += _lengths[length])
        {
            length++;
        }

        return length;
    }
}
