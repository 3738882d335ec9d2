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
    public static unsafe bool IsMatch(ReadOnlySpan<byte> line)
    {
        fixed (byte* start = line)
        {
            byte* end = start + line.Length;
            byte* p = start;
            int c = SkipNonWord(ref p, end, out int length);
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

            if (!PythonCharacters.IsSpace(c) || length == 0)
            {
                return false;
            }

            while (PythonCharacters.IsSpace(c) && length > 0)
            {
                p += length;
                c = Utf8Character.Read(p, end, out length);
            }

            int noun = NounLength(new ReadOnlySpan<byte>(p, (int)(end - p)));
            p += noun;
            _ = SkipNonWord(ref p, end, out length);
            return noun > 0 && p == end;
        }
    }

    /// <summary>Goes on to the next word character and returns it.</summary>
    private static unsafe int SkipNonWord(ref byte* p, byte* end, out int length)
    {
        int c = Utf8Character.Read(p, end, out length);
        while (p < end && !PythonCharacters.IsWord(c))
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

    private static int Match(ReadOnlySpan<byte> text, ReadOnlySpan<byte> noun) => AsciiCase.StartsWith(text, noun) ? noun.Length : 0;
}
