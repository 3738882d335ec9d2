using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Words and sentences of snippets, and their normalisation for MinHash.</summary>
internal sealed class TokensPart : IFilterPart
{
    /// <summary>The tokenizers of the gold data: the name, our words, our sentences.</summary>
    private static readonly (string Name, ISegmenter Words, ISegmenter Sentences)[] s_tokenizers =
    [
        ("uax29", new Uax29Words(), new Uax29Sentences()),
        ("ws", new WhitespaceWords(), new FallbackSentences()),
        ("spacy", new SpacyEnglishWords(), new SpacyEnglishSentences()),
    ];

    private readonly TextBuffer _text = new();
    private readonly SegmentList _segments = new();

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        List<JsonElement> rows = [.. GoldFile.Rows(directory, "tokens")];
        CompareSimplified(rows, report);
        foreach ((string name, ISegmenter words, ISegmenter sentences) in s_tokenizers)
        {
            Compare(rows, $"tokens {name} words", row => row.GetProperty("text"), row => row.GetProperty(name).GetProperty("words"), words, report);
            Compare(rows, $"tokens {name} sentences", row => row.GetProperty("text"), row => row.GetProperty(name).GetProperty("sentences"), sentences, report);
            Compare(rows, $"tokens {name} simplified words", row => row.GetProperty("simplified"), row => row.GetProperty(name).GetProperty("simplified_words"), words, report);
        }
    }

    private void CompareSimplified(List<JsonElement> rows, Report report)
    {
        SimplifiedText simplified = new();
        long agree = 0;
        foreach (JsonElement row in rows)
        {
            _text.Clear();
            simplified.Append(Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!), _text);
            string ours = Encoding.UTF8.GetString(_text.Bytes);
            string theirs = row.GetProperty("simplified").GetString()!;
            if (ours == theirs)
            {
                agree++;
            }
            else
            {
                report.Disagree("tokens simplified", row.GetProperty("id").GetString()!, JsonSerializer.Serialize(ours), JsonSerializer.Serialize(theirs));
            }
        }

        report.Total("tokens simplified", agree, rows.Count);
    }

    private void Compare(List<JsonElement> rows, string name, Func<JsonElement, JsonElement> text, Func<JsonElement, JsonElement> gold, ISegmenter segmenter, Report report)
    {
        long agree = 0;
        foreach (JsonElement row in rows)
        {
            List<string> ours = Split(segmenter, text(row).GetString()!);
            List<string> theirs = [.. gold(row).EnumerateArray().Select(static piece => piece.GetString()!)];
            if (ours.SequenceEqual(theirs))
            {
                agree++;
                continue;
            }

            int at = ours.Zip(theirs).TakeWhile(static pair => pair.First == pair.Second).Count();
            report.Disagree(name, row.GetProperty("id").GetString()!, Show(ours, at), Show(theirs, at), $"piece {at}");
        }

        report.Total(name, agree, rows.Count);
    }

    private List<string> Split(ISegmenter segmenter, string text)
    {
        _text.Clear();
        _text.Append(Encoding.UTF8.GetBytes(text));
        _segments.Clear();
        PaddedText padded = _text.Text;
        segmenter.Split(padded, _segments);
        List<string> pieces = [];
        for (int i = 0; i < _segments.Count; i++)
        {
            pieces.Add(Encoding.UTF8.GetString(padded.Bytes[_segments.Starts[i].._segments.Ends[i]]));
        }

        return pieces;
    }

    private static string Show(List<string> pieces, int at) => at < pieces.Count ? JsonSerializer.Serialize(pieces[at]) : "nothing";
}
