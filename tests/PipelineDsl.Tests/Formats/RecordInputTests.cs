using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests;

/// <summary>A file gives the same pieces however it is compressed and buffered, and a damaged file never ends silently.</summary>
public class RecordInputTests
{
    private static readonly string[] s_names = ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst"];

    [Fact]
    public void PiecesDoNotDependOnBufferOrCompression()
        => Gen.Select(RandomTexts.LongText, Gen.Int[0, s_names.Length - 1], Gen.Int[1, 3000]).Sample(
            (text, name, buffer) =>
            {
                byte[] content = Encoding.UTF8.GetBytes(text);
                Assert.Equal(NaiveLines(content), Lines(FormatTestKit.Compress(content, s_names[name]), s_names[name], buffer, out List<string> rejected));
                Assert.Empty(rejected);
            },
            iter: 200);

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void JoinedMembersAreOneFile(string name)
    {
        byte[] file = [.. FormatTestKit.Compress("a\nb"u8.ToArray(), name), .. FormatTestKit.Compress("c\n"u8.ToArray(), name)];
        Assert.Equal(["a", "bc"], Lines(file, name, 100, out List<string> rejected));
        Assert.Empty(rejected);
    }

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void AFileThatIsCutAnywhereSaysSoAndGivesWhatComesBefore(string name)
    {
        string[] whole = [.. Enumerable.Range(0, 400).Select(static i => $"line {i} {i * 7919 % 1000}")];
        byte[] file = FormatTestKit.Compress(Encoding.UTF8.GetBytes(string.Join('\n', whole) + "\n"), name);
        for (int length = 0; length < file.Length; length++)
        {
            List<string> lines = Lines(file[..length], name, 500, out List<string> rejected);
            Assert.Equal(nameof(RejectReason.CorruptFile), Assert.Single(rejected));
            Assert.Equal(whole.Take(lines.Count), lines);
        }
    }

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void ADamagedFileSaysSoUnlessItsContentIsWhole(string name)
    {
        string[] whole = [.. Enumerable.Range(0, 300).Select(static i => $"line {i} {i * 7919 % 1000}")];
        byte[] file = FormatTestKit.Compress(Encoding.UTF8.GetBytes(string.Join('\n', whole) + "\n"), name);
        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 0x10;
            List<string> lines = Lines(damaged, name, 500, out List<string> rejected);
            Assert.True(rejected.Count == 1 || whole.SequenceEqual(lines), $"byte {at}: {lines.Count} lines, {rejected.Count} rejections");
        }
    }

    [Theory]
    [InlineData("x.jsonl", 0)]
    [InlineData("x.jsonl.gz", 1)]
    [InlineData("x.jsonl.zst", 1)]
    public void AFileOfNoBytesIsEmptyOnlyIfItIsPlain(string name, int rejections)
    {
        Assert.Empty(Lines([], name, 100, out List<string> rejected));
        Assert.Equal(rejections, rejected.Count);
    }

    [Fact]
    public void AByteOrderMarkIsNoPartOfTheText()
        => Assert.Equal(["a", "\uFEFFb"], Lines("\uFEFFa\n\uFEFFb"u8.ToArray(), "x", 100, out _));

    [Fact]
    public void APieceOverTheLimitIsRejectedAndReadingGoesOnBehindIt()
    {
        // The limit is 1 MiB where no text is allowed at all.
        byte[] file = [.. "short\n"u8, .. Enumerable.Repeat((byte)'x', (1 << 20) + 1), (byte)'\n', .. "next\n"u8];
        foreach (int buffer in (int[])[1000, 70_000, 1 << 20, 3 << 20])
        {
            Assert.Equal(["short", "next"], Lines(file, "x", buffer, out List<string> rejected, maxDocumentBytes: 0));
            Assert.Equal(nameof(RejectReason.TooLong), Assert.Single(rejected));
        }
    }

    private static List<string> Lines(byte[] file, string name, int buffer, out List<string> rejected, int maxDocumentBytes = 1 << 20)
    {
        using RecordInput input = RecordInput.FromStream(new MemoryStream(file), name, maxDocumentBytes, buffer);
        NotingSink sink = new();
        _ = new Record(input, ListedFields.TextOnly, new Document(1), sink);
        List<string> lines = [];
        while (input.TryReadLine(out ReadOnlySpan<byte> line))
        {
            lines.Add(Encoding.UTF8.GetString(line));
        }

        rejected = sink.Notes;
        return lines;
    }

    /// <summary>Line ends are LF and CR LF; the last line may lack one.</summary>
    private static IEnumerable<string> NaiveLines(byte[] content)
    {
        string text = Encoding.UTF8.GetString(content);
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool last = i == lines.Length - 1;
            if (!last || lines[i].Length > 0)
            {
                yield return !last && lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
            }
        }
    }
}
