using System;
using System.Text;

namespace PipelineDsl;

/// <summary>A list of domains or words to look for in URLs without regard to case, as DCLM's URL filter does it.</summary>
/// <remarks>The file has one entry on each line, as for <see cref="UrlEntries"/>. Case is that of ASCII. Entries of more than 256 bytes find nothing.</remarks>
public sealed class UrlPhrases : IService<UrlPhrases>
{
    private const int LongestEntry = 256;

    private readonly Utf8Set _entries;

    private UrlPhrases(Utf8Set entries) => _entries = entries;

    /// <inheritdoc/>
    public static UrlPhrases Load(in ServiceRequest request)
    {
        Utf8Set.Builder entries = new();
        ListFile.Read(request.Path, entry => entries.Add(ToLower(entry)));
        return new UrlPhrases(entries.Build());
    }

    /// <summary>Whether the list has a URL's network location (what stands between <c>//</c> and the next <c>/</c>, <c>?</c> or <c>#</c>) without any <c>www</c> in it.</summary>
    public bool HasDomainOf(ReadOnlySpan<byte> url)
    {
        Span<byte> domain = stackalloc byte[LongestEntry];
        int length = 0;
        ReadOnlySpan<byte> location = NetworkLocation(url);
        for (int i = 0; i < location.Length; i++)
        {
            if (location.Length - i >= 3 && (location[i] | 0x20) == 'w' && (location[i + 1] | 0x20) == 'w' && (location[i + 2] | 0x20) == 'w')
            {
                i += 2;
            }
            else if (length == LongestEntry)
            {
                return false;
            }
            else
            {
                domain[length++] = (byte)ToLower(location[i]);
            }
        }

        return _entries.Contains(domain[..length]);
    }

    /// <summary>How many different entries of the list are in a URL between borders of words, at most 64; from left to right, the longest at each place, without overlap.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="enough">Stop when so many have been found.</param>
    public int CountIn(ReadOnlySpan<byte> url, int enough = UrlWords.MostWords)
    {
        if (_entries.Count == 0)
        {
            return 0;
        }

        Span<int> found = stackalloc int[UrlWords.MostWords];
        int count = 0;
        bool inside = false; // the character before belongs to a word
        for (int start = 0; start < url.Length && count < int.Min(enough, UrlWords.MostWords);)
        {
            bool isWord = IsWordCharacter(url[start..], out int used);
            if (isWord && !inside && LongestAt(url[start..], out int length) is >= 0 and int entry)
            {
                if (!found[..count].Contains(entry))
                {
                    found[count++] = entry;
                }

                start += length; // behind it there is a border of a word, whatever its last character is
                inside = false;
                continue;
            }

            inside = isWord;
            start += used;
        }

        return count;
    }

    internal static short ToLower(byte value) => (short)(value is >= (byte)'A' and <= (byte)'Z' ? value | 0x20 : value);

    internal static byte[] ToLower(ReadOnlySpan<byte> text)
    {
        byte[] lower = text.ToArray();
        foreach (ref byte value in lower.AsSpan())
        {
            value = (byte)ToLower(value);
        }

        return lower;
    }

    /// <summary>The longest entry at the beginning of a text that ends at the border of a word; -1 if there is none.</summary>
    private int LongestAt(ReadOnlySpan<byte> text, out int length)
    {
        Span<byte> lower = stackalloc byte[LongestEntry];
        int longest = int.Min(int.Min(text.Length, LongestEntry), _entries.Longest);
        int best = -1;
        length = 0;
        bool inside = true;
        for (int end = 0; end <= longest;)
        {
            int used = 1;
            bool isWord = end < text.Length && IsWordCharacter(text[end..], out used);
            if (end > 0 && isWord != inside && _entries.Find(lower[..end]) is >= 0 and int entry)
            {
                best = entry;
                length = end;
            }

            inside = isWord;
            for (int i = end; i < int.Min(end + used, longest); i++)
            {
                lower[i] = (byte)ToLower(text[i]);
            }

            end += used;
        }

        return best;
    }

    private static ReadOnlySpan<byte> NetworkLocation(ReadOnlySpan<byte> url)
    {
        int colon = url.IndexOf((byte)':');
        ReadOnlySpan<byte> rest = colon > 0 && IsScheme(url[..colon]) ? url[(colon + 1)..] : url;
        if (!rest.StartsWith("//"u8))
        {
            return default;
        }

        rest = rest[2..];
        int end = rest.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        return end < 0 ? rest : rest[..end];
    }

    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        foreach (byte value in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)value) && value is not ((byte)'+' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter((char)text[0]);
    }

    /// <summary>Whether a text begins with a letter, a digit or <c>_</c>.</summary>
    private static unsafe bool IsWordCharacter(ReadOnlySpan<byte> text, out int length)
    {
        byte first = text[0];
        if (first < 0x80)
        {
            length = 1;
            return char.IsAsciiLetterOrDigit((char)first) || first == (byte)'_';
        }

        _ = Rune.DecodeFromUtf8(text, out _, out length);
        byte* character = stackalloc byte[8];
        text[..length].CopyTo(new Span<byte>(character, 8));
        return (CharacterTable.At(character, out _) & (CharacterFlags.Letter | CharacterFlags.Digit)) != 0;
    }
}
