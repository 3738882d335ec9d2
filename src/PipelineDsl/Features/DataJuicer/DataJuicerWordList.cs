using System;

namespace PipelineDsl;

/// <summary>The words of a text as Data-Juicer's filters refine them: what stands between U+0020, U+000A and U+0009, in lower case, without the special characters around it.</summary>
/// <remarks>Special are ASCII punctuation, digits, white space, emoji and some others; what consists of them only is no word. Lower case is Python's.</remarks>
[Feature(cost: FeatureCost.Words)]
public sealed unsafe class DataJuicerWordList : IDocumentVisitor, IWordList
{
    private readonly TextBuffer _lower = new();
    private readonly SegmentList _words = new();

    /// <summary>Words that are left if the text is not put into lower case first, as Data-Juicer's words_num counts them: some capitals are special characters, their small letters are not.</summary>
    public int CountInCase { get; private set; }

    /// <inheritdoc/>
    public int Count => _words.Count;

    /// <summary>The text in lower case.</summary>
    public ReadOnlySpan<byte> Text => _lower.Bytes;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Starts => _words.Starts;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ends => _words.Ends;

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        CountInCase = 0;
        _lower.Clear();
        _words.Clear();
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        CountInCase = Split(text, null);
        PythonLower.Append(text, _lower);
        _ = Split(_lower.Text.Bytes, _words);
    }

    private static int Split(ReadOnlySpan<byte> text, SegmentList? words)
    {
        int count = 0;
        fixed (byte* start = text)
        {
            for (int at = 0; at < text.Length;)
            {
                int length = text[at..].IndexOfAny((byte)' ', (byte)'\n', (byte)'\t');
                length = length < 0 ? text.Length - at : length;
                byte* first = TrimStart(start + at, start + at + length);
                byte* end = TrimEnd(first, start + at + length);
                at += length + 1;
                if (first < end)
                {
                    count++;
                    words?.Add((int)(first - start), (int)(end - start));
                }
            }
        }

        return count;
    }

    private static byte* TrimStart(byte* p, byte* end)
    {
        while (p < end && SpecialCharacters.Contains(Utf8Character.Read(p, end, out int length)))
        {
            p += length;
        }

        return p;
    }

    private static byte* TrimEnd(byte* start, byte* p)
    {
        while (start < p && SpecialCharacters.Contains(Utf8Character.ReadBefore(start, p, out int length)))
        {
            p -= length;
        }

        return p;
    }
}
