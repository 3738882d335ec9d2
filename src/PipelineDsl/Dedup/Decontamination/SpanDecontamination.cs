using System;

namespace PipelineDsl;

/// <summary>Cuts what a document shares with benchmarks out of it, with some characters before and behind, as GPT-3 did (Brown et al. 2020, appendix C).</summary>
/// <remarks>
/// Words and n-grams are those of <see cref="Decontamination"/>. No word is cut in two. What is left between the cuts are the pieces: short ones go, the others are put together with a line end between
/// them. A document in too many pieces is dropped, and so is one of which nothing is left.
/// </remarks>
[Mapper]
public sealed class SpanDecontamination
{
    private SpanDecontamination()
    {
    }

    /// <summary>Rewrites the text; false if it has nothing of the benchmarks.</summary>
    [Map]
    public static bool Apply(
        [Text] ReadOnlySpan<byte> text,
        TextBuffer output,
        BenchmarkFiles benchmarks,
        ContaminationMemory memory,
        StepNotes notes,
        int ngram = 0,
        int context = 200,
        int minPieceCharacters = 200,
        BenchmarkParts parts = BenchmarkParts.Default,
        int minHits = 1,
        double minItemShare = 0,
        int minItemWords = 8,
        int maxItems = 0,
        string? schema = null,
        string? query = null,
        string? label = null)
    {
        memory.Pieces = 1;
        memory.PiecesKept = 1;
        bool found = memory.Find(text, benchmarks, Decontamination.Settings(ngram, parts, minItemWords, maxItems, schema, query, label), new ContaminationBounds(minHits, minItemShare));
        ContaminationNotes.Write(notes, memory.Search, memory.Words);
        if (!found)
        {
            return false;
        }

        memory.Pieces = 0;
        memory.PiecesKept = 0;
        ReadOnlySpan<ContaminationHit> hits = memory.Search.Hits;
        int kept = 0; // the text up to here is dealt with
        for (int i = 0; i < hits.Length;)
        {
            if (!memory.Search.Contaminates(hits[i]))
            {
                i++;
                continue;
            }

            int start = StartOf(text, memory.Words, hits[i].Word, context);
            int end = EndOf(text, memory.Words, hits[i].End, context);
            for (i++; i < hits.Length; i++)
            {
                if (memory.Search.Contaminates(hits[i]))
                {
                    if (StartOf(text, memory.Words, hits[i].Word, context) > end)
                    {
                        break;
                    }

                    end = Math.Max(end, EndOf(text, memory.Words, hits[i].End, context));
                }
            }

            AddPiece(text[kept..start], minPieceCharacters, output, memory);
            kept = end;
        }

        AddPiece(text[kept..], minPieceCharacters, output, memory);
        return true;
    }

    /// <summary>Pieces that the document was cut into, short ones too ≤ <paramref name="maxPieces"/>; 1 if nothing was cut out.</summary>
    [Rule]
    public static Check FewPieces(ContaminationMemory memory, int maxPieces = 10) => Check.AtMost(memory.Pieces, maxPieces);

    /// <summary>Pieces that are left ≥ 1.</summary>
    [Rule]
    public static Check SomethingLeft(ContaminationMemory memory) => Check.AtLeast(memory.PiecesKept, 1);

    /// <summary>So many characters before a word, and from there back to where no word is cut.</summary>
    private static int StartOf(ReadOnlySpan<byte> text, RunWords words, int word, int characters)
    {
        int at = words.Starts[word];
        for (; characters > 0 && at > 0; characters--)
        {
            at--;
            while (at > 0 && (text[at] & 0xC0) == 0x80)
            {
                at--;
            }
        }

        int inside = WordBefore(words.Starts, at);
        return inside >= 0 && at < words.Ends[inside] ? words.Starts[inside] : at;
    }

    /// <summary>So many characters behind the word before <paramref name="end"/>, and from there on to where no word is cut.</summary>
    private static int EndOf(ReadOnlySpan<byte> text, RunWords words, int end, int characters)
    {
        int at = words.Ends[end - 1];
        for (; characters > 0 && at < text.Length; characters--)
        {
            at++;
            while (at < text.Length && (text[at] & 0xC0) == 0x80)
            {
                at++;
            }
        }

        int inside = WordBefore(words.Starts, at);
        return inside >= 0 && at < words.Ends[inside] ? words.Ends[inside] : at;
    }

    /// <summary>The last word that starts before a place, or -1.</summary>
    private static int WordBefore(ReadOnlySpan<int> starts, int at)
    {
        int found = starts.BinarySearch(at);
        return (found < 0 ? ~found : found) - 1;
    }

    private static void AddPiece(ReadOnlySpan<byte> piece, int minCharacters, TextBuffer output, ContaminationMemory memory)
    {
        piece = TextSpace.Trim(piece);
        if (piece.IsEmpty)
        {
            return;
        }

        memory.Pieces++;
        if (piece.Length - Utf8Lines.ContinuationBytes(piece) >= minCharacters)
        {
            if (memory.PiecesKept++ > 0)
            {
                output.Append((byte)'\n');
            }

            output.Append(piece);
        }
    }
}
