using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class ContaminationNotesTests
{
    private const string Phrase = "one two three four five six seven eight";

    [Fact]
    public void TheItemsWithMostNGramsComeFirstAndTheFiguresCountAll()
    {
        // Item i has the phrase and i further words of the document: i + 1 n-grams.
        string[] further = [.. "abcdefghijklmnopqrstuvwxy".Select(static c => $"{c}{c}")];
        string rows = string.Concat(Enumerable.Range(0, 25).Select(i => $"{{\"id\":\"i{i}\",\"task\":\"t{i % 2}\",\"query\":\"{Phrase} {string.Join(' ', further[..i])}\"}}\n"));
        Document document = new(1);
        document.Notes.Begin("in/ä \"x\".jsonl", -1);
        Judge(document, $"Not this. {Phrase}, {string.Join(' ', further)}", rows);

        JsonElement[] notes = [.. Encoding.UTF8.GetString(document.Notes.Rows).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => JsonSerializer.Deserialize<JsonElement>(row))];
        Assert.Equal(Enumerable.Range(5, 20).Reverse().Select(static i => $"i{i}"), notes.Select(static n => n.GetProperty("item").GetString()));
        Assert.All(notes, static n => Assert.Equal(("Test", "in/ä \"x\".jsonl#1", Phrase, 10), (n.GetProperty("step").GetString(), n.GetProperty("record").GetString(), n.GetProperty("first").GetString(), n.GetProperty("spanStart").GetInt32())));
        Assert.Equal((25, 25), (notes[0].GetProperty("ngramsFound").GetInt32(), notes[0].GetProperty("ngrams").GetInt32()));
        Assert.Equal(
            "contaminatedBy.t0 1, contaminatedBy.t1 1, contaminatedDocuments 1, items 25, itemsThatCannotBeFound 0, ngrams 25, ngramsTooFrequent 0",
            Figures(document.Notes.Figures));
    }

    [Fact]
    public void ACleanDocumentHasFiguresOfTheIndexOnly()
    {
        Document document = new(1);
        document.Notes.Begin("a.jsonl", -1);
        Judge(document, "a clean text", $"{{\"query\":\"{Phrase}\"}}\n{{\"query\":\"short\"}}\n");
        Assert.True(document.Notes.Rows.IsEmpty);
        Assert.Equal("items 2, itemsThatCannotBeFound 1, ngrams 1, ngramsTooFrequent 0", Figures(document.Notes.Figures));
    }

    [Fact]
    public void NobodyTakesNotesOfASingleDocument()
    {
        Document document = new(1);
        Judge(document, Phrase, $"{{\"query\":\"{Phrase}\"}}\n");
        Assert.False(document.Notes.Wanted);
        Assert.True(document.Notes.Rows.IsEmpty);
        Assert.Empty(document.Notes.Figures.Steps);
    }

    [Fact]
    public void FiguresOfShardsAreAddedAndConstantsStay()
    {
        NoteFigures first = new();
        first.Add("b", "sum", 2);
        first.Set("b", "constant", 7);
        NoteFigures second = new();
        second.Add("b", "sum", 3);
        second.Set("b", "constant", 7);
        second.Add("a", "other", 1);
        NoteFigures run = new();
        run.Add(first);
        run.Add(second);
        Assert.Equal("other 1, constant 7, sum 5", Figures(run));
    }

    private static string Figures(NoteFigures figures)
        => string.Join(", ", figures.Steps.SelectMany(static s => s).Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Value}")));

    private static void Judge(Document document, string text, string rows)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        ShingleWords words = new();
        words.Begin();
        words.Split(buffer.Text);
        _ = PipelineDsl.Decontamination.NotInBenchmark(words, BenchmarkFilesTests.Load(("own.jsonl", rows)), new(), document.Notes.Of("Test"), ngram: 8);
    }
}
