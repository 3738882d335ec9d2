using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Compares ids with gold ids: JSON lines with <c>id</c>, <c>text</c>, <c>vocab</c>, <c>mode</c> and <c>ids</c>.</summary>
/// <remarks>
/// Rows of mode <c>special</c>, in which special tokens in the text are matched, count only where the text holds none. Files whose vocabulary
/// the library does not know are listed, not counted.
/// </remarks>
internal sealed class TokenSuite : ISuite
{
    private const int ShownIds = 24;

    /// <inheritdoc/>
    public string Name => "tokens";

    /// <inheritdoc/>
    public string Usage => "DIR|FILE... [--vocab DIR]   gold token ids, *.jsonl or *.jsonl.gz; --vocab: a folder of vocabularies (none is needed yet)";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        List<string> files = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--vocab")
            {
                i++;
            }
            else if (Directory.Exists(arguments[i]))
            {
                files.AddRange(Directory.EnumerateFiles(arguments[i], "*.jsonl*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
            }
            else
            {
                files.Add(arguments[i]);
            }
        }

        foreach (string file in files)
        {
            Compare(file, report);
        }
    }

    private static void Compare(string file, Report report)
    {
        string name = Path.GetFileName(file).Split(".jsonl")[0];
        if (name.StartsWith('_'))
        {
            return; // texts without ids
        }

        Tokenizer? tokenizer = null;
        TokenEncoder? encoder = null;
        TokenBuffer ids = new();
        TextBuffer input = new();
        TextBuffer decoded = new();
        long agree = 0;
        long total = 0;
        long skipped = 0;
        foreach (JsonElement row in Rows(file))
        {
            if (encoder is null)
            {
                string known = row.GetProperty("vocab").GetString()!;
                try
                {
                    tokenizer = Tokenizer.Load(known);
                }
                catch (IOException)
                {
                    Console.WriteLine($"tokens {name} not supported yet: vocabulary {known}");
                    return;
                }

                encoder = tokenizer.CreateEncoder();
            }

            string text = row.GetProperty("text").GetString()!;
            int[] theirs = [.. row.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
            if (row.GetProperty("mode").GetString() == "special" && theirs.Any(id => tokenizer!.Vocabulary.IsSpecial(id)))
            {
                skipped++;
                continue;
            }

            input.Clear();
            input.Append(Encoding.UTF8.GetBytes(text));
            ids.Clear();
            encoder.Encode(input.Text, ids);
            ReadOnlySpan<int> ours = ids.Ids;
            decoded.Clear();
            tokenizer!.Decode(ours, decoded);
            total++;
            if (ours.SequenceEqual(theirs) && decoded.Bytes.SequenceEqual(Encoding.UTF8.GetBytes(text)))
            {
                agree++;
            }
            else
            {
                report.Disagree(name, row.GetProperty("id").GetString()!, Show(ours), Show(theirs), $"text {JsonSerializer.Serialize(text)}");
            }
        }

        if (skipped > 0)
        {
            Console.WriteLine($"tokens {name}: {skipped} rows match special tokens in the text, which is not supported yet");
        }

        if (total > 0)
        {
            report.Total(name, agree, total);
        }
    }

    private static IEnumerable<JsonElement> Rows(string file)
    {
        using Stream raw = File.OpenRead(file);
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                using JsonDocument row = JsonDocument.Parse(line);
                yield return row.RootElement.Clone();
            }
        }
    }

    private static string Show(ReadOnlySpan<int> ids)
        => "[" + string.Join(' ', ids[..Math.Min(ids.Length, ShownIds)].ToArray()) + (ids.Length > ShownIds ? $" … {ids.Length}]" : "]");
}
