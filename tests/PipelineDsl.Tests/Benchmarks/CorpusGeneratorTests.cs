using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using PipelineDsl.Benchmarks;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Benchmarks;

/// <summary>A generated corpus has the copies that it says it has and no others, and is the same on every machine.</summary>
public sealed class CorpusGeneratorTests : IDisposable
{
    private const double ExactRate = 0.1;
    private const double NearRate = 0.2;
    private static readonly CorpusPieces s_pieces = Pieces();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheBytesAreTheSameOnEveryMachine()
    {
        CorpusFiles files = Write("a", seed: 1);
        Assert.Equal((300, 31, 54, 1_000_763), (files.Documents, files.Exact, files.Near, files.Bytes));
        Assert.Equal("d4cd6d9a20131ec7b5df3f17534db9f4", files.Hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(files.Hash, Write("b", seed: 1).Hash);
        Assert.NotEqual(files.Hash, Write("c", seed: 2).Hash);
    }

    [Fact]
    public void FilesAreCutByLengthAndHoldTheirDocumentsInOrder()
    {
        CorpusFiles files = Write("a", seed: 1);
        string[] names = [.. Directory.GetFiles(Path.Combine(_folder.Path, "a")).Order(StringComparer.Ordinal)];
        Assert.Equal(["part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl", "part-00003.jsonl"], names.Select(Path.GetFileName));
        Assert.Equal(files.Bytes, names.Sum(static n => new FileInfo(n).Length));
        Assert.All(names[..^1], static n => Assert.InRange(new FileInfo(n).Length, 300_000, 400_000));
        Assert.Equal(Enumerable.Range(0, (int)files.Documents).Select(static i => $"d{i:D10}"), Rows("a").Select(static r => r.Id));
    }

    [Fact]
    public void CopiesAreWhatTheySayAndOriginalsHaveNone()
    {
        Write("a", seed: 1);
        Row[] rows = [.. Rows("a")];
        Assert.InRange(rows.Count(static r => r.Kind == "exact") / (double)rows.Length, ExactRate * 0.7, ExactRate * 1.3);
        Assert.InRange(rows.Count(static r => r.Kind == "near") / (double)rows.Length, NearRate * 0.7, NearRate * 1.3);
        Dictionary<string, Row> originals = rows.Where(static r => r.Kind == "original").ToDictionary(static r => r.Id);
        foreach (Row row in rows.Where(static r => r.Kind != "original"))
        {
            Assert.True(string.CompareOrdinal(row.Of, row.Id) < 0, "the original comes before the copy");
            string text = originals[row.Of!].Text;
            if (row.Kind == "exact")
            {
                Assert.Equal(text, row.Text);
            }
            else
            {
                Assert.NotEqual(text, row.Text);
                Assert.InRange(Jaccard(text, row.Text), 0.6, 1);
            }
        }

        HashSet<string>[] shingles = [.. originals.Values.Take(150).Select(static r => Shingles(r.Text))];
        for (int a = 0; a < shingles.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Assert.InRange(Jaccard(shingles[a], shingles[b]), 0, 0.5);
            }
        }
    }

    [Fact]
    public void ADocumentDoesNotDependOnThoseThatWereMadeBefore()
    {
        CorpusGenerator one = new(s_pieces, 1, ExactRate, NearRate);
        CorpusGenerator other = new(s_pieces, 1, ExactRate, NearRate);
        string[] forward = [.. Enumerable.Range(0, 50).Select(i => Text(one, i))];
        string[] backward = [.. Enumerable.Range(0, 50).Select(i => Text(other, 49 - i)).Reverse()];
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void PiecesAreTheTextAndCutNoCharacter()
    {
        CorpusPieces pieces = new();
        string text = string.Concat(Enumerable.Range(0, 300).Select(static i => $"line {i} 漢字\n")) + new string('字', 2000) + " " + new string('a', 3000);
        pieces.Add(Encoding.UTF8.GetBytes(text));
        UTF8Encoding strict = new(false, throwOnInvalidBytes: true);
        string joined = string.Concat(Enumerable.Range(0, pieces.Count).Select(i => strict.GetString(pieces[i]) + "\n"));
        Assert.Equal(text.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), joined.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, pieces.Count), i => Assert.InRange(pieces[i].Length, 1, 1024));
        Assert.True(pieces.Count > 10);
    }

    [Theory]
    [InlineData("500", 500)]
    [InlineData("2KB", 2_000)]
    [InlineData("1.5GB", 1_500_000_000)]
    public void SizesAreRead(string text, long bytes) => Assert.Equal(bytes, CommandOptions.Size(text));

    [Theory]
    [InlineData("GB")]
    [InlineData("-1MB")]
    [InlineData("1 GB of text")]
    public void WhatIsNoSizeIsAnError(string text) => Assert.Throws<ArgumentException>(() => CommandOptions.Size(text));

    /// <summary>Texts of made-up words, from a generator of their own.</summary>
    private static CorpusPieces Pieces()
    {
        CorpusPieces pieces = new();
        CorpusRandom random = new(7, CorpusStream.Text, 0);
        for (int document = 0; document < 200; document++)
        {
            StringBuilder text = new();
            for (long words = 50 + random.Below(800); words > 0; words--)
            {
                for (long letters = 1 + random.Below(9); letters > 0; letters--)
                {
                    text.Append((char)('a' + random.Below(26)));
                }

                text.Append(random.Happens(0.1) ? ".\n" : " ");
            }

            pieces.Add(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return pieces;
    }

    private static string Text(CorpusGenerator generator, long number)
    {
        TextBuffer text = new();
        (CorpusKind kind, long of) = generator.Write(number, text);
        return $"{kind} {of} {Encoding.UTF8.GetString(text.Bytes)}";
    }

    private static double Jaccard(string a, string b) => Jaccard(Shingles(a), Shingles(b));

    private static double Jaccard(HashSet<string> a, HashSet<string> b) => a.Intersect(b).Count() / (double)a.Union(b).Count();

    private static HashSet<string> Shingles(string text)
    {
        string[] words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(0, Math.Max(1, words.Length - 4)).Select(i => string.Join(' ', words.Skip(i).Take(5)))];
    }

    private CorpusFiles Write(string folder, ulong seed)
    {
        CorpusFiles files = new(new CorpusGenerator(s_pieces, seed, ExactRate, NearRate), Path.Combine(_folder.Path, folder));
        files.Write(1_000_000, 300_000);
        return files;
    }

    private IEnumerable<Row> Rows(string folder)
        => Directory.GetFiles(Path.Combine(_folder.Path, folder)).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(static line => JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!);

    private sealed record Row(string Id, string Text, string Kind, string? Of);
}
