using System;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class DecontaminationTests(ITestOutputHelper output)
{
    private const string Rows = """
        {"id":"long","question":"When the old miller counted his sacks of flour before the storm, how many of them were already wet from the rain?","answer":"Seven of the sacks were wet because the roof above them leaked all night."}
        {"id":"short","question":"Which river carries the lanterns to the sea?","answer":"no"}
        {"id":"tiny","question":"Why?","answer":"Because."}

        """;

    private static StepNotes Notes => new Document(1).Notes; // nobody takes them

    private readonly BenchmarkFiles _files = BenchmarkFilesTests.Load(("own.jsonl", Rows));

    [Theory]
    [InlineData("It says: WHEN the old miller -- counted his \"sacks\" of flour before the storm how many.", 13, false, 2, 9, 81)]
    [InlineData("When the old miller counted his sacks of flour before the storm", 13, true, 0, 0, 0)] // 12 words
    [InlineData("When the old miller counted his sacks of flour before the storm", 8, false, 5, 0, 40)]
    [InlineData("them were already wet from the rain? Seven of the sacks were wet", 13, false, 1, 0, 64)] // only across the border
    [InlineData("Asked: which river carries the lanterns to the sea", 13, false, 1, 7, 50)] // a short item, as a whole
    [InlineData("which river carries the lanterns to the", 13, true, 0, 0, 0)]
    [InlineData("", 13, true, 0, 0, 0)]
    [InlineData("Why? Because.", 13, true, 0, 0, 0)]
    public void TheFirstSharedNGramOfTheLeadingItemDecides(string text, int n, bool kept, int value, int start, int end)
    {
        Check check = Judge(text, n);
        Assert.Equal((kept, value, 1, start, end), (check.Passed, check.Value, check.Threshold, check.Span.Start, check.Span.End));
    }

    [Fact]
    public void PartsCanBeChosen()
    {
        const string Border = "them were already wet from the rain? Seven of the sacks were wet";
        const string Label = "seven of the sacks were wet because the roof above them leaked all";
        Assert.True(Judge(Border, 13, BenchmarkParts.Query | BenchmarkParts.Label));
        Assert.False(Judge(Border, 13, BenchmarkParts.Border));
        Assert.True(Judge(Label, 13, BenchmarkParts.Query | BenchmarkParts.Border));
        Assert.False(Judge(Label, 13, BenchmarkParts.Label));
    }

    [Fact]
    public void SharesAreHeldAgainstTheirBounds()
    {
        const string Text = "When the old miller counted his sacks of flour before the storm, how many of them, and so on and so forth for as long as it takes";

        // The query has 22 words, 10 n-grams; the label 14, 2; the border 12: 24 in all, of which the text has 4.
        Check item = Judge(Text, 13, minItemShare: 0.16);
        Assert.Equal((false, 4 / 24.0, 0.16), (item.Passed, item.Value, item.Threshold));
        Assert.True(Judge(Text, 13, minItemShare: 0.17));

        // 16 of the text's 28 words.
        Check share = Judge(Text, 13, minTextShare: 0.5);
        Assert.Equal((false, 16 / 28.0), (share.Passed, share.Value));
        Assert.True(Judge(Text, 13, minTextShare: 0.6));

        Assert.False(Judge(Text, 13, minHits: 4));
        Check hits = Judge(Text, 13, minHits: 5);
        Assert.Equal((true, 4, 5), (hits.Passed, hits.Value, hits.Threshold));
        Assert.False(Judge("which river carries the lanterns to the sea", 13, minHits: 5)); // all that this item has
    }

    [Fact]
    public void ItemsWithNothingToFindThemByAreCounted()
    {
        ContaminationMemory memory = new();
        _ = Judge("a text", 13, memory: memory);
        Assert.Equal((3, 1), (memory.Search.Index.Items.Count, memory.Search.Index.Unmatched));
        memory = new();
        _ = Judge("a text", 13, minItemWords: 0, memory: memory);
        Assert.Equal(2, memory.Search.Index.Unmatched);
    }

    [Fact]
    public void PhrasesOfManyItemsCanBeLeftOut()
    {
        const string Phrase = "choose the one answer that fits best from the list below now please";
        BenchmarkFiles files = BenchmarkFilesTests.Load(("own.jsonl", $"{{\"query\":\"{Phrase}: red\"}}\n{{\"query\":\"{Phrase}: blue\"}}\n{{\"query\":\"{Phrase}: green or not\"}}\n"));
        Assert.False(Judge(Phrase, 13, files: files));
        Assert.True(Judge(Phrase, 13, maxItems: 2, files: files));
        Assert.False(Judge(Phrase, 13, maxItems: 3, files: files));
        Check check = Judge(Phrase + " green", 13, maxItems: 2, files: files);
        Assert.Equal((false, 1), (check.Passed, check.Value));
    }

    [Fact]
    public void DatatrovesWordsAreSimplified()
    {
        BenchmarkFiles files = BenchmarkFilesTests.Load(("own.jsonl", "{\"query\":\"one two three four five six seven eight nine ten eleven twelve thirteen\",\"label\":\"Fourteen, 15, café\"}\n"));
        const string Text = "eight nine ten - eleven twelve 3.5 fourteen 99 cafe";
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes("four five six seven eight nine ten eleven twelve thirteen FOURTEEN (7,000) CAFE"));
        Assert.False(DatatroveDecontamination.NotInBenchmark(buffer.Text.Bytes, files, new(), Notes));
        Assert.Throws<PipelineDsl.Engine.RunException>(() => files.Index(DatatroveDecontamination<SpacyEnglishWords>.Settings(0, BenchmarkParts.Label, 0, null, null, null))); // the label is too short
        buffer.Clear();
        buffer.Append(Encoding.UTF8.GetBytes(Text));
        Assert.True(DatatroveDecontamination.NotInBenchmark(buffer.Text.Bytes, files, new(), Notes));
        Assert.True(DatatroveDecontamination<WhitespaceWords>.NotInBenchmark(buffer.Text.Bytes, files, new(), Notes, 8));
    }

    [Fact]
    public void TheSteadyStateAllocatesNothing()
    {
        string[] texts =
        [
            "a clean text of some words, " + new string('x', 3000),
            "asked: Which river carries the lanterns to the sea? " + Rows,
            "",
            "漢字 and When the old miller counted his sacks of flour before the storm, how many of them were already wet",
        ];
        TextBuffer[] buffers = Array.ConvertAll(texts, static text =>
        {
            TextBuffer buffer = new();
            buffer.Append(Encoding.UTF8.GetBytes(text));
            return buffer;
        });
        TextBuffer output = new(1 << 16);
        ContaminationMemory memory = new();
        ContaminationMemory cutting = new();
        SimplifiedContaminationMemory<WhitespaceWords> simple = new();
        Document document = new(1);
        document.Notes.Begin("a.jsonl", -1);
        ShingleWords words = new();
        int rounds = 0;
        int dropped = 0;
        long allocated = Allocation.OfCall(() =>
        {
            rounds++;
            foreach (TextBuffer buffer in buffers)
            {
                Measure(buffer);
            }
        });
        Assert.Equal(0, allocated);
        Assert.Equal(rounds * (2 + 1 + 2), dropped);

        void Measure(TextBuffer buffer)
        {
            ReadOnlySpan<byte> text = buffer.Text.Bytes;
            words.Begin();
            words.Split(buffer.Text);
            output.Clear();
            dropped += PipelineDsl.Decontamination.NotInBenchmark(words, _files, memory, document.Notes.Of("a")) ? 0 : 1;
            dropped += DatatroveDecontamination<WhitespaceWords>.NotInBenchmark(text, _files, simple, document.Notes.Of("b")) ? 0 : 1;
            dropped += SpanDecontamination.Apply(text, output, _files, cutting, document.Notes.Of("c")) ? 1 : 0;
            document.Notes.Clear();
        }
    }

    [Fact]
    public void TheTruthByBruteForceIsFound()
    {
        if (!SharedData.TryFind("data/decontam", output, out string folder))
        {
            return;
        }

        // The suite of Conformance compares all of it; this is the verdict alone, through the rule that pipelines call.
        BenchmarkFiles files = BenchmarkFiles.Load(new ServiceRequest(System.IO.Path.Combine(folder, "targets.jsonl.gz")));
        BenchmarkFiles documents = BenchmarkFiles.Load(new ServiceRequest(System.IO.Path.Combine(folder, "contaminated.jsonl.gz")));
        ContaminationMemory memory = new();
        int contaminated = 0;
        foreach (BenchmarkItem document in documents.Items(query: "text", label: "kind"))
        {
            bool kept = Judge(document.Query, 13, BenchmarkParts.Query, minItemWords: 0, query: "question", files: files, memory: memory);
            contaminated += kept ? 0 : 1;
            string kind = document.Labels[0];
            Assert.True(kind is not ("verbatim" or "case-punct" or "spaces") || !kept, document.Id);
            Assert.True(kept || kind is not ("clean" or "negative-short8"), document.Id);
        }

        Assert.Equal(262, contaminated);
    }

    private Check Judge(
        string text,
        int n,
        BenchmarkParts parts = BenchmarkParts.Default,
        int minHits = 1,
        double minItemShare = 0,
        double minTextShare = 0,
        int minItemWords = 8,
        int maxItems = 0,
        string? query = null,
        BenchmarkFiles? files = null,
        ContaminationMemory? memory = null)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        ShingleWords words = new();
        words.Begin();
        words.Split(buffer.Text);
        return PipelineDsl.Decontamination.NotInBenchmark(words, files ?? _files, memory ?? new(), Notes, n, parts, minHits, minItemShare, minTextShare, minItemWords, maxItems, query: query);
    }
}
