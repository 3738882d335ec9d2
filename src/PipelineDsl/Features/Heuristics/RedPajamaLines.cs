using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The quality signals of RedPajama-v2 (Weber et al. 2024) that are measured line by line. Lines end with U+000A, which is part of them; a final one opens no further line.</summary>
/// <remarks>Upper-case characters are those of Python's <c>isupper</c>, numeric ones those of <c>isnumeric</c>, which ideographs of numerals are, too.</remarks>
[Feature(cost: FeatureCost.Words)]
public sealed unsafe class RedPajamaLines : IDocumentVisitor
{
    private readonly ScratchArray<RedPajamaLine> _lines = new();
    private int _count;

    /// <summary>The lines, in order.</summary>
    public ReadOnlySpan<RedPajamaLine> Lines => new(_lines.Start, _count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _count = 0;
        _lines.Begin();
    }

    /// <summary>Measures the lines as they stand.</summary>
    /// <param name="text">The text.</param>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        byte* line = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        byte* end = line + text.Length;
        RedPajamaLine* lines = _lines.Take(text.Count((byte)'\n') + 1);
        for (int character = 0; line < end;)
        {
            int length = new ReadOnlySpan<byte>(line, (int)(end - line)).IndexOf((byte)'\n');
            length = length < 0 ? (int)(end - line) : length + 1;
            ReadOnlySpan<byte> trimmed = TextSpace.Trim(new ReadOnlySpan<byte>(line, length));
            int start = character;
            character += CharacterCount.Of(line, length);
            lines[_count++] = new RedPajamaLine
            {
                Start = start,
                End = character,
                EndsWithTerminal = RedPajamaMarks.EndsWithTerminal(trimmed),
                StartsWithBullet = RedPajamaMarks.StartsWithBullet(trimmed),
                UpperCharacters = CountUpper(line, line + length),
            };
            line += length;
        }
    }

    /// <summary>Measures the normalised lines: normalisation neither adds nor removes U+000A.</summary>
    /// <param name="words">The normalised words.</param>
    [Finish]
    public void Finish(RedPajamaWords words)
    {
        ReadOnlySpan<byte> text = words.Text;
        ReadOnlySpan<int> starts = words.Starts;
        ReadOnlySpan<int> ends = words.Ends;
        RedPajamaLine* lines = _lines.Start;
        int word = 0;
        int at = 0;
        for (int i = 0; i < _count; i++)
        {
            int length = text[at..].IndexOf((byte)'\n');
            at = length < 0 ? text.Length : at + length + 1;
            int first = word;
            int javaScript = 0;
            int numeric = 0;
            int characters = 0;
            for (; word < starts.Length && starts[word] < at; word++)
            {
                ReadOnlySpan<byte> bytes = text[starts[word]..ends[word]];
                javaScript += bytes.SequenceEqual("javascript"u8) ? 1 : 0;
                Count(bytes, ref characters, ref numeric);
            }

            lines[i] = lines[i] with
            {
                Words = word - first,
                JavaScriptWords = javaScript,
                NumericCharacters = numeric,
                NormalizedCharacters = characters + (word == first ? 0 : word - first - 1),
            };
        }
    }

    private static int CountUpper(byte* p, byte* end)
    {
        int count = 0;
        while (p < end)
        {
            count += PythonCharacters.IsUpper(Utf8Character.Read(p, end, out int length)) ? 1 : 0;
            p += length;
        }

        return count;
    }

    private static void Count(ReadOnlySpan<byte> word, ref int characters, ref int numeric)
    {
        fixed (byte* start = word)
        {
            byte* end = start + word.Length;
            for (byte* p = start; p < end;)
            {
                numeric += PythonCharacters.IsNumeric(Utf8Character.Read(p, end, out int length)) ? 1 : 0;
                p += length;
            }

            characters += CharacterCount.Of(start, word.Length);
        }
    }
}
