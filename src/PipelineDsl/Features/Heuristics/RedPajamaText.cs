using System;
using System.Buffers;
using System.Globalization;

namespace PipelineDsl;

/// <summary>The quality signals of RedPajama-v2 (Weber et al. 2024) that are counts of the text as it is: lines, sentences and words with punctuation.</summary>
/// <remarks>
/// Lines end with U+000A. Raw words are matches of <c>\w+|[^\w\s]+</c>: runs of letters, numbers and <c>_</c>, and runs of other characters that are not white space. Sentences are matches of
/// <c>\b[^.!?]+[.!?]*</c>: what stands between <c>.</c>, <c>!</c> and <c>?</c> and has a word character.
/// </remarks>
[Feature(cost: FeatureCost.Words)]
public struct RedPajamaText : IDocumentVisitor
{
    private static readonly SearchValues<byte> s_curly = SearchValues.Create("{}"u8);

    /// <summary>Lines; a final U+000A opens no further line.</summary>
    public int Lines;

    /// <summary>Lines that end, white space aside, with <c>...</c> or <c>…</c>.</summary>
    public int EllipsisLines;

    /// <summary>Lines that end, white space aside, with <c>.</c>, <c>!</c>, <c>?</c> or <c>”</c> (the straight quote is none).</summary>
    public int TerminalLines;

    /// <summary>Lines that begin, white space aside, with one of <c>• ‣ ▶ ◀ ◦ ■ □ ▪ ▫ –</c>.</summary>
    public int BulletLines;

    /// <summary>Sentences.</summary>
    public int Sentences;

    /// <summary>Raw words.</summary>
    public int RawWords;

    /// <summary>Raw words that hold one of A to Z in either case.</summary>
    public int LatinWords;

    /// <summary>Raw words that hold an upper-case character and no lower-case one.</summary>
    public int AllCapsWords;

    /// <summary>Characters <c>#</c> and <c>…</c>, and <c>...</c> without overlap.</summary>
    public int Symbols;

    /// <summary>Characters <c>{</c> and <c>}</c>.</summary>
    public int CurlyBrackets;

    /// <summary>All characters (code points).</summary>
    public int Characters;

    /// <inheritdoc/>
    public unsafe void OnDocument(ReadOnlySpan<byte> text)
    {
        CurlyBrackets = CountAny(text, s_curly);
        Symbols = text.Count((byte)'#') + text.Count("..."u8) + text.Count("…"u8);
        CountLines(text);
        fixed (byte* start = text)
        {
            CountCharacters(start, start + text.Length);
        }
    }

    private static int CountAny(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        int count = 0;
        for (int at = text.IndexOfAny(values); at >= 0; at = text.IndexOfAny(values))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }

    private void CountLines(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = TextSpace.Trim(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
            Lines++;
            EllipsisLines += RedPajamaMarks.EndsWithEllipsis(line) ? 1 : 0;
            TerminalLines += RedPajamaMarks.EndsWithTerminal(line) ? 1 : 0;
            BulletLines += RedPajamaMarks.StartsWithBullet(line) ? 1 : 0;
        }
    }

    private unsafe void CountCharacters(byte* p, byte* end)
    {
        Kind kind = Kind.Space;
        bool latin = false;
        bool upper = false;
        bool lower = false;
        bool sentence = false; // a word character has been seen since the last mark
        while (p < end)
        {
            int c = Utf8Character.Read(p, end, out int length);
            p += length;
            Characters++;
            Kind next = PythonCharacters.IsWord(c) ? Kind.Word : PythonCharacters.IsSpace(c) ? Kind.Space : Kind.Other;
            if (next != kind)
            {
                EndWord(kind, latin, upper && !lower);
                latin = false;
                upper = false;
                lower = false;
                kind = next;
            }

            latin |= (uint)((c | 0x20) - 'a') <= 'z' - 'a' && c < 0x80;
            upper |= PythonCharacters.IsUpper(c);
            lower |= PythonCharacters.IsLower(c) || (c >= 0x80 && UnicodeCategories.Of(c) == UnicodeCategory.TitlecaseLetter);
            if (c is '.' or '!' or '?')
            {
                Sentences += sentence ? 1 : 0;
                sentence = false;
            }
            else
            {
                sentence |= next == Kind.Word;
            }
        }

        EndWord(kind, latin, upper && !lower);
        Sentences += sentence ? 1 : 0;
    }

    private void EndWord(Kind kind, bool latin, bool allCaps)
    {
        if (kind != Kind.Space)
        {
            RawWords++;
            LatinWords += latin ? 1 : 0;
            AllCapsWords += allCaps ? 1 : 0;
        }
    }

    private enum Kind : byte
    {
        Space,
        Word,
        Other,
    }
}
