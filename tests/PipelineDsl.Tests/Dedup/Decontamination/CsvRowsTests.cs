using System;
using System.IO;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Decontamination;

public class CsvRowsTests
{
    private static readonly Gen<string> s_cell = Gen.Int[0, 7].Array[0, 6].Select(static picks => string.Concat(picks.Select(static i => new[] { "a", ",", "\"", "\n", "\r\n", " ", "é", "\r" }[i])));

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        s_cell.Array[1, 4].Array[0, 5].Sample(
            static rows =>
            {
                string text = string.Concat(rows.Select(static row => string.Join(',', row.Select(Quoted)) + "\n"));
                string[] expected = [.. rows.Where(static row => row is not [""]).Select(static row => string.Join('|', row))];
                Assert.Equal(expected, CsvRows.Read(text, "a.csv").Select(static row => string.Join('|', row.Cells)));
            },
            threads: 1);
    }

    [Fact]
    public void RowsKnowTheirLines()
        => Assert.Equal([(1, 2), (2, 1), (5, 2), (6, 2)], CsvRows.Read("a,b\r\n\"x\n\n\"\n1,\n\"p\"\"q\",r", "a.csv").Select(static row => (row.Line, row.Cells.Count)));

    [Theory]
    [InlineData("a,b\nc,d\"e\n", "a.csv, line 2: a quote stands inside")]
    [InlineData("\"a\"b,c", "a.csv, line 1: something stands behind the quote")]
    [InlineData("a\n\"b\nc\nd", "a.csv, line 2: a cell begins with a quote, but none ends it")]
    public void WhatIsNoCsvIsAnError(string text, string message)
        => Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => CsvRows.Read(text, "a.csv")).Message, StringComparison.Ordinal);

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
