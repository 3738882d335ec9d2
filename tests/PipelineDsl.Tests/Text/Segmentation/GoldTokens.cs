using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Text.Segmentation;

/// <summary>Rows of the gold data of the filters, which may lie beside the repository.</summary>
internal static class GoldTokens
{
    /// <summary>Texts with the words and sentences of one tokenizer; none, with a note, if the data is not there.</summary>
    public static IEnumerable<(string Id, string Text, List<string> Words, List<string> Sentences)> Snippets(string tokenizer, ITestOutputHelper output)
    {
        foreach (JsonElement row in Rows("tokens.jsonl.gz", output))
        {
            JsonElement gold = row.GetProperty(tokenizer);
            yield return (row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, Strings(gold, "words"), Strings(gold, "sentences"));
        }
    }

    /// <summary>Whole documents with some counts of one tokenizer.</summary>
    public static IEnumerable<(string Id, string Text, JsonElement Metrics)> Documents(string tokenizer, ITestOutputHelper output)
    {
        foreach (JsonElement row in Rows("documents.jsonl.gz", output))
        {
            yield return (row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, row.GetProperty("metrics").GetProperty(tokenizer));
        }
    }

    private static List<string> Strings(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(static word => word.GetString()!)];

    /// <summary>The rows of a file; none, with a note, if it is not there.</summary>
    public static IEnumerable<JsonElement> Rows(string file, ITestOutputHelper output)
    {
        if (!SharedData.TryFind("data/gold-filters/" + file, output, out string path))
        {
            yield break;
        }

        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            yield return row.RootElement.Clone();
        }
    }
}
