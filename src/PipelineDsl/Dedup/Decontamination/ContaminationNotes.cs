using System;

namespace PipelineDsl;

/// <summary>Notes which items leaked into which documents.</summary>
internal static class ContaminationNotes
{
    /// <summary>The items of a document that get a row; the figures count all.</summary>
    public const int MostItems = 20;

    /// <summary>Notes what a search found in a document.</summary>
    /// <param name="notes">Where to.</param>
    /// <param name="search">The search.</param>
    /// <param name="words">The words that were searched; they know their places if they are those of the text itself.</param>
    public static void Write(StepNotes notes, ContaminationSearch search, IContaminationWords words)
    {
        if (!notes.Wanted)
        {
            return;
        }

        ContaminationIndex index = search.Index;
        notes.Set("items", index.Items.Count);
        notes.Set("itemsThatCannotBeFound", index.Unmatched);
        notes.Set("ngrams", index.Grams);
        notes.Set("ngramsTooFrequent", index.TooFrequent);
        if (search.Items.IsEmpty)
        {
            return;
        }

        notes.Count("contaminatedDocuments");
        foreach (string figure in search.FiguresOfBenchmarks())
        {
            notes.Count(figure);
        }

        foreach (ContaminationItem found in search.Items[..Math.Min(MostItems, search.Items.Length)])
        {
            BenchmarkItem item = index.Items[found.Item];
            ContaminationHit first = search.Hits[found.FirstHit];
            notes.Open();
            notes.Add("benchmark"u8, item.Benchmark);
            notes.Add("item"u8, item.Id);
            notes.Add("file"u8, item.File);
            notes.Add("line"u8, item.Line);
            notes.Add("ngramsFound"u8, found.Hits);
            notes.Add("ngrams"u8, index.GramsOf(found.Item));
            notes.Add("first"u8, index.TextOf(first.Gram));
            if (!words.Starts.IsEmpty)
            {
                int start = words.Starts[first.Word];
                notes.Add("spanStart"u8, start);
                notes.Add("spanLength"u8, words.Ends[first.End - 1] - start);
            }

            notes.Close();
        }
    }
}
