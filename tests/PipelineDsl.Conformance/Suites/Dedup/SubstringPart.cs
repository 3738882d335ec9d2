using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Exact substring deduplication as datatrove does it over the tokens of GPT-2: the byte ranges of the corpus that occur more than once, and what is left of each document.</summary>
internal sealed class SubstringPart : IDedupPart
{
    private const int SeparatorBytes = 12;
    private const int MinWords = 50;

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        if (!File.Exists(Path.Combine(directory, "exact_substring_L100_ranges.txt")))
        {
            return;
        }

        if (FindTokenizer(directory) is not { } path)
        {
            Console.WriteLine("dedup exact_substring not compared: no file tokenizers/gpt/gpt2.tokenizer.json beside the data's folder or one above it");
            return;
        }

        Corpus corpus = Corpus.Load(directory, Tokenizer.Load(path));
        Agreement agreement = new(report);
        foreach (int window in (int[])[100, 200])
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"exact_substring_L{window}");
            List<(int Start, int End)> ranges = corpus.FindRepeated(window);
            string[] theirs = File.ReadAllLines(Path.Combine(directory, name + "_ranges.txt"));
            for (int i = 0; i < Math.Max(ranges.Count, theirs.Length); i++)
            {
                agreement.Note(
                    name + " ranges",
                    i.ToString(CultureInfo.InvariantCulture),
                    i < ranges.Count ? string.Create(CultureInfo.InvariantCulture, $"{ranges[i].Start} {ranges[i].End}") : "none",
                    i < theirs.Length ? theirs[i] : "none");
            }

            foreach ((Tokens document, JsonElement row) in corpus.Documents.Zip(GoldFile.Rows(directory, name)))
            {
                agreement.Note(name, row.GetProperty("id").GetString()!, corpus.Clean(document, ranges), Describe(row));
            }
        }

        agreement.Report();
    }

    private static string Describe(JsonElement row)
        => !row.GetProperty("keep").GetBoolean() ? "dropped" : row.GetProperty("changed").GetBoolean() ? row.GetProperty("text").GetString()! : "unchanged";

    private static string? FindTokenizer(string directory)
    {
        for (DirectoryInfo? folder = new(Path.GetFullPath(directory)); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tokenizers", "gpt", "gpt2.tokenizer.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>A document with its tokens' place in the corpus.</summary>
    private sealed record Tokens(string Text, int Start, int End);

    /// <summary>datatrove's sequence: each document's tokens, 16 bits each, behind a separator that is different for each.</summary>
    private sealed class Corpus(Tokenizer tokenizer)
    {
        private readonly List<byte> _bytes = [];

        public List<Tokens> Documents { get; } = [];

        public static Corpus Load(string directory, Tokenizer tokenizer)
        {
            Corpus corpus = new(tokenizer);
            TokenEncoder encoder = tokenizer.CreateEncoder();
            TextBuffer text = new();
            TokenBuffer ids = new();
            byte[] number = new byte[sizeof(uint)];
            foreach ((uint rank, string file) in ((uint, string)[])[(0, "docs/00000"), (1, "docs/00001")])
            {
                uint index = 0;
                foreach (JsonElement row in GoldFile.Rows(directory, file))
                {
                    foreach (uint part in (uint[])[index++, rank])
                    {
                        corpus._bytes.AddRange([0xFF, 0xFF]);
                        BinaryPrimitives.WriteUInt32LittleEndian(number, part);
                        corpus._bytes.AddRange(number);
                    }

                    int start = corpus._bytes.Count;
                    text.Clear();
                    text.Append(Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
                    ids.Clear();
                    encoder.Encode(text.Text, ids);
                    foreach (int id in ids.Ids)
                    {
                        corpus._bytes.AddRange([(byte)id, (byte)(id >> 8)]);
                    }

                    corpus.Documents.Add(new Tokens(row.GetProperty("text").GetString()!, start, corpus._bytes.Count));
                }
            }

            return corpus;
        }

        /// <summary>The ranges of bytes that lie in windows which occur more than once, whatever document they are in.</summary>
        public List<(int Start, int End)> FindRepeated(int window)
        {
            List<(int, int)> ranges = [];
            using RepeatedWindows windows = new(_bytes.Count);
            windows.Find(_bytes.ToArray(), [_bytes.Count], window, SubstringCopies.CutAll);
            for (int from = 0; windows.Next(from, window, out int start, out int end); from = end)
            {
                ranges.Add((start, end));
            }

            return ranges;
        }

        /// <summary>What datatrove leaves of a document: every occurrence of each repeated range's text goes, not only those in the range.</summary>
        public string Clean(Tokens document, List<(int Start, int End)> ranges)
        {
            string text = document.Text;
            TextBuffer decoded = new();
            foreach ((int start, int end) in ranges.Where(r => r.End > document.Start - SeparatorBytes && r.Start < document.End))
            {
                // Inwards to whole tokens.
                int from = Math.Max(0, start - document.Start);
                int to = Math.Min(document.End - document.Start, end - document.Start);
                from += from & 1;
                to -= to & 1;
                if (from < to)
                {
                    decoded.Clear();
                    byte[] bytes = [.. _bytes.GetRange(document.Start + from, to - from)];
                    tokenizer.Decode([.. Enumerable.Range(0, bytes.Length / 2).Select(i => (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)))], decoded);
                    text = text.Replace(Encoding.UTF8.GetString(decoded.Bytes), "", StringComparison.Ordinal);
                }
            }

            TextBuffer buffer = new();
            buffer.Append(Encoding.UTF8.GetBytes(text));
            SegmentList words = new();
            new WhitespaceWords().Split(buffer.Text, words);
            return words.Count < MinWords ? "dropped" : text == document.Text ? "unchanged" : text;
        }
    }
}
