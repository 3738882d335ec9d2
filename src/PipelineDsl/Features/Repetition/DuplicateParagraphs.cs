using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Paragraphs that repeat an earlier paragraph of the text: every copy after the first counts.</summary>
/// <remarks>
/// Paragraphs are what lies between two or more newlines (U+000A) in the text without white space at its ends, as in datatrove's Gopher repetition filter; a text of white space
/// only has one empty paragraph. Equality is exact: nothing else is trimmed or lower-cased. Lengths are in code points.
/// </remarks>
[Feature(cost: FeatureCost.Lines)]
public sealed unsafe class DuplicateParagraphs
{
    private readonly TextSet _seen = new();

    /// <summary>All paragraphs.</summary>
    public int Paragraphs { get; private set; }

    /// <summary>Paragraphs that repeat an earlier one.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Code points of the paragraphs that repeat an earlier one.</summary>
    public int DuplicateCharacters { get; private set; }

    /// <summary>Paragraphs that repeat an earlier one / paragraphs.</summary>
    public double Ratio => PipelineDsl.Ratio.Of(Duplicates, Paragraphs);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Paragraphs = 0;
        Duplicates = 0;
        DuplicateCharacters = 0;
    }

    /// <summary>Looks for repeated paragraphs.</summary>
    [Finish]
    public void Finish(LineList lines)
    {
        int first = lines.Text.Length - TextSpace.TrimStart(lines.Text).Length;
        int last = TextSpace.TrimEnd(lines.Text).Length;
        if (first >= last)
        {
            Paragraphs = 1;
            return;
        }

        int count = lines.Count;
        fixed (byte* text = lines.Text)
        fixed (int* starts = lines.Starts)
        fixed (int* ends = lines.Ends)
        {
            _seen.Begin(count);
            int start = first;
            for (int i = 0; i < count && starts[i] < last; i++)
            {
                // A paragraph ends with a line that more than one newline follows; lines before the first character that is no white space are none.
                bool final = i + 1 == count || starts[i + 1] >= last;
                if (ends[i] > first && (final || starts[i + 1] - ends[i] > 1))
                {
                    Add(text + start, (final ? last : ends[i]) - start);
                    start = final ? last : starts[i + 1];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(byte* paragraph, int length)
    {
        Paragraphs++;
        if (!_seen.Add(paragraph, length))
        {
            Duplicates++;
            DuplicateCharacters += CharacterCount.Of(paragraph, length);
        }
    }
}
