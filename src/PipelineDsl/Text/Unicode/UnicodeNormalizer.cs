using System;

namespace PipelineDsl;

/// <summary>The normalisation forms of Unicode 15.0 over UTF-8, without ICU: the same on every machine. One per worker; its memory is reused.</summary>
/// <remarks>Text that is in the form already is only looked at, most of it in whole vectors. Bytes that are no UTF-8 stay as they are, and nothing is composed across them.</remarks>
[Scratch]
public sealed unsafe class UnicodeNormalizer
{
    /// <summary>Code points from here on stand for bytes that are no UTF-8.</summary>
    private const int Bytes = 0x110000;

    private const int CodePointBits = 21;
    private const int ClassShift = 56;
    private const int SmallRun = 16;

    // A character: the combining class, its place (35 bits), the code point. So the order of marks is that of the numbers.
    private ulong[] _characters = new ulong[64];
    private int _count;
    private readonly TextBuffer _piece = new(256);

    /// <summary>Appends the text in the form.</summary>
    /// <param name="text">The text, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="form">The form.</param>
    /// <param name="output">Receives the text behind what it has.</param>
    public void Append(ReadOnlySpan<byte> text, UnicodeForm form, TextBuffer output)
    {
        if (!TryNormalize(text, form, output))
        {
            output.Append(text);
        }
    }

    /// <summary>Appends the text in the form if it is not in it already; false, and nothing appended, if it is.</summary>
    /// <param name="text">The text, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="form">The form.</param>
    /// <param name="output">Receives the text behind what it has.</param>
    public bool TryNormalize(ReadOnlySpan<byte> text, UnicodeForm form, TextBuffer output)
    {
        fixed (byte* start = text)
        {
            return TryNormalize(start, start + text.Length, form, output);
        }
    }

    private bool TryNormalize(byte* start, byte* end, UnicodeForm form, TextBuffer output)
    {
        // The first characters that may have to change: U+0300, U+00C0, U+00A0.
        byte least = form switch { UnicodeForm.Nfc => 0xCC, UnicodeForm.Nfd => 0xC3, _ => 0xC2 };
        uint notYes = NormalizationPages.QuickCheck(form);
        byte* written = start; // as far as here, the text is in the output, if any is
        byte* stable = start; // nothing before it has to do with what follows
        bool changed = false;
        uint before = 0; // the combining class of the last character
        byte* p = start;
        while (p < end)
        {
            if (*p < least)
            {
                int skip = new ReadOnlySpan<byte>(p, (int)(end - p)).IndexOfAnyInRange(least, (byte)0xFF);
                if (skip < 0)
                {
                    break;
                }

                p += skip;
                _ = Utf8Character.ReadBefore(start, p, out int back);
                stable = p - back;
                before = 0;
            }

            if (Utf8Character.IsIdeograph(p, end))
            {
                stable = p;
                before = 0;
                p += 3;
                continue;
            }

            uint value = NormalizationPages.ValueOf(Utf8Character.Read(p, end, out int length));
            uint combining = value & NormalizationPages.CombiningClass;
            if ((value & notYes) == 0 && (combining == 0 || combining >= before))
            {
                stable = combining == 0 ? p : stable;
                before = combining;
                p += length;
                continue;
            }

            p = FindStable(p + length, end, notYes);
            _piece.Clear();
            Rewrite(stable, p, form, _piece);
            if (!_piece.Bytes.SequenceEqual(new(stable, (int)(p - stable))))
            {
                output.Append(new ReadOnlySpan<byte>(written, (int)(stable - written)));
                output.Append(_piece.Bytes);
                written = p;
                changed = true;
            }

            stable = p;
            before = 0;
        }

        if (changed)
        {
            output.Append(new ReadOnlySpan<byte>(written, (int)(end - written)));
        }

        return changed;
    }

    /// <summary>The first character from <paramref name="p"/> on that surely stays and has nothing to do with those before it.</summary>
    private static byte* FindStable(byte* p, byte* end, uint notYes)
    {
        while (p < end)
        {
            uint value = NormalizationPages.ValueOf(Utf8Character.Read(p, end, out int length));
            if ((value & (notYes | NormalizationPages.CombiningClass)) == 0)
            {
                break;
            }

            p += length;
        }

        return p;
    }

    private void Rewrite(byte* p, byte* end, UnicodeForm form, TextBuffer output)
    {
        _count = 0;
        while (p < end)
        {
            int c = Utf8Character.Read(p, end, out int length);
            Decompose(c == Utf8Character.Invalid ? Bytes + *p : c, form is UnicodeForm.Nfkc or UnicodeForm.Nfkd);
            p += length;
        }

        Reorder();
        if (form is UnicodeForm.Nfc or UnicodeForm.Nfkc)
        {
            Compose();
        }

        _ = output.Reserve(4 * _count);
        byte* first = output.Start + output.Length;
        byte* o = first;
        foreach (ulong character in _characters.AsSpan(0, _count))
        {
            int c = CodePoint(character);
            if (c >= Bytes)
            {
                *o++ = (byte)(c - Bytes);
            }
            else
            {
                o = Utf8Character.Write(o, c);
            }
        }

        output.Advance((int)(o - first));
    }

    private void Decompose(int c, bool compatibility)
    {
        if (Decomposition.TryGetJamo(c, out int lead, out int vowel, out int trail))
        {
            Add(lead);
            Add(vowel);
            if (trail != 0)
            {
                Add(trail);
            }

            return;
        }

        ReadOnlySpan<int> parts = c < Bytes ? Decomposition.Of(c, compatibility) : [];
        if (parts.IsEmpty)
        {
            Add(c);
            return;
        }

        foreach (int part in parts)
        {
            Decompose(part, compatibility);
        }
    }

    private void Add(int c)
    {
        if (_count == _characters.Length)
        {
            Array.Resize(ref _characters, 2 * _count);
        }

        ulong combining = c < Bytes ? NormalizationPages.ValueOf(c) & NormalizationPages.CombiningClass : 0;
        _characters[_count] = (combining << ClassShift) | ((ulong)_count << CodePointBits) | (uint)c;
        _count++;
    }

    /// <summary>Puts each run of marks into the order of their combining classes; those of one class stay in theirs.</summary>
    private void Reorder()
    {
        Span<ulong> characters = _characters.AsSpan(0, _count);
        for (int i = 0; i < characters.Length; i++)
        {
            int start = i;
            while (i < characters.Length && characters[i] >> ClassShift != 0)
            {
                i++;
            }

            Span<ulong> run = characters[start..i];
            if (run.Length > SmallRun)
            {
                run.Sort();
                continue;
            }

            for (int j = 1; j < run.Length; j++)
            {
                ulong character = run[j];
                int to = j;
                for (; to > 0 && run[to - 1] > character; to--)
                {
                    run[to] = run[to - 1];
                }

                run[to] = character;
            }
        }
    }

    private void Compose()
    {
        Span<ulong> characters = _characters.AsSpan(0, _count);
        int kept = 0;
        int starter = -1;
        ulong last = 0; // the class of the last character kept behind the starter
        bool adjacent = false; // there is none
        for (int i = 0; i < characters.Length; i++)
        {
            ulong combining = characters[i] >> ClassShift;
            if (starter >= 0 && (adjacent || last < combining))
            {
                int composed = Decomposition.Compose(CodePoint(characters[starter]), CodePoint(characters[i]));
                if (composed >= 0)
                {
                    characters[starter] = (uint)composed;
                    continue;
                }
            }

            if (combining == 0)
            {
                starter = kept;
                adjacent = true;
            }
            else
            {
                adjacent = false;
            }

            last = combining;
            characters[kept++] = characters[i];
        }

        _count = kept;
    }

    private static int CodePoint(ulong character) => (int)(character & ((1u << CodePointBits) - 1));
}
