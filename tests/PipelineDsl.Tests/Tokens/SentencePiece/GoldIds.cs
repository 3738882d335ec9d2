using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Compares a tokenizer with gold ids.</summary>
internal static class GoldIds
{
    /// <summary>The ids of a text.</summary>
    public static int[] Encode(TokenEncoder encoder, string text) => Encode(encoder, Encoding.UTF8.GetBytes(text));

    /// <summary>The ids of a text.</summary>
    public static int[] Encode(TokenEncoder encoder, byte[] text)
    {
        TextBuffer utf8 = new();
        utf8.Append(text);
        TokenBuffer ids = new();
        encoder.Encode(utf8.Text, ids);
        return ids.Ids.ToArray();
    }

    /// <summary>The text of ids.</summary>
    public static string Decode(Tokenizer tokenizer, int[] ids)
    {
        TextBuffer text = new();
        tokenizer.Decode(ids, text);
        return Encoding.UTF8.GetString(text.Bytes);
    }

    /// <summary>Checks all rows of a gold file, if it is there.</summary>
    public static void Check(Tokenizer tokenizer, string gold, ITestOutputHelper output)
    {
        bool special = gold.Contains(".special", StringComparison.Ordinal) || gold.StartsWith("kitoken", StringComparison.Ordinal);
        TokenEncoder encoder = tokenizer.CreateEncoder(special ? AddedTokenMatching.All : AddedTokenMatching.None);
        int rows = 0;
        foreach ((string text, int[] ids) in Read(gold, output))
        {
            int[] ours = Encode(encoder, text);
            Assert.True(ids.AsSpan().SequenceEqual(ours), $"{JsonSerializer.Serialize(text)}: {string.Join(" ", ours)} instead of {string.Join(" ", ids)}");
            rows++;
        }

        output.WriteLine($"{gold}: {rows} texts");
    }

    /// <summary>The rows of a gold file, none if it is not there.</summary>
    public static IEnumerable<(string Text, int[] Ids)> Read(string gold, ITestOutputHelper output)
    {
        if (!SharedData.TryFind($"data/gold-tokens/{gold}", output, out string path))
        {
            yield break;
        }

        using FileStream raw = File.OpenRead(path);
        using Stream stream = gold.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader lines = new(stream);
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            yield return (row.RootElement.GetProperty("text").GetString()!, [.. row.RootElement.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())]);
        }
    }
}
