using System;

namespace PipelineDsl;

/// <summary>A list of strings to look for in URLs that are in lower case already, as OLMo 3's tools (datamap-rs) do it: entries are compared as they are, so that one with an upper-case letter finds nothing.</summary>
/// <remarks>The file has one string on each line, as for <see cref="UrlEntries"/>.</remarks>
public sealed class UrlStrings : IService<UrlStrings>
{
    private readonly Utf8Set _entries;
    private readonly SubstringAutomaton _automaton;

    private UrlStrings(Utf8Set entries)
    {
        _entries = entries;
        byte[][] strings = new byte[entries.Count][];
        for (int i = 0; i < strings.Length; i++)
        {
            strings[i] = entries[i].ToArray();
        }

        _automaton = new SubstringAutomaton(strings, static value => value);
    }

    /// <inheritdoc/>
    public static UrlStrings Load(in ServiceRequest request)
    {
        Utf8Set.Builder entries = new();
        ListFile.Read(request.Path, entries.Add);
        return new UrlStrings(entries.Build());
    }

    /// <summary>Whether one of the strings is anywhere in a URL.</summary>
    /// <param name="url">The URL in lower case.</param>
    public bool AnyIn(ReadOnlySpan<byte> url) => _automaton.IsMatch(url);

    /// <summary>How many occurrences of the strings have no letter or number beside them.</summary>
    /// <param name="url">The URL in lower case.</param>
    /// <remarks>
    /// Occurrences are found from left to right without overlap, first the one that ends first, of those that end together the longest. So <c>escorts</c> is never found where <c>escort</c> is in the list too. The
    /// same string counts as often as it occurs.
    /// </remarks>
    public int CountBetweenBorders(ReadOnlySpan<byte> url)
    {
        int count = 0;
        for (int from = 0; _automaton.EndOfFirst(url[from..]) is > 0 and int length;)
        {
            int end = from + length;
            int start = end - LongestAtEnd(url[from..end]);
            count += !HasAlphanumericBefore(url, start) && !HasAlphanumericAt(url, end) ? 1 : 0;
            from = end;
        }

        return count;
    }

    private int LongestAtEnd(ReadOnlySpan<byte> text)
    {
        int length = int.Min(text.Length, _entries.Longest);
        while (!_entries.Contains(text[^length..]))
        {
            length--;
        }

        return length;
    }

    private static unsafe bool HasAlphanumericBefore(ReadOnlySpan<byte> url, int place)
    {
        fixed (byte* start = url)
        {
            return place > 0 && RustCharacters.IsAlphanumeric(Utf8Character.ReadBefore(start, start + place, out _));
        }
    }

    private static unsafe bool HasAlphanumericAt(ReadOnlySpan<byte> url, int place)
    {
        fixed (byte* start = url)
        {
            return place < url.Length && RustCharacters.IsAlphanumeric(Utf8Character.Read(start + place, start + url.Length, out _));
        }
    }
}
