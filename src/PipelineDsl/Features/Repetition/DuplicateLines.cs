using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Lines that repeat an earlier line of the text: every copy after the first counts.</summary>
/// <remarks>
/// Lines are what lies between runs of newlines (U+000A) in the text as it is, as in datatrove's Gopher repetition filter: blank lines vanish, but a newline at the beginning or at the
/// end of the text leaves an empty line there, and an empty text is one empty line. Equality is exact: nothing is trimmed or lower-cased. Lengths are in code points.
/// </remarks>
[Feature(cost: FeatureCost.Lines)]
public sealed unsafe class DuplicateLines
{
    private readonly TextSet _seen = new();

    /// <summary>All lines.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines that repeat an earlier one.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Code points of the lines that repeat an earlier one.</summary>
    public int DuplicateCharacters { get; private set; }

    /// <summary>Bytes of the lines that repeat an earlier one.</summary>
    public int DuplicateBytes { get; private set; }

    /// <summary>Code points of those of them that are not only white space: what FineWeb's rule counts.</summary>
    public int DuplicateTextCharacters { get; private set; }

    /// <summary>Lines that repeat an earlier one / lines.</summary>
    public double Ratio => PipelineDsl.Ratio.Of(Duplicates, Lines);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Lines = 0;
        Duplicates = 0;
        DuplicateCharacters = 0;
        DuplicateBytes = 0;
        DuplicateTextCharacters = 0;
    }

    /// <summary>Looks for repeated lines.</summary>
    [Finish]
    public void Finish(LineList lines)
    {
        int count = lines.Count;
        int empty = lines.Text.IsEmpty ? 1 : (lines.Text[0] == '\n' ? 1 : 0) + (lines.Text[^1] == '\n' ? 1 : 0);
        Lines = count + empty;
        Duplicates = empty == 2 ? 1 : 0;
        fixed (byte* text = lines.Text)
        fixed (int* starts = lines.Starts)
        fixed (int* ends = lines.Ends)
        {
            _seen.Begin(count);
            for (int i = 0; i < count; i++)
            {
                if (!_seen.Add(text + starts[i], ends[i] - starts[i]))
                {
                    Count(text + starts[i], ends[i] - starts[i]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Count(byte* line, int length)
    {
        int characters = CharacterCount.Of(line, length);
        Duplicates++;
        DuplicateBytes += length;
        DuplicateCharacters += characters;
        DuplicateTextCharacters += TextSpace.Trim(new(line, length)).IsEmpty ? 0 : characters;
    }
}
