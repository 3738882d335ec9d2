using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Extensions.FileSystemGlobbing;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>A pattern matches the objects whose names would match as files.</summary>
public sealed class ObjectPatternTests
{
    [Fact]
    public void ObjectsMatchAsFilesDo()
    {
        Gen<string> part = Gen.OneOf([.. ((string[])["a", "b", "ab", "*", "a*", "*b", "a*b", "**", "*.x", "a.x", "**.x", "*.*", "*a*b*"]).Select(static p => Gen.Const(p))]);
        Gen<string> file = Gen.OneOf([.. ((string[])["a", "b", "ab", "aab", "a.x", "b.x", ".x", "a.b.x"]).Select(static p => Gen.Const(p))]);
        Gen.Select(part.Array[1, 4], file.Array[1, 4].Array[1, 12]).Sample((parts, files) =>
        {
            string pattern = string.Join('/', parts);
            HashSet<string> names = [.. files.Select(static f => string.Join('/', f))];
            names.RemoveWhere(n => names.Any(other => other.StartsWith(n + "/", StringComparison.Ordinal))); // what is a folder is no file
            Matcher matcher = new(StringComparison.Ordinal);
            matcher.AddInclude(pattern);
            string[] expected = [.. matcher.Match("/", names).Files.Select(static f => f.Path).Order(StringComparer.Ordinal)];
            ObjectPattern tested = new(pattern);
            Assert.Equal(expected, names.Where(n => n.StartsWith(tested.Prefix, StringComparison.Ordinal) && tested.Matches(n)).Order(StringComparer.Ordinal));
        });
    }

    [Theory]
    [InlineData("web/**/*.jsonl", "web/", "web/2024/a.jsonl", "2024/a.jsonl")]
    [InlineData("web/part-*.jsonl.zst", "web/part-", "web/part-7.jsonl.zst", "part-7.jsonl.zst")]
    [InlineData("*/a", "", "b/a", "b/a")]
    [InlineData("web/a.jsonl", "web/a.jsonl", "web/a.jsonl", "a.jsonl")]
    public void WhatIsListedIsWhatStandsBeforeTheFirstWildcard(string pattern, string prefix, string name, string below)
    {
        ObjectPattern tested = new(pattern);
        Assert.Equal((prefix, true, below), (tested.Prefix, tested.Matches(name), tested.NameBelow(name)));
    }

    [Fact]
    public void AMarkOfAFolderIsNoObject()
        => Assert.False(new ObjectPattern("web/**").Matches("web/2024/"));

    [Theory]
    [InlineData("s3://bucket/a b/c", true, "bucket", "a b/c")]
    [InlineData("S3://bucket", true, "bucket", "")]
    [InlineData("C:\\data\\a.jsonl", false, "", "")]
    [InlineData("C://data/a.jsonl", false, "", "")]
    [InlineData("data/s3://a", false, "", "")]
    [InlineData("data/*.jsonl", false, "", "")]
    public void AddressesAreToldFromPaths(string text, bool isAddress, string bucket, string name)
    {
        Assert.Equal(isAddress, ObjectAddress.IsAddress(text));
        if (isAddress)
        {
            Assert.Equal(new ObjectAddress("s3", bucket, name), ObjectAddress.Parse(text));
        }
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///a")]
    [InlineData("s3://b*/a")]
    [InlineData("a/b")]
    public void WhatNamesNoBucketIsNoAddress(string text) => Assert.Throws<FormatException>(() => ObjectAddress.Parse(text));
}
