using System;

namespace PipelineDsl;

/// <summary>Finds what a text is cut at. Not thread-safe: each worker has its own.</summary>
internal abstract unsafe class SplitMatcher
{
    /// <summary>Adds the matches and what lies between them: together the whole text, by places from <paramref name="start"/>.</summary>
    public abstract void Find(byte* start, byte* end, SplitSegments segments);
}

/// <summary>Each character of a set is a match.</summary>
internal sealed unsafe class CharacterMatcher(CharacterSet set) : SplitMatcher
{
    /// <inheritdoc/>
    public override void Find(byte* start, byte* end, SplitSegments segments)
    {
        byte* from = start;
        for (byte* p = start; p < end;)
        {
            if (set.At(p, end, out int length))
            {
                if (from < p)
                {
                    segments.Add((int)(from - start), (int)(p - start), false);
                }

                segments.Add((int)(p - start), (int)(p - start) + length, true);
                from = p + length;
            }

            p += length;
        }

        if (from < end)
        {
            segments.Add((int)(from - start), (int)(end - start), false);
        }
    }
}

/// <summary>Each occurrence of a text is a match; an empty text has none.</summary>
internal sealed unsafe class TextMatcher(byte[] text) : SplitMatcher
{
    /// <inheritdoc/>
    public override void Find(byte* start, byte* end, SplitSegments segments)
    {
        ReadOnlySpan<byte> all = new(start, (int)(end - start));
        int from = 0;
        while (text.Length > 0 && all[from..].IndexOf(text) is >= 0 and int distance)
        {
            if (distance > 0)
            {
                segments.Add(from, from + distance, false);
            }

            from += distance + text.Length;
            segments.Add(from - text.Length, from, true);
        }

        if (from < all.Length)
        {
            segments.Add(from, all.Length, false);
        }
    }
}

/// <summary>Each match of a regular expression is one; an empty one directly behind another is none.</summary>
internal sealed unsafe class PatternSplitMatcher(TextPattern pattern) : SplitMatcher
{
    private readonly PatternMatcher _matcher = new(pattern);

    /// <inheritdoc/>
    public override void Find(byte* start, byte* end, SplitSegments segments)
    {
        _matcher.Begin(start, end);
        byte* from = start; // what is before it was added
        byte* search = start;
        byte* lastEnd = null;
        while (search <= end && _matcher.Find(search, out byte* matchStart, out byte* matchEnd))
        {
            if (matchStart == matchEnd && matchEnd == lastEnd)
            {
                search += search < end ? CharacterSet.LengthAt(search, end) : 1;
                continue;
            }

            if (from < matchStart)
            {
                segments.Add((int)(from - start), (int)(matchStart - start), false);
            }

            segments.Add((int)(matchStart - start), (int)(matchEnd - start), true);
            from = matchEnd;
            search = matchEnd;
            lastEnd = matchEnd;
        }

        if (from < end)
        {
            segments.Add((int)(from - start), (int)(end - start), false);
        }
    }
}
