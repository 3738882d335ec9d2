using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Lists;

public class ListFileTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\n\r\n  b \n\u3000c\u0085", "a|b|c")]
    [InlineData("# comment\na # b\n #c\n#\n", "a # b|#c")]
    [InlineData("\uFEFFa\nb", "a|b")]
    [InlineData("\uFEFF", "")]
    [InlineData("\n\n \n", "")]
    public void EntriesAreLines(string text, string entries)
    {
        using TempFolder folder = new();
        string path = folder.Write("list.txt", "");
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        Assert.Equal(entries, string.Join('|', Read(path)));
    }

    [Fact]
    public void AFolderIsItsFilesAndCompressedFilesAreRead()
    {
        using TempFolder folder = new();
        folder.Write("lists/b.txt", "b1\nb2");
        folder.Write("lists/deeper/x.txt", "x");
        foreach (string name in new[] { "a.txt.gz", "c.zst" })
        {
            using Stream stream = CompressedOutput.Wrap(File.Create(Path.Combine(folder.Path, "lists", name)), name);
            stream.Write(Encoding.UTF8.GetBytes(name + "\n"));
        }

        Assert.Equal(["a.txt.gz", "b1", "b2", "c.zst"], Read(Path.Combine(folder.Path, "lists")));
    }

    [Fact]
    public void LongEntriesAndManyEntriesAreWhole()
    {
        using TempFolder folder = new();
        string[] entries = [.. Enumerable.Range(0, 30_000).Select(static i => $"entry {i}-{new string('x', i % 200)}"), new string('y', 3_000_000), "end"];
        string path = folder.Write("list.txt", string.Join('\n', entries));
        Assert.Equal(entries, Read(path));
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        using TempFolder folder = new();
        string missing = Path.Combine(folder.Path, "none.txt");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => Read(missing)).Message, StringComparison.Ordinal);
        string damaged = folder.Write("list.gz", "no gzip");
        Assert.Contains(damaged, Assert.Throws<InvalidDataException>(() => Read(damaged)).Message, StringComparison.Ordinal);
        Assert.Empty(Read(null));
    }

    private static List<string> Read(string? path)
    {
        List<string> entries = [];
        ListFile.Read(path, entry => entries.Add(Encoding.UTF8.GetString(entry)));
        return entries;
    }
}
