using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Texts before and after datatrove's formatters: <c>formatters.jsonl</c> with <c>formatter</c>, <c>config</c> (options that are not the default), <c>in</c> and <c>out</c>.</summary>
internal sealed class FormattersPart : IFilterPart
{
    private static readonly Dictionary<string, Func<byte[], JsonElement, TextBuffer, bool>> s_formatters = new()
    {
        ["pii"] = static (text, config, output) => DatatrovePersonalData.Apply(
            text, output, new MapperBuffer(), Flag(config, "remove_emails"), Flag(config, "remove_ips"), Flag(config, "only_remove_public_ips")),
        ["ftfy"] = static (text, _, output) => RepairEncoding.Apply(text, output, new TextRepair(), true, true, true, true),
        ["symbol_lines"] = static (text, config, output) => SymbolLines.Apply(text, output, config.TryGetProperty("replace_char", out JsonElement value) ? value.GetString()! : ""),
    };

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        string path = Path.Combine(directory, "formatters.jsonl");
        if (!File.Exists(path) && !File.Exists(path += ".gz"))
        {
            return;
        }

        using Stream file = File.OpenRead(path);
        using StreamReader reader = new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        SortedDictionary<string, (int Agree, int Total)> counts = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string formatter = row.RootElement.GetProperty("formatter").GetString()!;
            if (!s_formatters.TryGetValue(formatter, out Func<byte[], JsonElement, TextBuffer, bool>? apply))
            {
                continue;
            }

            byte[] text = Encoding.UTF8.GetBytes(row.RootElement.GetProperty("in").GetString()!);
            byte[] theirs = Encoding.UTF8.GetBytes(row.RootElement.GetProperty("out").GetString()!);
            TextBuffer output = new();
            bool changed = apply(text, row.RootElement.GetProperty("config"), output);
            byte[] ours = changed ? output.Bytes.ToArray() : text;
            bool agree = ours.AsSpan().SequenceEqual(theirs) && changed == row.RootElement.GetProperty("changed").GetBoolean();
            if (!agree)
            {
                int at = ours.Zip(theirs).TakeWhile(static pair => pair.First == pair.Second).Count();
                report.Disagree(formatter, row.RootElement.GetProperty("id").GetString()!, Around(ours, at), Around(theirs, at));
            }

            (int agreed, int total) = counts.GetValueOrDefault(formatter);
            counts[formatter] = (agreed + (agree ? 1 : 0), total + 1);
        }

        foreach ((string formatter, (int agree, int total)) in counts)
        {
            report.Total(formatter, agree, total);
        }
    }

    private static bool Flag(JsonElement config, string name) => !config.TryGetProperty(name, out JsonElement value) || value.GetBoolean();

    private static string Around(byte[] text, int at)
        => JsonSerializer.Serialize(Encoding.UTF8.GetString(text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 40)]));
}
