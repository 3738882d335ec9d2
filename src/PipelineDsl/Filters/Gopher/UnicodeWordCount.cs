using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PipelineDsl;

/// <summary>The memory of a step that counts words as OLMo 3's tools do.</summary>
[Scratch]
public sealed class UnicodeWordCount
{
    private readonly UnicodeWords _segmenter = new();
    private readonly SegmentList _words = new();

    /// <summary>Of an ASCII text the runs of letters and digits; of any other the words of UAX #29 that hold a letter or a number.</summary>
    /// <param name="text">The text, pinned and followed by its padding.</param>
    internal unsafe int In(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            int count = 0;
            bool inside = false;
            foreach (byte value in text)
            {
                bool word = value is (>= (byte)'0' and <= (byte)'9') || (value | 0x20) is >= (byte)'a' and <= (byte)'z';
                count += word && !inside ? 1 : 0;
                inside = word;
            }

            return count;
        }

        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        _words.Clear();
        _segmenter.Split(new PaddedText(start, text.Length), _words);
        return _words.Count;
    }
}
