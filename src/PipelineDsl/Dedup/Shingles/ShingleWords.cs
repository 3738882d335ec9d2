using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>
/// The words of a text as near-duplicate search and decontamination compare them, each with a 64-bit hash: runs of word characters in lower case, and each Han, Hiragana or Katakana character
/// for itself. Punctuation and white space count for nothing.
/// </summary>
/// <remarks>
/// <para>Word characters are letters, numbers and the low line (<c>\w</c> of Python's <c>re</c>, Unicode 15.0); marks are none. A word's lower case is what Python's <c>str.lower</c> makes of it
/// alone. In Python: <c>[w.lower() for w in re.findall(r"[CJK]|[^\WCJK]+", text)]</c>.</para>
/// <para>Words are equal if their hashes are, but for a chance of about n²/2⁶⁵ among n different words (<see cref="TextHash"/>).</para>
/// </remarks>
[Feature(cost: FeatureCost.Words)]
public sealed unsafe class ShingleWords : IDocumentVisitor, IWordList, IShingleUnits
{
    /// <summary>Blocks that are cut and hashed together: what fits into the first-level cache.</summary>
    private const int ChunkBlocks = 64;

    /// <summary>The bit that makes ASCII letters lower case. Digits have it, and the low line gets another code that no word has.</summary>
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    private const ulong HighBits = 0x8080_8080_8080_8080;

    private readonly TextKernel _kernel;
    private readonly bool _compress;
    private readonly ScratchArray<int> _starts = new();
    private readonly ScratchArray<int> _ends = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private readonly TextBuffer _lower = new();
    private byte* _text;
    private int _length;

    /// <summary>Creates an empty list that uses the best instructions of this machine.</summary>
    public ShingleWords()
        : this(TextKernels.Best)
    {
    }

    internal ShingleWords(TextKernel kernel)
    {
        _kernel = kernel;
        _compress = kernel == TextKernel.Vector512 && MaskPositions.CanCompress;
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Text => new(_text, _length);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => new(_starts.Start, Count);

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => new(_ends.Start, Count);

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, Count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _starts.Begin();
        _ends.Begin();
        _hashes.Begin();
        Count = 0;
        _length = 0;
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        // Texts lie in pinned memory, with their padding.
        Split(new PaddedText((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length));
    }

    /// <summary>Cuts a text and hashes its words, which take the place of those before.</summary>
    /// <param name="text">The text, UTF-8. It must stay where it is as long as <see cref="Text"/> is asked for.</param>
    public void Split(PaddedText text)
    {
        _text = text.Start;
        _length = text.Length;
        Count = 0;
        WordEdges edges = default;
        int blocks = text.Length == 0 ? 0 : (text.Length / 64) + 1; // the last one ends in padding, which ends every word
        int startCount = 0;
        int endCount = 0;
        for (int first = 0; first < blocks; first += ChunkBlocks)
        {
            int count = Math.Min(ChunkBlocks, blocks - first);
            int most = (WordEdges.MostInBlock * count) + MaskPositions.Room;
            int* starts = _starts.Grow(startCount + most);
            int* ends = _ends.Grow(endCount + most);
            int* start = starts + startCount;
            int* end = ends + endCount;
            edges.Write(_kernel, _compress, _text, _length, first, count, ref start, ref end);
            int hashed = endCount;
            startCount = (int)(start - starts);
            endCount = (int)(end - ends);
            Hash(_text, starts, ends, hashed, endCount, _hashes.Grow(endCount));
        }

        Count = endCount;
    }

    private void Hash(byte* text, int* starts, int* ends, int from, int to, ulong* hashes)
    {
        for (int i = from; i < to; i++)
        {
            byte* word = text + starts[i];
            int length = ends[i] - starts[i];
            if (length <= 16)
            {
                TextHash.LoadShort(word, length, LowerCase, out ulong low, out ulong high);
                if (((low | high) & HighBits) == 0)
                {
                    hashes[i] = TextHash.OfLoaded(low, high, length);
                    continue;
                }
            }

            hashes[i] = HashSlowly(word, length);
        }
    }

    /// <summary>The hash of a long word, or of one that holds more than ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong HashSlowly(byte* word, int length)
    {
        if (length == 3 && *word is >= 0xE3 and <= 0xE9)
        {
            return TextHash.Of(word, length); // one of U+3000 to U+9FFF: none of them has case
        }

        _lower.Clear();
        PythonLower.Append(new ReadOnlySpan<byte>(word, length), _lower);
        Span<byte> lower = _lower.Written(0);
        if (System.Text.Ascii.IsValid(lower))
        {
            // As the words that are hashed without a copy. The Kelvin sign alone becomes ASCII in lower case.
            foreach (ref byte character in lower)
            {
                character |= 0x20;
            }
        }

        return TextHash.Of(_lower.Start, lower.Length);
    }
}
