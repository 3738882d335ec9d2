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
/// In rows of mode <c>special</c> special tokens in the text are matched, in others they are text. Files whose vocabulary is not at hand are listed, not counted. What ids
/// decode to must be the text, or, where the tokenizer normalizes it, become the same ids again.
/// </remarks>
internal sealed class TokenSuite : ISuite
{
    private const int ShownIds = 24;

    /// <inheritdoc/>
    public string Name => "tokens";

    /// <inheritdoc/>
    public string Usage => "DIR|FILE... [--vocab DIR]   gold token ids, *.jsonl or *.jsonl.gz; --vocab: the folder of tokenizer files";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        List<string> files = [];
        string? vocabularies = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--vocab" && i + 1 < arguments.Count)
            {
                vocabularies = arguments[++i];
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
            Compare(file, vocabularies, report);
        }
    }

    private static void Compare(string file, string? vocabularies, Report report)
    {
        string name = Path.GetFileName(file).Split(".jsonl")[0];
        if (name.StartsWith('_'))
        {
            return; // texts without ids
        }

        Tokenizer? tokenizer = null;
        Dictionary<string, TokenEncoder> encoders = new(StringComparer.Ordinal);
        TokenBuffer ids = new();
        TextBuffer input = new();
        TextBuffer decoded = new();
        long agree = 0;
        long total = 0;
        foreach (JsonElement row in Rows(file))
        {
            string vocabulary = row.GetProperty("vocab").GetString()!;
            string reason = "";
            tokenizer ??= VocabularyFiles.Load(vocabulary, name, vocabularies, out reason);
            if (tokenizer is null)
            {
                Console.WriteLine($"tokens {name} not compared: vocabulary {vocabulary}: {reason}");
                return;
            }

            string mode = row.GetProperty("mode").GetString()!;
            if (!encoders.TryGetValue(mode, out TokenEncoder? encoder))
            {
                encoder = tokenizer.CreateEncoder(mode == "special" ? AddedTokenMatching.All : AddedTokenMatching.None);
                encoders.Add(mode, encoder);
            }

            string text = row.GetProperty("text").GetString()!;
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            int[] theirs = [.. row.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
            int[] ours = Encode(encoder, utf8, input, ids);
            decoded.Clear();
            tokenizer.Decode(ours, decoded);
            total++;
            if (!ours.AsSpan().SequenceEqual(theirs))
            {
                report.Disagree(name, row.GetProperty("id").GetString()!, Show(ours), Show(theirs), $"text {JsonSerializer.Serialize(text)}");
            }
            else if (!VocabularyFiles.LosesText(vocabulary) && !decoded.Bytes.SequenceEqual(utf8) && !Encode(encoder, decoded.Bytes.ToArray(), input, ids).AsSpan().SequenceEqual(ours))
            {
                // Normalization may have lost something of the text, but then what is decoded is the normalized text.
                report.Disagree(name, row.GetProperty("id").GetString()!, $"decoded {JsonSerializer.Serialize(Encoding.UTF8.GetString(decoded.Bytes))}", Show(theirs), $"text {JsonSerializer.Serialize(text)}");
            }
            else
            {
                agree++;
            }
        }

        if (total > 0)
        {
            report.Total(name, agree, total);
        }
    }

    private static int[] Encode(TokenEncoder encoder, byte[] text, TextBuffer input, TokenBuffer ids)
    {
        input.Clear();
        input.Append(text);
        ids.Clear();
        encoder.Encode(input.Text, ids);
        return ids.Ids.ToArray();
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
