using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>datatrove's sentence deduplication: verdict and text of each document, for each segmentation and configuration.</summary>
internal sealed class SentencePart : IDedupPart
{
    private static readonly Config[] s_configs =
    [
        new("sent3", 3, Lines: false, MinWords: 50, MinSentences: 3, MinSpan: 0),
        new("lines3", 3, Lines: true, MinWords: 50, MinSentences: 3, MinSpan: 0),
        new("sent1_min0", 1, Lines: false, MinWords: 0, MinSentences: 0, MinSpan: 0),
        new("sent3_span10", 3, Lines: false, MinWords: 50, MinSentences: 3, MinSpan: 10),
    ];

    private readonly TextBuffer _text = new();
    private readonly SegmentList _segments = new();

    private sealed record Config(string Name, int Window, bool Lines, int MinWords, int MinSentences, int MinSpan);

    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        Agreement agreement = new(report);
        List<List<JsonElement>> files = [.. new[] { "docs/00000", "docs/00001" }.Select(name => GoldFile.Rows(directory, name).ToList())];
        foreach (Config config in s_configs)
        {
            Compare(files, directory, "spacy", config, new SpacyEnglishWords(), new SpacyEnglishSentences(), agreement);
            Compare(files, directory, "uax29", config, new Uax29Words(), new Uax29Sentences(), agreement);
            Compare(files, directory, "ws", config, new WhitespaceWords(), new FallbackSentences(), agreement);
        }

        agreement.Report();
    }

    private void Compare(List<List<JsonElement>> files, string directory, string variant, Config config, ISegmenter words, ISegmenter sentences, Agreement agreement)
    {
        string name = $"sentence_{variant}_{config.Name}";
        List<JsonElement> rows = [.. GoldFile.Rows(directory, name)];
        if (rows.Count == 0)
        {
            return;
        }

        // The first of equal windows survives, in the order of the place in the file, then of the file: datatrove's.
        List<(int Place, int File, string Text)> documents = [.. files.SelectMany((file, number) => file.Select((row, place) => (place, number, row.GetProperty("text").GetString()!)))];
        List<TextPiece[]> pieces = [];
        List<(UInt128 Key, int Place, int File, int Piece, int Document)> windows = [];
        UnitWindows finder = new();
        foreach ((int place, int file, string text) in documents)
        {
            finder.Clear();
            Split(text, config, words, sentences, finder.Pieces);
            finder.Find(_text.Bytes, UnitNormalization.Simplified, config.Window, 0, ignoreEmptyEnd: !config.Lines);
            for (int i = 0; i < finder.Count; i++)
            {
                windows.Add((finder.KeyOf(i), place, file, finder.PieceOf(i), pieces.Count));
            }

            pieces.Add(finder.Pieces.Items.ToArray());
        }

        windows.Sort();
        Dictionary<int, List<int>> repeated = [];
        for (int i = 1; i < windows.Count; i++)
        {
            if (windows[i].Key == windows[i - 1].Key)
            {
                (repeated.TryGetValue(windows[i].Document, out List<int>? list) ? list : repeated[windows[i].Document] = []).Add(windows[i].Piece);
            }
        }

        for (int i = 0; i < rows.Count; i++)
        {
            string text = documents[i].Text;
            string after = repeated.TryGetValue(i, out List<int>? list) ? Removed(text, pieces[i], [.. list.Order()], config) : text;
            bool keep = after.Length > 0
                && (after == text || ((config.MinWords == 0 || Count(after, words) >= config.MinWords) && (config.MinSentences == 0 || Math.Max(1, Count(after, sentences)) >= config.MinSentences)));
            string ours = !keep ? "dropped" : after == text ? "unchanged" : JsonSerializer.Serialize(after);
            string theirs = !rows[i].GetProperty("keep").GetBoolean() ? "dropped"
                : rows[i].GetProperty("changed").GetBoolean() ? JsonSerializer.Serialize(rows[i].GetProperty("text").GetString())
                : "unchanged";
            agreement.Note(name, rows[i].GetProperty("id").GetString()!, ours, theirs);
        }
    }

    private static string Removed(string text, TextPiece[] pieces, int[] repeated, Config config)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<TextSpan> cuts = [];
        _ = DatatrovePieceRemoval.Find(pieces, repeated, config.Window, config.MinSpan, config.Lines, bytes.Length, cuts);
        StringBuilder kept = new();
        int done = 0;
        foreach (TextSpan cut in cuts)
        {
            kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(done..cut.Start)));
            done = cut.End;
        }

        return kept.Append(Encoding.UTF8.GetString(bytes.AsSpan(done))).ToString();
    }

    private void Split(string text, Config config, ISegmenter words, ISegmenter sentences, TextPieces pieces)
    {
        _text.Clear();
        _text.Append(Encoding.UTF8.GetBytes(text));
        if (config.Lines)
        {
            PieceSplitter.PythonLines(_text.Bytes, pieces);
            return;
        }

        _segments.Clear();
        DatatroveSentenceEnds.Split(sentences, _text.Text, _segments);
        PieceSplitter.Segments(_text.Bytes, _segments, pieces);
        if (config.MinSpan > 0)
        {
            TextPieces counted = new();
            foreach (TextPiece piece in pieces.Items)
            {
                counted.Add(piece with { Words = Count(Encoding.UTF8.GetString(_text.Bytes[piece.Start..piece.End]), words) });
            }

            pieces.Clear();
            foreach (TextPiece piece in counted.Items)
            {
                pieces.Add(piece);
            }
        }
    }

    private static int Count(string text, ISegmenter segmenter)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        SegmentList segments = new();
        segmenter.Split(buffer.Text, segments);
        return segments.Count;
    }
}
