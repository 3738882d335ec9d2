using System;

namespace PipelineDsl;

/// <summary>What NeMo Curator's heuristics count of lines: what stands between newlines (U+000A), lines of white space only left out.</summary>
[Feature(cost: FeatureCost.Lines)]
public sealed unsafe class CuratorLines
{
    private readonly TextSet _seen = new();

    /// <summary>Lines that are not only white space.</summary>
    public int Count { get; private set; }

    /// <summary>Lines that begin, white space aside, with one of <c>• ‣ ⁃ ⁌ ⁍ ∙ ○ ● ◘ ◦ ⦾ ⦿</c>.</summary>
    public int Bullets { get; private set; }

    /// <summary>Lines that do not end, white space aside, with one of <c>. ? ! " '</c>.</summary>
    public int WithoutEndMark { get; private set; }

    /// <summary>Lines that end, white space aside and in any case, with one of <c>... [...] … (...) […] -»</c>, <c>read more..</c> and <c>read more</c>.</summary>
    public int Ellipses { get; private set; }

    /// <summary>Lines that repeat an earlier one exactly.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Characters (code points) of all lines.</summary>
    public int Characters { get; private set; }

    /// <summary>Characters (code points) of the lines that repeat an earlier one.</summary>
    public int DuplicateCharacters { get; private set; }

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Count = 0;
        Bullets = 0;
        WithoutEndMark = 0;
        Ellipses = 0;
        Duplicates = 0;
        Characters = 0;
        DuplicateCharacters = 0;
    }

    /// <summary>Counts the lines.</summary>
    [Finish]
    public void Finish(LineList lines)
    {
        int count = lines.Count;
        fixed (byte* text = lines.Text)
        fixed (int* starts = lines.Starts)
        fixed (int* ends = lines.Ends)
        {
            _seen.Begin(count);
            for (int i = 0; i < count; i++)
            {
                byte* start = text + starts[i];
                int length = ends[i] - starts[i];
                ReadOnlySpan<byte> line = TextSpace.Trim(new ReadOnlySpan<byte>(start, length));
                if (!line.IsEmpty)
                {
                    Add(line);
                    int characters = CharacterCount.Of(start, length);
                    Characters += characters;
                    if (!_seen.Add(start, length))
                    {
                        Duplicates++;
                        DuplicateCharacters += characters;
                    }
                }
            }
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        Count++;
        Bullets += line[0] == 0xE2 && StartsWithBullet(line) ? 1 : 0;
        byte last = line[^1];
        if (last is not ((byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\''))
        {
            WithoutEndMark++;
        }

        // The bit that tells lower from upper case is set in all the other last bytes too.
        Ellipses += (last | 0x20) switch
        {
            '.' => line.EndsWith("..."u8) || EndsWith(line, "read more.."u8) ? 1 : 0,
            ']' | 0x20 => line.EndsWith("[...]"u8) || line.EndsWith("[…]"u8) ? 1 : 0,
            ')' => line.EndsWith("(...)"u8) ? 1 : 0,
            'e' => EndsWith(line, "read more"u8) ? 1 : 0,
            0xA6 => line.EndsWith("…"u8) ? 1 : 0,
            0xBB => line.EndsWith("-»"u8) ? 1 : 0,
            _ => 0,
        };
    }

    private static bool EndsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> lower) => line.Length >= lower.Length && AsciiCase.StartsWith(line[^lower.Length..], lower);

    private static bool StartsWithBullet(ReadOnlySpan<byte> line)
        => line.Length >= 3 && (line[1], line[2]) is (0x80, 0xA2 or 0xA3) or (0x81, 0x83 or 0x8C or 0x8D) or (0x88, 0x99) or (0x97, 0x8B or 0x8F or 0x98 or 0xA6) or (0xA6, 0xBE or 0xBF);
}
