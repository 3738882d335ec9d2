using System;

namespace PipelineDsl;

/// <summary>Lines that hold nothing but a counter of a social network, such as <c>3 likes</c> or <c>» 1.2K views</c>.</summary>
internal static class CounterLine
{
    private const int KelvinSign = 0x212A; // a k in lower case

    /// <summary>
    /// Whether a line is, in any case: characters that are no word characters, a decimal digit, any decimal digits, commas and full stops, perhaps one of K, M and B, white space, one of twelve
    /// nouns, and characters that are no word characters.
    /// </summary>
    /// <typeparam name="TCharacters">What white space and word characters are.</typeparam>
    public static unsafe bool IsMatch<TCharacters>(ReadOnlySpan<byte> line)
        where TCharacters : struct, ICharacterClasses
    {
        fixed (byte* start = line)
        {
            byte* end = start + line.Length;
            byte* p = start;
            int c = SkipNonWord<TCharacters>(ref p, end, out int length);
            if (!PythonCharacters.IsDecimal(c))
            {
                return false;
            }

            do
            {
                p += length;
                c = Utf8Character.Read(p, end, out length);
            }
            while (c is ',' or '.' || PythonCharacters.IsDecimal(c));

            if ((c | 0x20) is 'k' or 'm' or 'b' || c == KelvinSign)
            {
                p += length;
                c = Utf8Character.Read(p, end, out length);
            }

            if (!TCharacters.IsSpace(c) || length == 0)
            {
                return false;
            }

            while (TCharacters.IsSpace(c) && length > 0)
            {
                p += length;
                c = Utf8Character.Read(p, end, out length);
            }

            int noun = NounLength(new ReadOnlySpan<byte>(p, (int)(end - p)));
            p += noun;
            _ = SkipNonWord<TCharacters>(ref p, end, out length);
            return noun > 0 && p == end;
        }
    }

    /// <summary>Goes on to the next word character and returns it.</summary>
    private static unsafe int SkipNonWord<TCharacters>(ref byte* p, byte* end, out int length)
        where TCharacters : struct, ICharacterClasses
    {
        int c = Utf8Character.Read(p, end, out length);
        while (p < end && !TCharacters.IsWord(c))
        {
            p += length;
            c = Utf8Character.Read(p, end, out length);
        }

        return c;
    }

    private static int NounLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        switch (text[0] | 0x20)
        {
            case 'l':
                return Match(text, "likes"u8);
            case 's':
                return Match(text, "shares"u8);
            case 'c':
                return Match(text, "comments"u8);
            case 'r':
                return Match(text, "retweets"u8) | Match(text, "reposts"u8);
            case 'q':
                return Match(text, "quotes"u8);
            case 'b':
                return Match(text, "bookmarks"u8);
            case 'u':
                return Match(text, "upvotes"u8);
            case 'd':
                return Match(text, "downvotes"u8) | Match(text, "downloads"u8);
            case 'v':
                return Match(text, "views"u8);
            case 'f':
                return Match(text, "followers"u8);
            default:
                return 0;
        }
    }

    /// <summary>The length of a noun at the beginning of a text; 0 if there is another. U+212A is a <c>k</c>, too.</summary>
    private static int Match(ReadOnlySpan<byte> text, ReadOnlySpan<byte> noun)
    {
        int length = 0;
        foreach (byte letter in noun)
        {
            ReadOnlySpan<byte> rest = text[length..];
            int used = !rest.IsEmpty && (rest[0] | 0x20) == letter ? 1 : letter == (byte)'k' && rest.StartsWith("\u212A"u8) ? 3 : 0;
            if (used == 0)
            {
                return 0;
            }

            length += used;
        }

        return length;
    }
}
