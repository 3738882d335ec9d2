using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using PipelineDsl.Tests;
using PipelineDsl.Tests.EndToEnd.Differential;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Documents that look for trouble between the steps of a pipeline: random texts, texts with what filters and mappers look for, real texts, and all of them cut at the borders of blocks.</summary>
internal static class RandomDocuments
{
    private static readonly string[] s_sentences =
    [
        "The quick brown fox jumps over the lazy dog, and that is all there is to be said of it.", "It was a dark and stormy night; the rain fell in torrents.", "Contact us at jane.doe@mail.example-shop.co.uk or +1 (212) 555-0187.",
        "Her server is 8.8.8.8, mine is 192.168.0.1 and 2001:4860:4860::8888.", "Card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00, id 078-05-1120.", "Key AKIAIOSFODNN7EXAMPLE is no secret.", "Lorem ipsum dolor sit amet.",
        "Please enable JavaScript to view this page.", "We use cookies. Terms of use. Privacy policy. All rights reserved.", "function f(x) { return x + 1; } // a comment", "# include <stdio.h>", "def main(): # nothing", "<p class=\"a\">Hello &amp; welcome &lt;b&gt;</p>",
        "It was proved in 1912.[12][citation needed]", "Ã¼ber cafÃ© â€œquotedâ€\u009d", "\u001B[31mred\u001B[0m", "• first item", "• second item", "- third item", "Read more...", "Continue reading…", "12345 67890", "* * * * *", "=====", "share on facebook", "3 likes", "SIGN IN",
        "WHAT IS THIS", "yes", "#tag #tag #tag", "http://www.example.org/path?q=1#x and https://example.com/", "今天天气很好。我们去公园吧！", "これは日本語の文です。", "Это русский текст, и он короткий.", "هذا نص عربي قصير.", "Dr. Smith, e.g., said \"No.\" He left.", "the of and to that with be have",
        "ﬁne e\u0301 Ａ①", "زمین", "\u200Bzero\u200Bwidth\uFEFF", "0", "", "", "   indented", "tab\tseparated\tvalues", "word",
    ];

    /// <summary>What is no text: characters that nobody uses, in any order.</summary>
    public static Gen<string> Noise { get; } = Gen.Frequency(
            (4, Gen.Int[0, 0x10FFFF]),
            (2, Gen.Int[0, 0x2FF]),
            (1, Gen.Int[0xFDD0, 0xFDEF]),
            (1, Gen.Int[0, 16].Select(static plane => (plane << 16) | 0xFFFE)),
            (1, Gen.Int[0xE0000, 0xE01FF]),
            (1, Gen.Int[0x1F1E6, 0x1F1FF]))
        .Where(static c => c is < 0xD800 or > 0xDFFF).Array[0, 400]
        .Select(static runes => string.Concat(runes.Select(char.ConvertFromUtf32)));

    private static readonly string[] s_ends = ["\n", "\n", "\n", "\n\n", " ", " ", "\r\n", "\n\n\n", "\u2028", "\t"];

    private static readonly Gen<string> s_page = Gen.Select(Gen.Int[0, s_sentences.Length - 1], Gen.Int[0, s_ends.Length - 1], Gen.Int[1, 10]).Array[0, 60]
        .Select(static lines => string.Concat(lines.Select(static l => new StringBuilder().Insert(0, s_sentences[l.Item1] + s_ends[l.Item2], l.Item3 == 10 ? 4 : 1).ToString())));

    private static readonly int[] s_borders = [0, 1, 2, 3, 31, 32, 33, 62, 63, 64, 65, 66, 126, 127, 128, 129, 191, 192, 193, 240, 241, 255, 256, 257, 4032, 4094, 4095, 4096, 4097, 4160, 8191, 8192, 8193];

    private static readonly string[] s_real = [.. RealTexts()];

    private static readonly Gen<string> s_text = Gen.Frequency(
        (3, TextGen.Texts),
        (3, RandomTexts.Text),
        (1, RandomTexts.LongText),
        (1, Noise),
        (5, s_page),
        (1, Gen.Int[0, s_real.Length - 1].Select(static i => s_real[i])),
        (2, Gen.Select(Gen.Int[0, s_real.Length - 1], Gen.Int[0, 40], Gen.Int[1, 9000]).Select(static (pick, skip, length) => Cut(Cut(s_real[pick], 1000 * skip, from: true), length))),
        (4, Gen.Select(Gen.OneOf(s_page, RandomTexts.Text, Gen.Int[0, s_real.Length - 1].Select(static i => s_real[i])), Gen.Int[0, s_borders.Length - 1]).Select(static (text, border) => Cut(text, s_borders[border]))));

    private static readonly Gen<Dictionary<string, string>> s_fields = Gen.UInt.Array[16].Select(static numbers =>
    {
        Tape tape = new(numbers);
        Dictionary<string, string> fields = new() { ["stars"] = tape.Of("0", "1", "2", "9", "-5", "9223372036854775807") };
        Add("url", "https://www.example.org/a", "http://user:pw@sub.example.co.uk:8080/x?y#z", "not a url", "http://8.8.8.8/", "");
        Add("language", "en", "de", "python", "html", "zh");
        Add("kind", "odd", "even", "é\n", "");
        Add("date", "2024-05-17", "2024-05-17T08:00:00Z", "yesterday");
        Add("score", "0", "0.5", "1.5", "3", "-2.25", "100", "1E+300");
        Add("hidden", "true", "false", "false");
        Add("source", "wiki", "en");
        Add("a \"b\"\\\n{c}", "one", "three");
        return fields;

        void Add(string name, params string[] values)
        {
            if (tape.Next(4) > 0)
            {
                fields[name] = tape.Of(values);
            }
        }
    });

    /// <summary>A random document.</summary>
    public static Gen<NaiveDocument> Document { get; } = Gen.Select(s_text, s_fields).Select(static (text, fields) => new NaiveDocument(text, text, fields));

    /// <summary>The first bytes of a text, or what comes after them, up to the next character.</summary>
    private static string Cut(string text, int bytes, bool from = false)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int at = Math.Min(bytes, utf8.Length);
        while (at < utf8.Length && (utf8[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return Encoding.UTF8.GetString(from ? utf8[at..] : utf8[..at]);
    }

    /// <summary>This repository's own documents, and web pages where the shared data lie beside it.</summary>
    private static IEnumerable<string> RealTexts()
    {
        if (RepositoryFolder() is { } root)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md").Order(StringComparer.Ordinal))
            {
                yield return File.ReadAllText(file);
            }
        }

        if (SharedData.TryFind("data/bench/web20.jsonl.gz", out string path))
        {
            using StreamReader lines = new(new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress));
            for (int i = 0; i < 200 && lines.ReadLine() is { } line; i++)
            {
                using System.Text.Json.JsonDocument record = System.Text.Json.JsonDocument.Parse(line);
                yield return record.RootElement.GetProperty("text").GetString()!;
            }
        }

        yield return string.Join('\n', s_sentences);
    }

    private static string? RepositoryFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PipelineDsl.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
