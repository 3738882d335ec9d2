using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Dedup.Substring;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public sealed class SubstringPipelineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RepeatsAreCutAndWhatBecomesTooShortGoes()
    {
        const string Notice = "All rights reserved by the authors of this page. ";
        Write(
            1,
            ("1", "First of all. " + Notice + "The rest of the first page.", null),
            ("2", Notice + "Another page altogether, with some words.", null),
            ("3", "Two words. " + Notice, null),
            ("4", "Short and unique", null),
            ("5", "brief", null),
            ("6", "Ein Satz über " + Notice[..20] + "Größe.", null));
        RunSummary summary = await SubstringPipeline.RunAsync(Options());
        Assert.Equal(
            [
                ("1", "First of all. " + Notice + "The rest of the first page."),
                ("2", "Another page altogether, with some words."),
                ("4", "Short and unique"),
                ("5", "brief"),
                ("6", "Ein Satz über " + Notice[..20] + "Größe."),
            ],
            Kept());
        Assert.Equal(["ExactSubstring.LongEnough 1"], summary.Dropped.Where(static d => d.Value > 0).Select(static d => $"{d.Key} {d.Value}"));
        JsonElement report = JsonDocument.Parse(_folder.Read("out/manifest.json")).RootElement.GetProperty("deduplications")[0];

        // Document 3 ends in the notice, and a space stands before it in both 1 and 3.
        Assert.Equal(("ExactSubstring", 2, (2 * Notice.Length) + 2), (report.GetProperty("step").GetString(), report.GetProperty("cutDocuments").GetInt32(), report.GetProperty("cutBytes").GetInt32()));
    }

    [Fact]
    public async Task TheNewestDocumentKeepsItsTextAndWordsStayWhole()
    {
        const string Text = "xtended notice that stands on both of these pages, w";
        Write(1, ("1", "An e" + Text + "ritten here.", "2020-01-01"), ("2", "The E" + Text + "as here.", "2021-01-01"), ("3", "None", "no date"));
        await NewestSubstringPipeline.RunAsync(Options());
        Assert.Equal([("1", "An extendedwritten here."), ("2", "The E" + Text + "as here."), ("3", "None")], Kept());
    }

    [Fact]
    public async Task TokensAreCutWherever()
    {
        const string Notice = " This sentence stands on two of the three pages, word for word, and 漢字 are in it too.";
        Write(1, ("1", "One." + Notice + " Here one goes on."), ("2", "Two!" + Notice), ("3", "Three."));
        await SubstringTokensPipeline.RunAsync(Options());
        Assert.Equal([("1", "One. Here one goes on."), ("2", "Two!"), ("3", "Three.")], Kept());
    }

    [Fact]
    public async Task WhatEarlierRunsHaveIsCut()
    {
        const string Notice = " This sentence stands on pages of two runs, word for word, and 漢字 are in it too.";
        Write(2, ("1", "One." + Notice + " Here one goes on."), ("2", "Two!"));
        Assert.Contains((await IndexedSubstringPipeline.RunAsync(Options())).Files, static f => f.EndsWith("texts.index", StringComparison.Ordinal));
        _folder.Write("published/a.index", "");
        File.Move(Path.Combine(_folder.Path, "out/texts.index"), Path.Combine(_folder.Path, "published/a.index"), overwrite: true);

        Write(1, ("3", "Three?" + Notice + " It is new."), ("4", "Four."));
        RunOptions options = Options() with { StoreDirectory = Path.Combine(_folder.Path, "store") };
        await IncrementSubstringPipeline.RunAsync(options);
        Assert.Equal([("3", "Three? It is new."), ("4", "Four.")], Kept());

        // The index is a part of what the outcome depends on.
        Write(2, ("2", "Two!"));
        await IndexedSubstringPipeline.RunAsync(Options());
        File.Move(Path.Combine(_folder.Path, "out/texts.index"), Path.Combine(_folder.Path, "published/a.index"), overwrite: true);
        Write(1, ("3", "Three?" + Notice + " It is new."), ("4", "Four."));
        await IncrementSubstringPipeline.RunAsync(options);
        Assert.Equal([("3", "Three?" + Notice + " It is new."), ("4", "Four.")], Kept());
    }

    [Fact]
    public async Task ATokenizerThatIsNotKnownIsAnError()
    {
        Write(1, ("1", "text"));
        RunException exception = await Assert.ThrowsAsync<RunException>(() => NoTokenizerSubstringPipeline.RunAsync(Options()));
        Assert.Equal("PDSL2007", exception.Id);
        Assert.Contains("no-such-tokenizer", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Documents of common and own stretches: whatever the shards, workers and memory are, the bytes are those that the definition leaves.</summary>
    [Fact]
    public async Task OutputsAreTheSameForAnyShardsWorkersAndMemory()
    {
        Random random = new(5);
        string[] words = ["corpus", "of", "many", "words", "naïve", "漢字", "and", "numbers", "17"];
        string common = string.Join(' ', Enumerable.Range(0, 400).Select(_ => words[random.Next(words.Length)]));
        (string Id, string Text)[] documents =
        [
            .. Enumerable.Range(0, 150).Select(i => ($"d{i}", string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Piece())))),
        ];
        byte[][] texts = [.. documents.Select(static d => Encoding.UTF8.GetBytes(d.Text))];
        (int Start, int End)[][] cuts = ExactSubstringTests.Expected(texts, 30, SubstringCopies.KeepFirst, null);
        (string, string)[] expected =
        [
            .. documents.Select((d, i) => (d.Id, Text: Left(texts[i], cuts[i]), Changed: cuts[i].Length > 0))
                .Where(static d => !d.Changed || d.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 3)
                .Select(static d => (d.Id, d.Text)),
        ];
        foreach ((int shards, int workers, long memory) in ((int, int, long)[])[(1, 1, 1 << 20), (7, 3, 1 << 20), (4, 2, 1 << 10)])
        {
            Write(shards, [.. documents.Select(static d => (d.Id, d.Text, (string?)null))]);
            await SubstringPipeline.RunAsync(Options() with { Workers = workers, DedupMemoryBytes = memory });
            Assert.Equal(expected, Kept());
            await SuffixArrayPipeline.RunAsync(Options() with { Workers = workers, DedupMemoryBytes = memory });
            Assert.Equal(expected, Kept());
        }

        string Piece()
        {
            int start = random.Next(common.Length - 200);
            return random.Next(3) == 0 ? $"own {random.Next()} " : common.Substring(start, random.Next(200));
        }
    }

    [Fact]
    public void ASketchAllocatesNothing()
    {
        Sketch sketch = new();
        SubstringTokens tokens = new();
        Tokenizer tokenizer = Tokenizer.Load("cl100k_base");
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(static i => $"sentence number {i}, with 漢字. ")));
        long allocated = Allocation.OfCall(() =>
        {
            sketch.Clear();
            ExactSubstring.Sketch(text, sketch, 100);
            sketch.Clear();
            ExactTokenSubstring.Sketch(text, sketch, tokens, tokenizer, 50);
        });
        Assert.Equal(0, allocated);
        Assert.False(sketch.IsEmpty);
    }

    /// <summary>What of a text is left, with cuts narrowed to characters.</summary>
    private static string Left(byte[] text, (int Start, int End)[] cuts)
    {
        List<byte> left = [.. text];
        foreach ((int start, int end) in cuts.Reverse())
        {
            (int from, int to) = (start, end);
            while (from < text.Length && (text[from] & 0xC0) == 0x80)
            {
                from++;
            }

            while (to < text.Length && (text[to] & 0xC0) == 0x80)
            {
                to--;
            }

            left.RemoveRange(from, to - from);
        }

        return Encoding.UTF8.GetString([.. left]);
    }

    private RunOptions Options() => new() { ProjectDirectory = _folder.Path, OutputDirectory = Path.Combine(_folder.Path, "out") };

    private void Write(int shards, params (string Id, string Text)[] documents) => Write(shards, [.. documents.Select(static d => (d.Id, d.Text, (string?)null))]);

    private void Write(int shards, params (string Id, string Text, string? Date)[] documents)
    {
        string folder = Path.Combine(_folder.Path, "in");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        for (int shard = 0; shard < shards; shard++)
        {
            _folder.Write(
                $"in/{shard}.jsonl",
                string.Concat(documents[(documents.Length * shard / shards)..(documents.Length * (shard + 1) / shards)].Select(static d => JsonSerializer.Serialize(new { id = d.Id, text = d.Text, date = d.Date ?? "" }) + "\n")));
        }
    }

    private (string Id, string Text)[] Kept()
        =>
        [
            .. File.ReadLines(Path.Combine(_folder.Path, "out/kept.jsonl"))
                .Select(static line => JsonDocument.Parse(line).RootElement)
                .Select(static row => (row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!)),
        ];
}
