using System;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>A row of windows that have one anchor.</summary>
/// <param name="Anchor">Where the anchor lies, in symbols from the document's beginning.</param>
/// <param name="First">Where the first of the windows starts.</param>
/// <param name="Count">How many windows there are, each a symbol further on.</param>
internal readonly record struct AnchoredWindows(int Anchor, int First, int Count);

/// <summary>Chooses an anchor in each window of a document: a place that depends on nothing but the window's symbols, so that equal windows have it at the same place.</summary>
/// <remarks>
/// The minimizer of Roberts and others (2004), or winnowing (Schleimer and others, 2003): of all places in the window at which a key of <see cref="KeyLength"/> symbols begins, the one
/// where the first 8 bytes have the smallest hash; of equal ones the leftmost. So windows that follow each other mostly share their anchor: of random text about two in
/// (<c>window</c> - <c>key</c> + 2) places are anchors, of any text each place at most once. Minima of all windows come from suffix minima and prefix minima of blocks as long as the range
/// of places (van Herk and Gil and Werman), so that no text, however periodic, takes longer than another.
/// </remarks>
/// <typeparam name="TSymbol">What windows are made of.</typeparam>
internal sealed unsafe class WindowAnchors<TSymbol>
    where TSymbol : struct, ISubstringSymbol
{
    /// <summary>The shortest window, in symbols.</summary>
    public const int LeastWindow = 8;

    private const int GramBytes = 8;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly int _window;
    private readonly ulong[] _minima; // of a block: from each place to the block's end
    private readonly ulong[] _next; // values of the block after it
    private AnchoredWindows[] _found = new AnchoredWindows[64];
    private int _count;

    /// <summary>Takes memory: 16 bytes for each place of a window.</summary>
    /// <param name="window">Symbols of a window, at least <see cref="LeastWindow"/>.</param>
    public WindowAnchors(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, LeastWindow);
        _window = window;
        KeyLength = KeyOf(window);
        _minima = new ulong[window - KeyLength + 1];
        _next = new ulong[_minima.Length];
    }

    /// <summary>The symbols of a key: the longer, the more anchors, but the fewer of which the key occurs again and the window does not.</summary>
    public int KeyLength { get; }

    /// <summary>The rows of windows that the last call found, in order.</summary>
    public ReadOnlySpan<AnchoredWindows> Found => _found.AsSpan(0, _count);

    /// <summary>The symbols of a key for windows of a length.</summary>
    public static int KeyOf(int window) => Math.Max(GramBytes / TSymbol.Size, (window / 2));

    /// <summary>Finds the anchors of a document; none if it is shorter than a window.</summary>
    /// <param name="symbols">The document's symbols.</param>
    public void Find(ReadOnlySpan<byte> symbols)
    {
        _count = 0;
        int places = (symbols.Length / TSymbol.Size) - KeyLength + 1;
        int range = _minima.Length;
        if (places < range)
        {
            return;
        }

        fixed (byte* text = symbols)
        {
            fixed (ulong* minima = _minima, next = _next)
            {
                Hash(text, 0, range, minima);
                for (int block = 0; ; block += range)
                {
                    for (int i = range - 2; i >= 0; i--)
                    {
                        minima[i] = Math.Min(minima[i], minima[i + 1]);
                    }

                    // The window that starts in the block's place i reaches to place i - 1 of the next block.
                    Take(block, (uint)minima[0]);
                    int rest = Math.Min(range, places - block - range);
                    Hash(text, block + range, rest, next);
                    ulong least = ulong.MaxValue;
                    int last = Math.Min(range - 1, rest);
                    for (int i = 1; i <= last; i++)
                    {
                        least = Math.Min(least, next[i - 1]);
                        Take(block + i, (uint)Math.Min(minima[i], least));
                    }

                    if (rest < range)
                    {
                        break;
                    }

                    new Span<ulong>(next, range).CopyTo(new Span<ulong>(minima, range));
                }
            }
        }
    }

    /// <summary>The hash of a key.</summary>
    /// <param name="symbols">The document's symbols.</param>
    /// <param name="windows">The windows whose anchor it is.</param>
    /// <param name="seed">Which hash.</param>
    public ulong Key(ReadOnlySpan<byte> symbols, AnchoredWindows windows, long seed)
        => XxHash3.HashToUInt64(symbols.Slice(windows.Anchor * TSymbol.Size, KeyLength * TSymbol.Size), seed);

    /// <summary>The hash of everything that the windows cover, and of the anchor's place in it.</summary>
    /// <param name="symbols">The document's symbols.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="seed">Which hash.</param>
    public ulong Context(ReadOnlySpan<byte> symbols, AnchoredWindows windows, long seed)
        => XxHash3.HashToUInt64(
            symbols.Slice(windows.First * TSymbol.Size, (windows.Count - 1 + _window) * TSymbol.Size),
            seed ^ ((long)(windows.Anchor - windows.First + 1) << 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hash(byte* text, int from, int count, ulong* values)
    {
        for (int i = 0; i < count; i++)
        {
            // The place in the lower half: of equal hashes the leftmost is the smallest.
            ulong gram = Unsafe.ReadUnaligned<ulong>(text + ((long)(from + i) * TSymbol.Size));
            values[i] = ((gram * Multiplier) & 0xFFFF_FFFF_0000_0000) | (uint)(from + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int window, uint anchor)
    {
        if (_count > 0)
        {
            ref AnchoredWindows last = ref _found[_count - 1];
            if (last.Anchor == (int)anchor)
            {
                last = last with { Count = last.Count + 1 };
                return;
            }
        }

        Add(window, (int)anchor);
    }

    private void Add(int window, int anchor)
    {
        if (_count == _found.Length)
        {
            Array.Resize(ref _found, 2 * _count);
        }

        _found[_count++] = new AnchoredWindows(anchor, window, 1);
    }
}
