using System;

namespace PipelineDsl;

/// <summary>The work and the memory of <see cref="RepairEncoding"/>: one line at a time, as code points.</summary>
/// <remarks>
/// <para>A line is taken through all steps until none changes it: HTML entities; mojibake; C1 controls; terminal escapes; control characters. Mojibake: while the line looks bad
/// (<see cref="MojibakeDetector"/>), the first encoding that can hold the line and whose bytes are UTF-8 gives the line that was meant. Before that, spaces that were byte 0xA0 are put back, and in
/// Windows code pages, sequences that lost a byte become U+FFFD. Where no encoding fits the whole line, runs of characters that look like UTF-8 are repaired by themselves, and then C1 controls are
/// read as Windows 1252.</para>
/// <para>Each of these loops ends after <see cref="MaxRounds"/> rounds, so that no text takes more than linear time; only texts that were made for it need more than a few.</para>
/// </remarks>
[Scratch]
public sealed class TextRepair
{
    private const int MaxRounds = 64;
    private const int MaxDepth = 8;
    private const byte Lost = 0x1A;

    private readonly CodePointBuffer _before = new();
    private readonly CodePointBuffer _next = new();
    private readonly CodePointBuffer _piece = new();
    private readonly Level[] _levels = new Level[MaxDepth];
    private byte[] _bytes = new byte[1024];
    private byte[] _restored = new byte[1024];

    /// <summary>The line that is worked on.</summary>
    internal CodePointBuffer Line { get; } = new();

    /// <summary>Takes <see cref="Line"/> through all steps; false if none changes it.</summary>
    internal bool Run(bool mojibake, bool htmlEntities, bool terminalEscapes, bool controlCharacters)
    {
        bool changed = false;
        for (int round = 0; round < MaxRounds; round++)
        {
            if (!MayChange(Line.Items, mojibake, htmlEntities, terminalEscapes, controlCharacters))
            {
                break;
            }

            _before.Clear();
            _before.Append(Line.Items);
            if (htmlEntities && HtmlEntities.Unescape(Line.Items, _next))
            {
                CodePointBuffer.Swap(Line, _next);
            }

            if (mojibake)
            {
                FixEncoding(Line, 0);
                FixC1Controls(Line);
            }

            if (terminalEscapes)
            {
                RemoveTerminalEscapes();
            }

            if (controlCharacters)
            {
                RemoveControls();
            }

            if (Line.Items.SequenceEqual(_before.Items))
            {
                break;
            }

            changed = true;
        }

        return changed;
    }

    /// <summary>Whether any step finds something to look at.</summary>
    private static bool MayChange(ReadOnlySpan<int> line, bool mojibake, bool htmlEntities, bool terminalEscapes, bool controlCharacters)
        => (htmlEntities && line.Contains('&')) || (terminalEscapes && line.Contains(0x1B)) || (mojibake && MojibakeDetector.IsBad(line)) || (controlCharacters && HasControls(line));

    private static bool HasControls(ReadOnlySpan<int> line)
    {
        foreach (int character in line)
        {
            if (IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    private void FixEncoding(CodePointBuffer text, int depth)
    {
        for (int round = 0; round < MaxRounds && MojibakeDetector.IsBad(text.Items) && FixOneStep(text, depth); round++)
        {
        }
    }

    /// <summary>One step towards what was meant; false if there is none.</summary>
    private bool FixOneStep(CodePointBuffer text, int depth)
    {
        int possible = PossibleEncodings(text.Items);
        for (int i = 0; i < CodePage.All.Length; i++)
        {
            if ((possible >> i & 1) != 0 && TryDecode(text.Items, CodePage.All[i]))
            {
                bool changed = !_next.Items.SequenceEqual(text.Items); // U+FFFD can come out as it went in
                text.Clear();
                text.Append(_next.Items);
                return changed;
            }
        }

        return FixInconsistent(text, depth) || FixC1Controls(text);
    }

    private static int PossibleEncodings(ReadOnlySpan<int> text)
    {
        int possible = (1 << CodePage.All.Length) - 1;
        foreach (int character in text)
        {
            if (character is < 0x80 and not Lost)
            {
                continue;
            }

            for (int i = 0; i < CodePage.All.Length; i++)
            {
                possible &= ~(CodePage.All[i].ByteOf(character) < 0 ? 1 << i : 0);
            }

            if (possible == 0)
            {
                break;
            }
        }

        return possible;
    }

    /// <summary>Takes the text for the bytes of an encoding, and these for UTF-8, which <see cref="_next"/> then holds; false if they are none.</summary>
    private bool TryDecode(ReadOnlySpan<int> text, CodePage encoding)
    {
        int length = text.Length;
        if (_bytes.Length < 3 * length)
        {
            _bytes = new byte[3 * length]; // a lost byte becomes three
            _restored = new byte[3 * length];
        }

        for (int i = 0; i < length; i++)
        {
            _bytes[i] = (byte)encoding.ByteOf(text[i]);
        }

        if (!encoding.IsMacRoman && ByteSequences.FindAltered(_bytes.AsSpan(0, length), 0, out _, out _))
        {
            length = RestoreNoBreakSpaces(length);
        }

        if (encoding.IsSloppy)
        {
            length = ReplaceLossySequences(length);
        }

        return ByteSequences.TryDecode(_bytes.AsSpan(0, length), _next);
    }

    private int RestoreNoBreakSpaces(int length)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, length);
        int written = 0;
        for (int i = 0; i < length; i++)
        {
            if (ByteSequences.IsGraveWord(bytes[i..]))
            {
                _restored[written++] = 0xC3;
                _restored[written++] = 0xA0;
                _restored[written++] = (byte)' ';
                i++;
            }
            else
            {
                _restored[written++] = bytes[i];
            }
        }

        (_bytes, _restored) = (_restored, _bytes);
        Span<byte> restored = _bytes.AsSpan(0, written);
        for (int from = 0; ByteSequences.FindAltered(restored, from, out int start, out int end); from = end)
        {
            restored[start..end].Replace((byte)' ', (byte)0xA0);
        }

        return written;
    }

    private int ReplaceLossySequences(int length)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, length);
        int written = 0;
        for (int i = 0; i < length;)
        {
            int lossy = ByteSequences.LossyLength(bytes[i..]);
            if (lossy == 0)
            {
                _restored[written++] = bytes[i++];
                continue;
            }

            _restored[written++] = 0xEF;
            _restored[written++] = 0xBF;
            _restored[written++] = 0xBD;
            i += lossy;
        }

        (_bytes, _restored) = (_restored, _bytes);
        return written;
    }

    /// <summary>Repairs runs that look like UTF-8 in an encoding like Latin-1, each by itself.</summary>
    private bool FixInconsistent(CodePointBuffer text, int depth)
    {
        if (depth == MaxDepth)
        {
            return false;
        }

        Level level = _levels[depth] ??= new Level();
        level.Output.Clear();
        bool changed = false;
        int done = 0;
        for (int from = 0; Utf8Clues.FindRun(text.Items, from, out int start, out int end); from = end)
        {
            ReadOnlySpan<int> run = text.Items[start..end];
            if (run.Length == text.Length || !MojibakeDetector.IsBad(run))
            {
                continue;
            }

            level.Piece.Clear();
            level.Piece.Append(run);
            FixEncoding(level.Piece, depth + 1);
            if (!level.Piece.Items.SequenceEqual(run))
            {
                level.Output.Append(text.Items[done..start]);
                level.Output.Append(level.Piece.Items);
                done = end;
                changed = true;
            }
        }

        if (changed)
        {
            level.Output.Append(text.Items[done..]);
            CodePointBuffer.Swap(text, level.Output);
        }

        return changed;
    }

    private bool FixC1Controls(CodePointBuffer text)
    {
        if (!text.Items.ContainsAnyInRange(0x80, 0x9F))
        {
            return false;
        }

        _piece.Clear();
        foreach (int character in text.Items)
        {
            _piece.Append(character is >= 0x80 and <= 0x9F ? CodePage.Western.Upper[character - 0x80] : character);
        }

        bool changed = !_piece.Items.SequenceEqual(text.Items);
        CodePointBuffer.Swap(text, _piece);
        return changed;
    }

    /// <summary>Removes ESC, <c>[</c>, digits and semicolons, and a letter.</summary>
    private void RemoveTerminalEscapes()
    {
        if (!Line.Items.Contains(0x1B))
        {
            return;
        }

        _next.Clear();
        ReadOnlySpan<int> text = Line.Items;
        for (int i = 0; i < text.Length;)
        {
            int length = EscapeLength(text[i..]);
            if (length == 0)
            {
                _next.Append(text[i++]);
            }

            i += length;
        }

        CodePointBuffer.Swap(Line, _next);
    }

    private static int EscapeLength(ReadOnlySpan<int> text)
    {
        if (text is not [0x1B, '[', ..])
        {
            return 0;
        }

        int at = 2;
        while (at < text.Length && (text[at] == ';' || (text[at] < CodePointBuffer.InvalidByte && UnicodeCategories.IsIn(text[at], CategorySet.DecimalDigitNumber))))
        {
            at++;
        }

        return at < text.Length && text[at] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? at + 1 : 0;
    }

    private void RemoveControls()
    {
        _next.Clear();
        foreach (int character in Line.Items)
        {
            if (!IsControl(character))
            {
                _next.Append(character);
            }
        }

        if (_next.Length != Line.Length)
        {
            CodePointBuffer.Swap(Line, _next);
        }
    }

    /// <summary>Controls other than tab, LF, FF and CR; U+206A to U+206F; U+FEFF; U+FFF9 to U+FFFC.</summary>
    internal static bool IsControl(int character)
        => character is <= 8 or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or (>= 0x206A and <= 0x206F) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFC);

    private sealed class Level
    {
        public CodePointBuffer Piece { get; } = new();

        public CodePointBuffer Output { get; } = new();
    }
}
