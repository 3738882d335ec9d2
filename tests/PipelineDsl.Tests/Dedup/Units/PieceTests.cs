using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PipelineDsl.Tests.Text;
using Xunit;

namespace PipelineDsl.Tests.Dedup.Units;

public class PieceTests
{
    private static readonly Gen<(string Text, bool[] Remove)> s_cases = Gen.Select(TextGen.Texts, Gen.Bool.Array[200]);

    [Fact]
    public void PiecesCoverTheText() => TextGen.Texts.Sample(
        static text =>
        {
            foreach (TextPiece[] pieces in (TextPiece[][])[Lines(text), Paragraphs(text), Sentences(text), PythonLines(text)])
            {
                int end = 0;
                foreach (TextPiece piece in pieces)
                {
                    Assert.Equal(end, piece.Start);
                    Assert.InRange(piece.Unit, piece.Start, piece.End);
                    end = piece.End;
                }
            }

            Assert.Equal(Encoding.UTF8.GetByteCount(text), Paragraphs(text).LastOrDefault().End);
            Assert.Equal(text.Length == 0 ? [] : text.Split('\n'), Units(text, Lines(text)));
            Assert.Equal(Regex.Split(text, "\n{2,}").Where(static p => p.Trim('\n').Length > 0).Select(static p => p.Trim('\n')), Units(text, Paragraphs(text)).Select(static p => p.Trim('\n')).Where(static p => p.Length > 0));
        },
        iter: 300);

    [Fact]
    public void WithoutSomeLinesATextIsTheOthersJoined() => s_cases.Sample(
        static (text, remove) =>
        {
            string[] lines = text.Split('\n');
            TextPiece[] pieces = Lines(text);
            string[] kept = [.. lines.Where((_, i) => !remove[i % 200] || i >= pieces.Length)];
            List<TextSpan> cuts = [];
            bool stays = PieceRemoval.Find(pieces, [.. Enumerable.Range(0, pieces.Length).Where(i => remove[i % 200])], 1, 0, cuts);
            Assert.Equal(kept.Any(static line => line.Length > 0), stays);
            if (stays)
            {
                Assert.Equal(string.Join('\n', kept), Cut(text, cuts));
            }
        },
        iter: 300);

    /// <summary>The sentences that no removed window covers stay, and the white space between two of them is that of one of the gaps between them in the text.</summary>
    [Fact]
    public void WithoutSomeWindowsATextIsTheOtherSentences() => Gen.Select(s_cases, Gen.Int[1, 4]).Sample(
        static (drawn, window) =>
        {
            (string text, bool[] remove) = drawn;
            TextPiece[] pieces = Sentences(text);
            int[] repeated = [.. Enumerable.Range(0, Math.Max(0, pieces.Length - window + 1)).Where(i => remove[i % 200] && remove[(i + 1) % 200])];
            List<TextSpan> cuts = [];
            bool stays = PieceRemoval.Find(pieces, repeated, window, 0, cuts);
            string[] kept = [.. Units(text, pieces).Where((_, i) => !repeated.Any(r => i >= r && i < r + window))];
            Assert.Equal(kept.Any(static unit => unit.Length > 0), stays);
            string after = Cut(text, cuts);
            Assert.Equal(Squeeze(string.Concat(kept)), Squeeze(after));
            int at = 0;
            foreach (string sentence in kept)
            {
                at = after.IndexOf(sentence, at, StringComparison.Ordinal);
                Assert.True(at >= 0);
                at += sentence.Length;
            }
        },
        iter: 500);

    [Theory]
    [InlineData("A one. B two. C three.", "0", "B two. C three.")]
    [InlineData("A one. B two. C three.", "1", "A one. C three.")]
    [InlineData("A one. B two. C three.", "2", "A one. B two.")]
    [InlineData("  A one. B two.", "0", "  B two.")]
    [InlineData("A one.\n\nB two. C three.", "1", "A one.\n\nC three.")]
    [InlineData("A one. B two.\n\nC three.", "1", "A one.\n\nC three.")]
    [InlineData("A one. B two.\n\nC three. D four.", "12", "A one. D four.")]
    [InlineData("A one.\n\nB two. C three.\n\nD four.\n", "12", "A one.\n\nD four.\n")]
    public void TheLargerGapStays(string text, string removed, string expected)
    {
        List<TextSpan> cuts = [];
        Assert.True(PieceRemoval.Find(Sentences(text), [.. removed.Select(static digit => digit - '0')], 1, 0, cuts));
        Assert.Equal(expected, Cut(text, cuts));
    }

    [Fact]
    public void ShortRunsStayAsAWhole()
    {
        const string Text = "One two. Three four. Five six seven eight. Nine ten. Eleven.";
        TextPieces pieces = new();
        foreach (TextPiece piece in Sentences(Text))
        {
            pieces.Add(piece);
        }

        pieces.CountWords(Encoding.UTF8.GetBytes(Text));
        List<TextSpan> cuts = [];
        Assert.True(PieceRemoval.Find(pieces.Items, [0, 2], 2, 9, cuts)); // one run of ten words
        Assert.Equal("Eleven.", Cut(Text, cuts));
        cuts.Clear();
        Assert.True(PieceRemoval.Find(pieces.Items, [0, 2], 2, 11, cuts));
        Assert.Empty(cuts);
    }

    /// <summary>datatrove puts back the first sentence of a run only.</summary>
    [Fact]
    public void DatatrovesSlipIsItsOwn()
    {
        const string Text = "One. Two. Three. Four four. ";
        TextPieces pieces = new();
        foreach (TextPiece piece in Sentences(Text))
        {
            pieces.Add(piece with { Words = 1 });
        }

        List<TextSpan> cuts = [];
        Assert.True(DatatrovePieceRemoval.Find(pieces.Items, [1], 2, 2, lines: false, Text.Length, cuts));
        Assert.Equal("One. Two. Four four. ", Cut(Text, cuts));
        cuts.Clear();
        Assert.True(DatatrovePieceRemoval.Find(pieces.Items, [0], 2, 0, lines: false, Text.Length - 1, cuts));
        Assert.Equal("Three. Four four. ", Cut(Text, cuts));
    }

    [Fact]
    public void SketchesGiveBackWhatWasWritten() => Gen.Select(TextGen.Texts, Gen.Int[1, 3], Gen.Bool).Sample(
        static (text, window, verify) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            UnitWindows windows = new();
            PieceSplitter.Lines(bytes, windows.Pieces);
            windows.Pieces.CountWords(bytes);
            windows.Find(bytes, UnitNormalization.LowerCase, window, 3, ignoreEmptyEnd: false);
            Sketch sketch = new();
            UnitSketch.Write(windows, bytes.Length, verify, sketch);
            if (windows.Count == 0)
            {
                Assert.True(sketch.IsEmpty);
                return;
            }

            TextPieces pieces = new();
            UnitSketch read = UnitSketch.Read(sketch.Bytes, verify, pieces);
            Assert.Equal(windows.Pieces.Items.ToArray(), pieces.Items.ToArray());
            Assert.Equal(bytes.Length, read.TextLength);
            for (int i = 0; i < windows.Count; i++)
            {
                Assert.True(read.ReadWindow());
                Assert.Equal((windows.PieceOf(i), windows.KeyOf(i)), (read.Piece, read.Key));
                Assert.Equal(verify ? windows.TextOf(i).ToArray() : [], sketch.Bytes.Slice(read.ComparedAt, read.ComparedLength).ToArray());
                Assert.Equal(DedupKey.Of(windows.TextOf(i)), read.Key);
            }

            Assert.False(read.ReadWindow());
        },
        iter: 300);

    private static TextPiece[] Lines(string text) => Split(text, static (bytes, pieces) => PieceSplitter.Lines(bytes, pieces));

    private static TextPiece[] Paragraphs(string text) => Split(text, static (bytes, pieces) => PieceSplitter.Paragraphs(bytes, pieces));

    private static TextPiece[] PythonLines(string text) => Split(text, static (bytes, pieces) => PieceSplitter.PythonLines(bytes, pieces));

    private static TextPiece[] Sentences(string text)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        SegmentList segments = new();
        new Uax29Sentences().Split(buffer.Text, segments);
        TextPieces pieces = new();
        PieceSplitter.Sentences(buffer.Bytes, segments, pieces);
        return pieces.Items.ToArray();
    }

    private static TextPiece[] Split(string text, Action<byte[], TextPieces> split)
    {
        TextPieces pieces = new();
        split(Encoding.UTF8.GetBytes(text), pieces);
        return pieces.Items.ToArray();
    }

    private static IEnumerable<string> Units(string text, TextPiece[] pieces)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return pieces.Select(piece => Encoding.UTF8.GetString(bytes.AsSpan(piece.Unit..piece.End)));
    }

    private static string Cut(string text, List<TextSpan> cuts)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<byte> kept = [];
        int done = 0;
        foreach (TextSpan cut in cuts)
        {
            Assert.InRange(cut.Start, done, bytes.Length);
            kept.AddRange(bytes[done..cut.Start]);
            done = cut.End;
        }

        kept.AddRange(bytes[done..]);
        return Encoding.UTF8.GetString([.. kept]);
    }

    private static string Squeeze(string text) => string.Concat(text.Where(static c => !ReferenceText.AllSpaces.Contains(c)));
}
