using System;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// FineWeb's chain with a pass of its own for each measure, over spans of UTF-8, without allocation and with early exit: the scalar passes of <see cref="ScalarPasses"/> for Gopher's quality rules, lines and
/// paragraphs by vectorised IndexOf, a hash table for each n (<see cref="NGramTables"/>); C4's lines are ours.
/// </summary>
internal sealed unsafe class SpanChain
{
    private readonly NGramTables _tables = new();
    private readonly TextSet _seen = new();
    private readonly C4Counts<FallbackSentences> _c4 = new();
    private readonly TextBuffer _kept = new();

    /// <summary>The number of the filter that drops the text, in the chain's order, or 0.</summary>
    public int Judge(PaddedText text)
    {
        if (!PassesQuality(text))
        {
            return 1;
        }

        if (!PassesRepetition(text))
        {
            return 2;
        }

        _kept.Clear();
        bool changed = C4Lines<FallbackSentences>.Apply(text.Bytes, _kept, _c4, terminalPunctuation: false);
        if (!C4Lines<FallbackSentences>.NoLoremIpsum(_c4) || !C4Lines<FallbackSentences>.NoCurlyBracket(_c4) || !C4Lines<FallbackSentences>.EnoughSentences(_c4, 5))
        {
            return 3;
        }

        return PassesFineWeb(changed ? _kept.Text : text) ? 0 : 4;
    }

    private static bool PassesQuality(PaddedText text)
    {
        (int words, int characters) = ScalarPasses.WordCount(text);
        (int symbolWords, int symbolCharacters) = ScalarPasses.SymbolWords(text);
        if (words - symbolWords is < 50 or > 100_000 || (characters - symbolCharacters) / (double)(words - symbolWords) is < 3 or > 10)
        {
            return false;
        }

        double lines = ScalarPasses.Lines<ScalarPasses.AnyLine>(text);
        return text.Bytes.Count((byte)'#') / (double)words <= 0.1
            && ScalarPasses.Ellipses(text) / (double)words <= 0.1
            && ScalarPasses.Lines<ScalarPasses.BulletLines>(text) / lines <= 0.9
            && ScalarPasses.Lines<ScalarPasses.EllipsisLines>(text) / lines <= 0.3
            && ScalarPasses.LetterWords(text) / (double)words >= 0.8
            && ScalarPasses.StopWords(text) >= 2;
    }

    private bool PassesRepetition(PaddedText text)
    {
        double length = ScalarPasses.Characters(text);
        (int pieces, int copies, int characters) = Duplicates(TextSpace.Trim(text.Bytes), 2);
        if (copies / (double)pieces > 0.3 || characters / length > 0.2)
        {
            return false;
        }

        (pieces, copies, characters) = Duplicates(text.Bytes, 1);
        if (copies / (double)pieces > 0.3 || characters / length > 0.2)
        {
            return false;
        }

        ReadOnlySpan<double> bounds = [0.2, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.1];
        _tables.Prepare(text);
        for (int n = 2; n <= 10; n++)
        {
            if (_tables.Value(n) / length > bounds[n - 2])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The pieces between <paramref name="least"/> or more newlines, and how many repeat an earlier one.</summary>
    private (int Pieces, int Copies, int Characters) Duplicates(ReadOnlySpan<byte> text, int least)
    {
        int pieces = 0;
        int copies = 0;
        int characters = 0;
        _seen.Begin((text.Length / 2) + 2);
        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            for (byte* piece = start; ;)
            {
                byte* at = piece;
                byte* next;
                while (true)
                {
                    int newline = new ReadOnlySpan<byte>(at, (int)(end - at)).IndexOf((byte)'\n');
                    at = newline < 0 ? end : at + newline;
                    next = at;
                    while (next < end && *next == '\n')
                    {
                        next++;
                    }

                    if (at == end || next - at >= least)
                    {
                        break;
                    }

                    at = next;
                }

                pieces++;
                if (!_seen.Add(piece, (int)(at - piece)))
                {
                    copies++;
                    characters += CharacterCount.Of(piece, (int)(at - piece));
                }

                if (at == end)
                {
                    return (pieces, copies, characters);
                }

                piece = next;
            }
        }
    }

    private bool PassesFineWeb(PaddedText text)
    {
        int lines = 0;
        int punctuated = 0;
        int shorter = 0;
        int newlines = text.Bytes.Count((byte)'\n');
        byte* end = text.Start + text.Length;
        for (byte* line = text.Start; line < end;)
        {
            int newline = new ReadOnlySpan<byte>(line, (int)(end - line)).IndexOf((byte)'\n');
            byte* lineEnd = newline < 0 ? end : line + newline;
            if (!TextSpace.Trim(new(line, (int)(lineEnd - line))).IsEmpty)
            {
                lines++;
                punctuated += (CharacterTable.Before(line, lineEnd, out _) & CharacterFlags.Terminal) != 0 ? 1 : 0;
                shorter += lineEnd - line <= 30 || (lineEnd - line <= 120 && CharacterCount.Of(line, (int)(lineEnd - line)) <= 30) ? 1 : 0;
            }

            line = lineEnd + 1;
        }

        if (lines == 0 || punctuated / (double)lines < 0.12 || shorter / (double)lines > 0.67)
        {
            return false;
        }

        int characters = DuplicateLineCharacters(text);
        return characters / (double)Math.Max(1, ScalarPasses.Characters(text) - newlines) <= 0.01 && newlines / (double)ScalarPasses.WordCount(text).Words <= 0.3;
    }

    private int DuplicateLineCharacters(PaddedText text)
    {
        int characters = 0;
        byte* end = text.Start + text.Length;
        _seen.Begin((text.Length / 2) + 2);
        for (byte* line = text.Start; line < end;)
        {
            int newline = new ReadOnlySpan<byte>(line, (int)(end - line)).IndexOf((byte)'\n');
            int length = newline < 0 ? (int)(end - line) : newline;
            if (length > 0 && !_seen.Add(line, length) && !TextSpace.Trim(new(line, length)).IsEmpty)
            {
                characters += CharacterCount.Of(line, length);
            }

            line += length + 1;
        }

        return characters;
    }
}
