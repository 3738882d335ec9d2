using System;
using System.IO;
using PipelineDsl.Runner.CommandLine;
using Xunit;

namespace PipelineDsl.Runner.Tests.CommandLine;

public sealed class ArgumentsTests
{
    private static readonly Option[] s_options =
    [
        new("output", "FOLDER", "Where to."),
        new("source", "PATTERN", "What.") { Repeats = true },
        new("workers", "N", "How many."),
        new("memory", "SIZE", "How much.") { Aliases = ["dedup-memory-bytes"] },
        new("json", null, "As JSON."),
        new("parent", "ID", "For programs.") { IsHidden = true },
    ];

    [Fact]
    public void AValueStandsAfterAnEqualsSignOrAsTheNextArgument()
    {
        Arguments arguments = new(["--output=a b", "--source", "x/*.jsonl", "one", "--source=y=z", "--json", "two", "--", "--three"], s_options);
        Assert.Equal("a b", arguments.Required("output"));
        Assert.Equal(["x/*.jsonl", "y=z"], arguments.All("source"));
        Assert.True(arguments.Has("json"));
        Assert.Equal(["one", "two", "--three"], arguments.Operands);
        Assert.Null(arguments.Optional("workers"));
        Assert.Equal(7, arguments.Number("workers", 7));
    }

    [Theory]
    [InlineData("there is no option --ouput; did you mean --output?", "--ouput=x")]
    [InlineData("there is no option --out; did you mean --output?", "--out", "x")]
    [InlineData("there is no option --OUTPUT; did you mean --output?", "--OUTPUT", "x")]
    [InlineData("there is no option -output; did you mean --output?", "-output", "x")]
    [InlineData("there is no option --something", "--something")]
    [InlineData("there is no option --parents", "--parents=1")]
    [InlineData("--output FOLDER: the value is missing; if it begins with a dash, write --output=VALUE", "--output", "--json")]
    [InlineData("--output FOLDER: the value is missing; if it begins with a dash, write --output=VALUE", "--output")]
    [InlineData("--json takes no value: write --json alone", "--json=yes")]
    [InlineData("--output is given twice, as 'a' and as 'b'", "--output=a", "--output", "b")]
    public void AnArgumentThatIsWrongIsNamedWithARemedy(string message, params string[] arguments)
        => Assert.Equal(message, Assert.Throws<UsageException>(() => new Arguments(arguments, s_options)).Message);

    [Theory]
    [InlineData("--workers=-1", "--workers=-1: a whole number, 0 or more, is wanted")]
    [InlineData("--workers=1.5", "--workers=1.5: a whole number, 0 or more, is wanted")]
    [InlineData("--workers=99999999999999999999", "--workers=99999999999999999999: a whole number, 0 or more, is wanted")]
    [InlineData("--memory=much", "--memory=much: a number of bytes is wanted, such as 1073741824, 512M or 1.5G")]
    public void AValueThatIsNoNumberIsAnError(string argument, string message)
    {
        Arguments arguments = new([argument], s_options);
        Assert.Equal(message, Assert.Throws<UsageException>(() => argument.Contains("memory", StringComparison.Ordinal) ? arguments.Size("memory", 0) : arguments.Number("workers", 0)).Message);
    }

    [Fact]
    public void AChoiceIsOneOfItsWords()
    {
        Assert.Equal("b", new Arguments([], s_options).Choice("output", "b", "a", "b"));
        Assert.Equal("a", new Arguments(["--output=a"], s_options).Choice("output", "b", "a", "b"));
        Assert.Equal(
            "--output=jsn: one of these is wanted: plain, json; did you mean json?",
            Assert.Throws<UsageException>(() => new Arguments(["--output=jsn"], s_options).Choice("output", "plain", "plain", "json")).Message);
    }

    [Fact]
    public void AnOptionHasOtherNames() => Assert.Equal(4096, new Arguments(["--dedup-memory-bytes=4096"], s_options).Size("memory", 0));

    [Fact]
    public void MoreOperandsThanACommandTakesAreAnError()
    {
        Arguments arguments = new(["a", "jsn"], s_options);
        arguments.TakeOperands(2);
        Assert.Equal("'jsn' is one argument too many; did you mean --json?", Assert.Throws<UsageException>(() => arguments.TakeOperands(1)).Message);
    }

    [Fact]
    public void AFileStandsForItsLines()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "--output=a b\n\n--source= x \n");
            Assert.Equal(["first", "--output=a b", "--source= x ", "last"], Arguments.Expand(["first", "@" + path, "last"]));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.StartsWith($"@{path}: the arguments cannot be read", Assert.Throws<UsageException>(() => Arguments.Expand(["@" + path])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1073741824", 1073741824)]
    [InlineData("512M", 512L << 20)]
    [InlineData("512 MB", 512L << 20)]
    [InlineData("1.5G", 3L << 29)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("4k", 4096)]
    [InlineData("7B", 7)]
    [InlineData("1T", 1L << 40)]
    public void SizesAreReadAsPeopleWriteThem(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("iB")]
    [InlineData("G")]
    [InlineData("1.5")]
    [InlineData("-1G")]
    [InlineData("1X")]
    [InlineData("9999999999T")]
    public void WhatIsNoSizeIsNone(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(123_456_789, "123.5 MB")]
    [InlineData(5e12, "5.0 TB")]
    [InlineData(5e15, "5000.0 TB")]
    public void SizesAreWrittenShort(double bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));

    [Fact]
    public void TheNearestNameIsTheOneWithTheFewestEdits()
    {
        string[] names = ["run", "explain", "stats", "status", "submit"];
        Assert.Equal("run", NearestName.Of("rnu", names));
        Assert.Equal("stats", NearestName.Of("stat", names));
        Assert.Equal("status", NearestName.Of("statu", names));
        Assert.Equal("submit", NearestName.Of("sumbit", names));
        Assert.Equal("explain", NearestName.Of("exp", names));
        Assert.Null(NearestName.Of("kubernetes", names));
    }
}
