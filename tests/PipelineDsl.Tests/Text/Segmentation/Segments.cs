using System.Collections.Generic;
using System.Text;

namespace PipelineDsl.Tests.Text.Segmentation;

/// <summary>What a segmenter makes of a text, as strings.</summary>
internal static class Segments
{
    /// <summary>The pieces, exactly as they are cut.</summary>
    public static List<string> Of(ISegmenter segmenter, string text) => Of(segmenter, Encoding.UTF8.GetBytes(text));

    /// <summary>The same of bytes.</summary>
    public static List<string> Of(ISegmenter segmenter, byte[] text)
    {
        List<string> pieces = [];
        foreach ((int start, int end) in Offsets(segmenter, text))
        {
            pieces.Add(Encoding.UTF8.GetString(text, start, end - start));
        }

        return pieces;
    }

    /// <summary>The number of pieces.</summary>
    public static int Count(ISegmenter segmenter, byte[] text)
    {
        TextBuffer buffer = new(16);
        buffer.Append(text);
        SegmentList list = new();
        segmenter.Split(buffer.Text, list);
        return list.Count;
    }

    /// <summary>The offsets of the pieces, which are in order, not empty, and inside the text.</summary>
    public static List<(int Start, int End)> Offsets(ISegmenter segmenter, byte[] text)
    {
        TextBuffer buffer = new(16);
        buffer.Append(text);
        SegmentList list = new();
        segmenter.Split(buffer.Text, list);
        List<(int Start, int End)> pieces = [];
        int last = 0;
        for (int i = 0; i < list.Count; i++)
        {
            int start = list.Starts[i];
            int end = list.Ends[i];
            Xunit.Assert.InRange(start, last, end - 1);
            Xunit.Assert.InRange(end, start + 1, text.Length);
            pieces.Add((start, end));
            last = end;
        }

        return pieces;
    }
}
