using System;

namespace PipelineDsl;

/// <summary>Sentences as spaCy's rule-based sentencizer finds them in the tokens of <see cref="SpacyEnglishWords"/>, cut as datatrove cuts them.</summary>
/// <remarks>
/// Behind a token that is exactly one of 128 sentence-ending characters, the first token that is neither one of them nor all punctuation (categories P) begins the next sentence. White space other than
/// a single U+0020 is a token; newlines as such end nothing. A piece reaches from the end of the one before to the end of its last token, the last to the end of the text.
/// </remarks>
public sealed unsafe class SpacyEnglishSentences : ISegmenter
{
    private readonly SpacyEnglishWords _words = new();
    private readonly SegmentList _tokens = new();

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        _tokens.Clear();
        _words.Split(text, _tokens);
        ReadOnlySpan<int> starts = _tokens.Starts;
        ReadOnlySpan<int> ends = _tokens.Ends;
        byte* bytes = text.Start;
        int piece = 0;
        int last = 0;
        bool ended = false; // a sentence-ending token has been seen
        for (int i = 0; i < starts.Length && i < ends.Length; i++)
        {
            int length = ends[i] - starts[i];
            if (ended && IsToken(bytes, last, starts[i]))
            {
                segments.Add(piece, last);
                piece = last;
                ended = false;
            }

            if (length <= 4 && IsTerminator(bytes + starts[i], length))
            {
                ended = true;
            }
            else if (ended && !IsPunctuation(bytes + starts[i], bytes + ends[i]))
            {
                segments.Add(piece, last);
                piece = last;
                ended = false;
            }

            last = ends[i];
        }

        if (ended && IsToken(bytes, last, text.Length))
        {
            segments.Add(piece, last);
            piece = last;
        }

        if (piece < text.Length)
        {
            segments.Add(piece, text.Length);
        }
    }

    /// <summary>Whether white space is a token: any but a single U+0020.</summary>
    private static bool IsToken(byte* text, int start, int end) => end > start && !(end == start + 1 && text[start] == ' ');

    private static bool IsTerminator(byte* token, int length)
    {
        if (length == 1)
        {
            return *token is (byte)'.' or (byte)'!' or (byte)'?';
        }

        return (CharacterTable.At(token, out int size) & CharacterFlags.Terminal) != 0 && size == length && !IsLater(Utf8Character.Read(token, token + length, out _));
    }

    /// <summary>Terminal punctuation that datatrove has and the sentencizer has not.</summary>
    private static bool IsLater(int c) => c is 0x61D or 0x61E or 0x837 or 0x839 or 0x83D or 0x83E or (>= 0x17D4 and <= 0x17DA) or 0x1B7D or 0x1B7E or 0x2E53 or 0x2E54 or (>= 0x10F55 and <= 0x10F89)
        or 0x11944 or 0x11946 or 0x11EF7 or 0x11EF8 or 0x11F43 or 0x11F44 or 0x16E98;

    private static bool IsPunctuation(byte* p, byte* end)
    {
        while (p < end)
        {
            if (!UnicodeCategories.IsIn(Utf8Character.Read(p, end, out int length), CategorySet.Punctuation))
            {
                return false;
            }

            p += length;
        }

        return true;
    }
}
