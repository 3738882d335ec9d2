using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Cuts texts into pre-tokens and counts these. Not thread-safe.</summary>
internal abstract class PreTokenCounter
{
    /// <summary>Counts a text's pre-tokens.</summary>
    public abstract void Count(PaddedText text, WordCounts counts);
}

/// <summary>Counts with a scanner.</summary>
/// <typeparam name="TPreTokenizer">The scanner.</typeparam>
internal sealed unsafe class PreTokenCounter<TPreTokenizer>(TPreTokenizer preTokenizer) : PreTokenCounter
    where TPreTokenizer : struct, IPreTokenizer
{
    /// <inheritdoc/>
    public override void Count(PaddedText text, WordCounts counts)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        while (p < end)
        {
            ulong ends = *p < 0x80 ? preTokenizer.Ends(p, end) : 0;
            byte* start = p;
            if (ends == 0)
            {
                byte* next = preTokenizer.Next(p, end);
                p = next > end ? end : next;
                counts.Add(new ReadOnlySpan<byte>(start, (int)(p - start)));
                continue;
            }

            int from = 0;
            for (; ends != 0; ends &= ends - 1)
            {
                int to = BitOperations.TrailingZeroCount(ends);
                counts.Add(new ReadOnlySpan<byte>(start + from, to - from));
                from = to;
            }

            p += from;
        }
    }
}

/// <summary>Counts with a pattern that has no code of its own.</summary>
internal sealed unsafe class PatternCounter : PreTokenCounter
{
    private readonly PatternPieces _pieces;
    private readonly PreTokenCounter<PatternPreTokenizer> _inner;

    /// <summary>Creates a counter.</summary>
    public PatternCounter(TextPattern pattern)
    {
        _pieces = new PatternPieces(pattern);
        _inner = new PreTokenCounter<PatternPreTokenizer>(new PatternPreTokenizer(_pieces));
    }

    /// <inheritdoc/>
    public override void Count(PaddedText text, WordCounts counts)
    {
        _pieces.Begin(text.Start, text.Start + text.Length);
        _inner.Count(text, counts);
    }
}
