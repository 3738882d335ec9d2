using System;
using System.Collections.Generic;

namespace PipelineDsl.Benchmarks;

/// <summary>What a generated document is.</summary>
internal enum CorpusKind
{
    /// <summary>Its pieces are in this combination nowhere else.</summary>
    Original,

    /// <summary>The text of an earlier original.</summary>
    Exact,

    /// <summary>The text of an earlier original with up to every fiftieth word replaced.</summary>
    Near,
}

/// <summary>Makes documents by recombining pieces of real ones, with exact and near copies at known rates. Any document can be made without the others.</summary>
/// <remarks>
/// <para>An original takes at least six different pieces at random from a window of 2,048 that begins at a random piece, so that its language and kind of text are those of one place in the sources, and is about as long as
/// some source document. In 20 GB from 150,000 pieces less than one pair of originals is to be expected that has five of six pieces in common.</para>
/// <para>A near copy replaces words, each with a chance of 1/200, 1/100 or 1/50: with shingles of five words its Jaccard index to the original is about 0.95, 0.91 or 0.82. A copy of a copy is one of the original.</para>
/// </remarks>
/// <param name="pieces">The pieces.</param>
/// <param name="seed">Another seed gives another corpus.</param>
/// <param name="exact">The share of exact copies.</param>
/// <param name="near">The share of near copies.</param>
internal sealed class CorpusGenerator(CorpusPieces pieces, ulong seed, double exact, double near)
{
    private const int Window = 2048;
    private const int LeastPieces = 6;
    private const int LongestWord = 40;
    private static readonly double[] s_edits = [0.005, 0.01, 0.02];
    private readonly List<int> _used = [];
    private readonly TextBuffer _original = new();

    /// <summary>Writes a document's text.</summary>
    /// <param name="number">The document, from 0.</param>
    /// <param name="text">Gets the text, UTF-8.</param>
    /// <returns>What it is, and the original that it has the text of: itself, if it is one.</returns>
    public (CorpusKind Kind, long Of) Write(long number, TextBuffer text)
    {
        (CorpusKind kind, long of) = KindOf(number);
        if (kind == CorpusKind.Near)
        {
            _original.Clear();
            WriteOriginal(of, _original);
            Edit(number, _original.Bytes, text);
        }
        else
        {
            WriteOriginal(of, text);
        }

        return (kind, of);
    }

    private (CorpusKind Kind, long Of) KindOf(long number)
    {
        (CorpusKind kind, long of) = Draw(number);
        for (CorpusKind earlier = kind; earlier != CorpusKind.Original;)
        {
            (earlier, long before) = Draw(of);
            of = earlier == CorpusKind.Original ? of : before;
        }

        return (kind, of);
    }

    private (CorpusKind Kind, long Of) Draw(long number)
    {
        CorpusRandom random = new(seed, CorpusStream.Kind, number);
        CorpusKind kind = number == 0 ? CorpusKind.Original
            : random.Happens(exact) ? CorpusKind.Exact
            : random.Happens(near / (1 - exact)) ? CorpusKind.Near
            : CorpusKind.Original;
        return (kind, kind == CorpusKind.Original ? number : random.Below(number));
    }

    private void WriteOriginal(long number, TextBuffer text)
    {
        CorpusRandom random = new(seed, CorpusStream.Text, number);
        int length = pieces.DocumentBytes[(int)random.Below(pieces.DocumentBytes.Count)];
        int first = (int)random.Below(pieces.Count);
        int window = Math.Min(Window, pieces.Count);
        _used.Clear();
        while (_used.Count < LeastPieces || (text.Length < length && _used.Count < window / 2))
        {
            int piece = (int)((first + random.Below(window)) % pieces.Count);
            if (_used.Contains(piece))
            {
                continue;
            }

            if (_used.Count > 0)
            {
                text.Append((byte)'\n');
            }

            _used.Add(piece);
            text.Append(pieces[piece]);
        }
    }

    private void Edit(long number, ReadOnlySpan<byte> original, TextBuffer text)
    {
        CorpusRandom random = new(seed, CorpusStream.Edit, number);
        double rate = s_edits[random.Below(s_edits.Length)];
        bool changed = false;
        while (!original.IsEmpty)
        {
            int end = original.IndexOfAny((byte)' ', (byte)'\n');
            ReadOnlySpan<byte> word = end < 0 ? original : original[..end];
            if (word.Length > 0 && random.Happens(rate))
            {
                word = Word(ref random);
                changed = true;
            }

            text.Append(word);
            original = end < 0 ? default : original[end..];
            if (!original.IsEmpty)
            {
                text.Append(original[0]);
                original = original[1..];
            }
        }

        if (!changed)
        {
            text.Append((byte)'\n');
            text.Append(Word(ref random));
        }
    }

    /// <summary>The first word of a random piece.</summary>
    private ReadOnlySpan<byte> Word(scoped ref CorpusRandom random)
    {
        ReadOnlySpan<byte> piece = pieces[(int)random.Below(pieces.Count)];
        int end = piece.IndexOfAny((byte)' ', (byte)'\n');
        end = Math.Min(end < 0 ? piece.Length : end, LongestWord);
        while (end < piece.Length && (piece[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return piece[..end];
    }
}
