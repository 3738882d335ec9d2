using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using PipelineDsl.Tests.Text;
using PipelineDsl.Tests.Text.Segmentation;

namespace PipelineDsl.Tests.Mappers;

/// <summary>C4's rules on strings, as the original's text has them.</summary>
internal sealed class ReferenceC4
{
    private static readonly string[] s_policy = ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];

    private readonly ISegmenter _sentences;

    public ReferenceC4(string text, C4Options options, ISegmenter sentences)
    {
        _sentences = sentences;
        List<string> kept = [];
        foreach (string piece in options.Sentences ? Segments.Of(sentences, text) : ReferenceText.Lines(text))
        {
            string line = ReferenceText.Strip(piece);
            List<string> words = ReferenceText.Words(line);
            Lines++;
            if (options.MaxWordLength > 0 && words.Exists(w => w.EnumerateRunes().Count() > options.MaxWordLength))
            {
                LongWordLines++;
                continue;
            }

            if (options.RemoveCitations)
            {
                line = RemoveCitations(line);
            }

            if (options.TerminalPunctuation && (!EndsWell(line, options.ApostropheIsTerminal) || line.EndsWith("...", StringComparison.Ordinal)))
            {
                UnpunctuatedLines++;
                continue;
            }

            if ((options.CountWordsOfCleanLine ? ReferenceText.Words(line) : words).Count < options.MinWordsPerLine)
            {
                ShortLines++;
                continue;
            }

            // Python's lower(), as far as it makes ASCII letters.
            string lower = line.Replace("\u0130", "i\u0307", StringComparison.Ordinal).Replace('\u212A', 'k').ToLowerInvariant();
            if (options.LoremIpsum && lower.Contains("lorem ipsum", StringComparison.Ordinal))
            {
                LoremIpsum = true;
                return;
            }

            if (options.JavaScript && lower.Contains("javascript", StringComparison.Ordinal))
            {
                JavaScriptLines++;
                continue;
            }

            if (options.CurlyBracket && line.Contains('{', StringComparison.Ordinal))
            {
                CurlyBracket = true;
                return;
            }

            if (options.Policy && s_policy.Any(p => lower.Contains(p, StringComparison.Ordinal)))
            {
                PolicyLines++;
                continue;
            }

            SentenceCount += options.Sentences ? 1 : Math.Max(1, Segments.Of(_sentences, line).Count);
            KeptLines++;
            kept.Add(line);
        }

        Text = ReferenceText.Strip(string.Join(options.Sentences ? ' ' : '\n', kept));
    }

    public int Lines { get; }

    public int KeptLines { get; }

    public int LongWordLines { get; }

    public int UnpunctuatedLines { get; }

    public int ShortLines { get; }

    public int JavaScriptLines { get; }

    public int PolicyLines { get; }

    public int SentenceCount { get; }

    public bool LoremIpsum { get; }

    public bool CurlyBracket { get; }

    /// <summary>The text that remains; null if a line decided the document.</summary>
    public string? Text { get; }

    private static bool EndsWell(string line, bool apostrophe) => line.Length > 0 && (line[^1] is '.' or '?' or '!' or '"' || (apostrophe && line[^1] == '\''));

    private static string RemoveCitations(string line)
    {
        // Digits beyond the BMP are surrogates for a regular expression of .NET, so they stand in for as an ASCII digit where a citation is looked for.
        StringBuilder shape = new();
        foreach (Rune rune in line.EnumerateRunes())
        {
            shape.Append(CharUnicodeInfo.GetUnicodeCategory(rune.Value) == UnicodeCategory.DecimalDigitNumber ? new string('0', rune.Utf16SequenceLength) : rune.ToString());
        }

        StringBuilder clean = new();
        int from = 0;
        foreach (Match match in Regex.Matches(shape.ToString(), @"\[0*]|\[edit]|\[citation needed]"))
        {
            clean.Append(line, from, match.Index - from);
            from = match.Index + match.Length;
        }

        return clean.Append(line, from, line.Length - from).ToString();
    }
}
