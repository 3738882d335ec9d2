using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PipelineDsl.Tests.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class BenchmarkFilesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("{\"question\":\"Q\",\"answer\":\"A is 3<<1+2=3>> b <<x\"}", "Q", "A is 3 b <<x")]
    [InlineData("{\"task_id\":\"T/1\",\"prompt\":\"P\",\"canonical_solution\":\"S\",\"test\":\"C\"}", "P", "S|C")]
    [InlineData("{\"prompt\":\"P\",\"canonical_solution\":\"S\"}", "P", "S")]
    [InlineData("{\"ind\":7,\"ctx\":\"C\",\"endings\":[\"a\",\"b\",\"c\"],\"label\":2}", "C", "c")]
    [InlineData("{\"ind\":7,\"ctx\":\"C\",\"endings\":[\"a\",\"b\"],\"label\":\"0\"}", "C", "a")]
    [InlineData("{\"ctx\":\"C\",\"endings\":[\"a\",\"b\"],\"label\":\"\"}", "C", "a|b")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"a\",\"b\"],\"answer\":1}", "Q", "b")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"a\",\"b\"],\"answer\":\"A\"}", "Q", "a")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"1\",\"0\"],\"answer\":1}", "Q", "0")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"1\",\"0\"],\"answer\":2}", "Q", "2")]
    [InlineData("{\"question\":\"Q\",\"choices\":{\"text\":[\"2\",\"1\"],\"label\":[\"1\",\"2\"]},\"answerKey\":\"2\"}", "Q", "1")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"a\",\"b\"],\"answer\":\"b\"}", "Q", "b")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"a\",\"b\"],\"answer\":\"neither\"}", "Q", "neither")]
    [InlineData("{\"question\":\"Q\",\"choices\":[\"a\",\"b\"]}", "Q", "a|b")]
    [InlineData("{\"id\":\"x\",\"question\":{\"stem\":\"Q\",\"choices\":[{\"text\":\"a\",\"label\":\"1\"},{\"text\":\"b\",\"label\":\"2\"}]},\"answerKey\":\"2\"}", "Q", "b")]
    [InlineData("{\"id\":\"x\",\"question\":\"Q\",\"choices\":{\"text\":[\"a\",\"b\"],\"label\":[\"A\",\"B\"]},\"answerKey\":\"B\"}", "Q", "b")]
    [InlineData("{\"question\":\"Q\",\"options\":[\"a\",\"b\"],\"label\":\"B\",\"answer\":null}", "Q", "b")]
    [InlineData("{\"query\":\"Q\",\"choices\":[\"a\",\"b\"],\"gold_index\":1}", "Q", "b")]
    [InlineData("{\"question\":\"Q\",\"answer\":true}", "Q", "true")]
    [InlineData("{\"question\":\"Q\",\"answer\":17}", "Q", "17")]
    [InlineData("{\"problem\":\"Q\",\"solution\":\"S\"}", "Q", "S")]
    [InlineData("{\"input\":\"Q\",\"target\":\"S\"}", "Q", "S")]
    [InlineData("{\"query\":\"Q\",\"label\":\"L\"}", "Q", "L")]
    [InlineData("{\"query\":\"Q\",\"label\":[\"L\",\"M\"]}", "Q", "L|M")]
    [InlineData("{\"label\":\"L\"}", "", "L")]
    [InlineData("{\"query\":\"Q\"}", "Q", "")]
    public void EachRowShowsItsSchema(string row, string query, string labels)
    {
        BenchmarkItem item = Assert.Single(Load(("b.jsonl", row + "\n")).Items());
        Assert.Equal((query, labels), (item.Query, string.Join('|', item.Labels)));
    }

    [Fact]
    public void ItemsKnowWhereTheyCameFrom()
    {
        IReadOnlyList<BenchmarkItem> items = Load(
            ("b.test.jsonl", "\uFEFF{\"question\":\"Q\",\"answer\":\"A\"}\n\n{\"id\":5,\"question\":\"Q\",\"answer\":\"A\"}\r\n"),
            ("a.jsonl", "{\"benchmark\":\"own\",\"task_id\":\"t\",\"question\":\"Q\",\"answer\":\"A\"}")).Items();
        Assert.Equal(
            [("own", "t", "a.jsonl", 1), ("b", "b.test.jsonl:1", "b.test.jsonl", 1), ("b", "5", "b.test.jsonl", 3)],
            items.Select(static i => (i.Benchmark, i.Id, i.File, i.Line)));
    }

    [Fact]
    public void CommaSeparatedValuesOfMmluHaveNoHeader()
    {
        BenchmarkItem[] items = [.. Load(("anatomy.csv", "\"Which, of\nthese?\",one,two,three,four,B\r\nAnd this?,C,B,A,D,A\n")).Items()];
        Assert.Equal([("Which, of\nthese?", "two", 1, "anatomy"), ("And this?", "C", 3, "anatomy")], items.Select(static i => (i.Query, Assert.Single(i.Labels), i.Line, i.Benchmark)));
    }

    [Fact]
    public void CommaSeparatedValuesWithHeader()
    {
        BenchmarkFiles files = Load(("a.csv", "id,question,answer\n1,Q,A\n2,R,B\n"));
        Assert.Equal([("1", "Q", "A"), ("2", "R", "B")], files.Items().Select(static i => (i.Id, i.Query, i.Labels[0])));
        Assert.Equal(["A", "B"], files.Items(query: "answer").Select(static i => i.Query));
        Assert.Equal("t", Assert.Single(Load(("a.csv", "stem,n\nt,1\n")).Items(query: "stem")).Query);
    }

    [Fact]
    public void FieldsAreNamedByPaths()
    {
        const string Row = "{\"doc\":{\"q\":\"one\",\"a.b\":\"dotted\"},\"hint\":\"two\",\"gold\":[\"x\",[\"y\"]],\"n\":3,\"none\":null}\n";
        BenchmarkItem item = Assert.Single(Load(("b.jsonl", Row)).Items(query: "doc.q, hint, absent", label: "gold,n,doc.a.b,none"));
        Assert.Equal("one\ntwo", item.Query);
        Assert.Equal(["x", "y", "3", "dotted"], item.Labels);
    }

    [Theory]
    [InlineData("b.jsonl.gz")]
    [InlineData("b.jsonl.zst")]
    public void CompressedFilesAreRead(string name)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, name);
        using (Stream stream = CompressedOutput.Wrap(File.Create(path), name))
        {
            stream.Write("{\"question\":\"Q\",\"answer\":\"A\"}\n"u8);
        }

        Assert.Equal(("Q", "b"), (BenchmarkFiles.Load(new ServiceRequest(path)).Items()[0].Query, BenchmarkFiles.Load(new ServiceRequest(path)).Items()[0].Benchmark));
    }

    [Fact]
    public void PatternsAndFoldersTakeFilesInTheOrderOfTheirNames()
    {
        using TempFolder folder = new();
        foreach (string name in (string[])["c/b.jsonl", "c/a.jsonl", "c/d/e.jsonl"])
        {
            folder.Write(name, $"{{\"question\":\"{name}\",\"answer\":\"A\"}}\n");
        }

        Assert.Equal(["c/a.jsonl", "c/b.jsonl"], Queries("c"));
        Assert.Equal(["c/a.jsonl", "c/b.jsonl"], Queries("c/*.jsonl"));
        Assert.Equal(["c/a.jsonl", "c/b.jsonl", "c/d/e.jsonl"], Queries("**/*.jsonl"));
        Assert.Contains("correct the pattern", Assert.Throws<FileNotFoundException>(() => Queries("d/*.jsonl")).Message, StringComparison.Ordinal);

        string[] Queries(string pattern) => [.. BenchmarkFiles.Load(new ServiceRequest(Path.Combine(folder.Path, pattern))).Items().Select(static i => i.Query)];
    }

    [Theory]
    [InlineData("b.jsonl", "{\"question\":\"Q\",\"answer\":\"A\"}\n{\"question\":\n", "b.jsonl, line 2: this is no JSON")]
    [InlineData("b.jsonl", "\n[1]\n", "b.jsonl, line 2: a row is a JSON object, but this is Array")]
    [InlineData("b.jsonl", "{\"foo\":\"x\",\"bar\":1}\n", "b.jsonl, line 1: no known benchmark has such rows (foo, bar); name the fields")]
    [InlineData("b.jsonl", "{\"question\":\"\\ud800\",\"answer\":\"A\"}\n", "b.jsonl, line 1: a string holds an unpaired surrogate")]
    [InlineData("b.csv", "a,b\nc\n", "b.csv, line 1: no known benchmark has such rows (2 cells without names)")]
    [InlineData("b.csv", "question,answer\nc\n", "b.csv, line 2: the row has 1 cells, the header 2")]
    public void WhatCannotBeReadIsAnErrorThatNamesTheLine(string name, string text, string message)
        => Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Load((name, text)).Items()).Message, StringComparison.Ordinal);

    [Fact]
    public void BytesThatAreNoTextAreAnError()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "b.jsonl");
        File.WriteAllBytes(path, [.. "{\"question\":\""u8, 0xFF, .. "\"}"u8]);
        Assert.StartsWith("b.jsonl, line 1: the text is not UTF-8", Assert.Throws<InvalidDataException>(() => BenchmarkFiles.Load(new ServiceRequest(path))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path + ".gz", [1, 2, 3]);
        Assert.StartsWith("b.jsonl.gz cannot be decompressed", Assert.Throws<InvalidDataException>(() => BenchmarkFiles.Load(new ServiceRequest(path + ".gz"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SchemasCanBeAskedFor()
    {
        BenchmarkFiles files = Load(("b.jsonl", "{\"question\":\"Q\",\"answer\":\"A\"}\n"));
        Assert.Equal("Q", files.Items("gsm8k")[0].Query);
        Assert.StartsWith("b.jsonl, line 1: the schema arc needs", Assert.Throws<InvalidDataException>(() => files.Items("arc")).Message, StringComparison.Ordinal);
        Assert.Contains("schemas are humaneval, hellaswag, arc, mmlu, gsm8k, query-label", Assert.Throws<InvalidDataException>(() => files.Items("gsm")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be given too", Assert.Throws<InvalidDataException>(() => files.Items("gsm8k", query: "question")).Message, StringComparison.Ordinal);
        Assert.Contains("needs prompt, but the row has question, answer", Assert.Throws<InvalidDataException>(() => files.Items(query: "prompt")).Message, StringComparison.Ordinal);
        Assert.Contains("name a field inside it, such as q.text", Assert.Throws<InvalidDataException>(() => Load(("b.jsonl", "{\"q\":{}}\n")).Items(query: "q")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PublishedBenchmarksAreRead()
    {
        if (!SharedData.TryFind("data/decontam/raw", output, out string raw))
        {
            return;
        }

        ILookup<string, BenchmarkItem> items = BenchmarkFiles.Load(new ServiceRequest(raw)).Items().ToLookup(static i => i.Benchmark);
        Assert.Equal((1319, 164), (items["gsm8k-test"].Count(), items["HumanEval"].Count()));
        Assert.All(items["HumanEval"], static i => Assert.Equal(2, i.Labels.Count));
        Assert.All(items["gsm8k-test"], static i => Assert.DoesNotContain("<<", i.Labels[0], StringComparison.Ordinal));
    }

    internal static BenchmarkFiles Load(params ReadOnlySpan<(string Name, string Text)> files)
    {
        using TempFolder folder = new();
        foreach ((string name, string text) in files)
        {
            folder.Write(name, text);
        }

        return BenchmarkFiles.Load(new ServiceRequest(folder.Path));
    }
}
