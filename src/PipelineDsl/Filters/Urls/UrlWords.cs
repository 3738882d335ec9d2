using System;

namespace PipelineDsl;

/// <summary>A list of words to look for in URLs.</summary>
/// <remarks>The file has one word on each line, as for <see cref="UrlEntries"/>. Of a word only letters and digits of ASCII count, in lower case: <c>Re-View</c> is <c>review</c>.</remarks>
public sealed class UrlWords : IService<UrlWords>
{
    /// <summary>So many different words are told apart in one URL; more count as this many.</summary>
    internal const int MostWords = 64;

    private readonly Utf8Set _words;

    private UrlWords(Utf8Set words) => _words = words;

    /// <summary>The number of different words.</summary>
    public int Count => _words.Count;

    /// <inheritdoc/>
    public static UrlWords Load(in ServiceRequest request)
    {
        Utf8Set.Builder words = new();
        ListFile.Read(request.Path, word => words.Add(AlphanumericText.Normalize(word)));
        return new UrlWords(words.Build());
    }

    /// <summary>How many different words of the list are in a URL, at most 64. The URL's words are its runs of ASCII letters and digits, in the case they have.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="enough">Stop when so many have been found.</param>
    public int CountIn(ReadOnlySpan<byte> url, int enough = MostWords)
    {
        if (_words.Count == 0)
        {
            return 0;
        }

        Span<int> found = stackalloc int[MostWords];
        int count = 0;
        for (ReadOnlySpan<byte> rest = url; count < int.Min(enough, MostWords);)
        {
            int start = rest.IndexOfAny(AlphanumericText.Characters);
            if (start < 0)
            {
                break;
            }

            rest = rest[start..];
            int length = rest.IndexOfAnyExcept(AlphanumericText.Characters);
            length = length < 0 ? rest.Length : length;
            int word = _words.Find(rest[..length]);
            if (word >= 0 && !found[..count].Contains(word))
            {
                found[count++] = word;
            }

            rest = rest[length..];
        }

        return count;
    }
}
