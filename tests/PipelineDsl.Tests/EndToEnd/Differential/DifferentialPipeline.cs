using System;
using System.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>A pipeline with features of every visitor that can be fed from strings, options, text changes and two deduplications.</summary>
[Pipeline]
[JsonLines("in/*.jsonl")]
[Shape(maxBytes: 2_000_000, maxMood: 0.9)]
[Map<DropLoudLines>]
[Shape(maxMood: 0.5)]
[ExactDedup]
[Map<FirstParagraph>]
[Shape(minWords: 1)]
[ExactDedup]
[Filter<NoTilde>]
public static partial class DifferentialPipeline;

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
