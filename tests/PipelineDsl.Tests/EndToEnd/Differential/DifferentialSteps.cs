using System;
using System.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

[Feature]
public struct ByteSum : IByteVisitor
{
    public int Count;
    public int Sum;

    public void OnByte(byte value)
    {
        Count++;
        Sum = unchecked((Sum * 31) + value);
    }
}

[Feature]
public struct UpperRunes : IRuneVisitor
{
    public int Count;
    public int All;

    public void OnRune(Rune rune)
    {
        All++;
        Count += Rune.IsUpper(rune) ? 1 : 0;
    }
}

[Feature]
public struct LineLengths : ILineVisitor
{
    public int Lines;
    public int Longest;

    public void OnLine(in Line line)
    {
        Lines++;
        Longest = Math.Max(Longest, line.Bytes.Length);
    }
}

[Feature]
public struct ParagraphCount : IParagraphVisitor
{
    public int Count;

    public void OnParagraph(in Paragraph paragraph) => Count += paragraph.Bytes.IsEmpty ? 1000 : 1;
}

[Feature]
public struct WordLengths : IWordVisitor
{
    public int Count;
    public int Bytes;

    public void OnWord(in Word word)
    {
        Count++;
        Bytes += word.Bytes.Length;
    }
}

[Feature]
public struct WholeText : IDocumentVisitor
{
    public int Last;

    public void OnDocument(ReadOnlySpan<byte> text) => Last = text.IsEmpty ? -1 : text[^1];
}

/// <summary>Derived from features of two tiers.</summary>
[Feature]
public struct Mood
{
    public double Value;

    [Finish]
    public void Finish(in UpperRunes upper, in WordLengths words) => Value = words.Count == 0 ? 0 : (double)upper.Count / words.Bytes;
}

public sealed class ShapeAttribute(int maxBytes = 4_000, int minWords = 0, double maxMood = 0.75) : FilterAttribute<Shape>
{
    public int MaxBytes { get; } = maxBytes;

    public int MinWords { get; } = minWords;

    public double MaxMood { get; } = maxMood;
}

[Filter]
public sealed class Shape
{
    [Rule]
    public static Check Calm(in Mood mood, double maxMood) => Check.AtMost(mood.Value, maxMood);

    [Rule]
    public static Check Short(in ByteSum bytes, int maxBytes) => Check.AtMost(bytes.Count, maxBytes);

    [Rule]
    public static bool LuckyBytes(in ByteSum bytes, int divisor = 17) => bytes.Sum % divisor != 1;

    [Rule]
    public static Check FewParagraphs(in ParagraphCount paragraphs, in LineLengths lines) => Check.AtMost(paragraphs.Count, Math.Max(1, lines.Lines));

    [Rule]
    public static Check NoLongLine(LineLengths lines, int maxLine = 900) => Check.AtMost(lines.Longest, maxLine);

    [Rule]
    public static Check EnoughWords(in WordLengths words, int minWords) => Check.AtLeast(words.Count, minWords);

    [Rule]
    public static bool EndsWell(in WholeText whole) => whole.Last is not ('#' or '_');
}

[Filter]
public sealed class NoTilde
{
    [Rule]
    public static bool NoEllipsis([Text] ReadOnlySpan<byte> text) => text.IndexOf("..."u8) < 0;
}

/// <summary>Drops lines with an exclamation mark; says when there was none.</summary>
[Mapper]
public sealed class DropLoudLines
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        foreach (Range range in text.Split((byte)'\n'))
        {
            if (text[range].IndexOf((byte)'!') < 0)
            {
                output.Append(text[range]);
                output.Append((byte)'\n');
            }
        }

        return text.IndexOf((byte)'!') >= 0;
    }
}

/// <summary>Keeps what stands before the first blank line.</summary>
[Mapper]
public sealed class FirstParagraph
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        int end = text.IndexOf("\n\n"u8);
        output.Append(end < 0 ? text : text[..end]);
        return end >= 0;
    }
}

/// <summary>How a byte is looked at.</summary>
public interface IByteView
{
    static abstract byte Of(byte value);
}

public readonly struct Raw : IByteView
{
    public static byte Of(byte value) => value;
}

public readonly struct Folded : IByteView
{
    public static byte Of(byte value) => (byte)(value | 0x20);
}

/// <summary>A feature that keeps memory from text to text.</summary>
[Feature]
public sealed class DistinctBytes<TView> : IByteVisitor
    where TView : struct, IByteView
{
    private readonly bool[] _seen = new bool[256];

    public int Count { get; private set; }

    [Begin]
    public void Begin()
    {
        Array.Clear(_seen);
        Count = 0;
    }

    public void OnByte(byte value)
    {
        Count += _seen[TView.Of(value)] ? 0 : 1;
        _seen[TView.Of(value)] = true;
    }
}

[Feature(cost: FeatureCost.NGrams)]
public struct BytesPerLine
{
    public double Value;

    [Finish]
    public void Finish(DistinctBytes<Raw> bytes, in LineLengths lines) => Value = lines.Lines == 0 ? 0 : (double)bytes.Count / lines.Lines;
}

[Filter(inOrder: true)]
public sealed class Varied<TView>
    where TView : struct, IByteView
{
    [Rule]
    public static Check FewBytesPerLine(in BytesPerLine bytes) => Check.AtMost(bytes.Value, 60);

    [Rule]
    public static Check EnoughBytes(DistinctBytes<TView> bytes, int least) => Check.AtLeast(bytes.Count, least);
}

[Filter]
public sealed class Lenient
{
    [Rule]
    public static Check SomeBytes(DistinctBytes<Raw> bytes) => Check.AtLeast(bytes.Count, 0);
}

[StepProfile("lenient", typeof(Lenient))]
public sealed class VariedAttribute<TView>(int least = 3, [Profile] string? profile = null) : FilterAttribute<Varied<TView>>
    where TView : struct, IByteView
{
    public int Least { get; } = least;

    public string? Profile { get; } = profile;
}

/// <summary>What a mapper has counted.</summary>
[Scratch]
public sealed class Removed
{
    public int Count { get; set; }
}

[Mapper]
public sealed class DropDigits
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, Removed removed)
    {
        removed.Count = 0;
        foreach (byte value in text)
        {
            if (value is >= (byte)'0' and <= (byte)'9')
            {
                removed.Count++;
            }
            else
            {
                output.Append(value);
            }
        }

        return removed.Count > 0;
    }

    [Rule]
    public static Check FewDigits(Removed removed) => Check.AtMost(removed.Count, 40);
}
