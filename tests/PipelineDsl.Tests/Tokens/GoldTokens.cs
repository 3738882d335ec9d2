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

/// <summary>Compares ids with those in the shared folder, in ordinary mode and, where a row says so, with the added tokens matched.</summary>
internal static class GoldTokens
{
    /// <summary>Checks all rows of some files; a file that is missing is said so.</summary>
    public static void Check(Tokenizer tokenizer, IEnumerable<string> files, ITestOutputHelper output)
    {
        Dictionary<AddedTokenMatching, TokenEncoder> encoders = new()
        {
            [AddedTokenMatching.None] = tokenizer.CreateEncoder(),
            [AddedTokenMatching.All] = tokenizer.CreateEncoder(AddedTokenMatching.All),
        };
        TextBuffer text = new();
        TokenBuffer ids = new();
        foreach (string file in files)
        {
            int rows = 0;
            List<string> wrong = [];
            foreach (JsonElement row in Rows(file, output))
            {
                AddedTokenMatching matching = row.GetProperty("mode").GetString() == "special" ? AddedTokenMatching.All : AddedTokenMatching.None;
                int[] expected = [.. row.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
                text.Clear();
                text.Append(Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
                ids.Clear();
                encoders[matching].Encode(text.Text, ids);
                rows++;
                if (!ids.Ids.SequenceEqual<int>(expected))
                {
                    wrong.Add($"{row.GetProperty("id")}: {row.GetProperty("text")}\n  ours   {string.Join(' ', ids.Ids.ToArray())}\n  theirs {string.Join(' ', expected)}");
                }
            }

            Assert.True(wrong.Count == 0 && rows > 0, $"{file}: {wrong.Count} of {rows} wrong\n{string.Join('\n', wrong.Take(10))}");
            output.WriteLine($"{file}: {rows} texts");
        }
    }

    private static IEnumerable<JsonElement> Rows(string name, ITestOutputHelper output)
    {
        if (!SharedData.TryFind($"data/gold-tokens/{name}.jsonl.gz", out string path) && !SharedData.TryFind($"data/gold-tokens/{name}.jsonl", output, out path))
        {
            yield break;
        }

        using Stream raw = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }
}
