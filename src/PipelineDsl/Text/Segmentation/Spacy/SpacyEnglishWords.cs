using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>Words as the tokens of spaCy's English tokenizer, which datatrove counts: punctuation marks, clitics (<c>n't</c>, <c>'s</c>) and symbols are words of their own.</summary>
/// <remarks>
/// The rules are those of spaCy 3.5 to 3.8 with its English data. Text is cut at white space (Python's). A chunk that is a special case is cut as that says. Of others prefixes and suffixes are
/// cut off, one of each at a time, until there are none or the rest is a special case; a rest that is a URL stays whole, another is cut at its infixes. In the end
/// sequences of tokens that are a special case when put together are cut as that says, the longest first. Tokens that are white space are left out.
/// </remarks>
public sealed unsafe class SpacyEnglishWords : ISegmenter
{
    private readonly SpacyEnglishRules _rules;
    private readonly ShortKeys _keys;
    private readonly WhitespaceWords _whiteSpace = new();
    private readonly SegmentList _chunks = new();
    private readonly SpacySequences _sequences;
    private int[] _suffixEnds = new int[16];
    private byte* _text;

    /// <summary>Creates a segmenter.</summary>
    public SpacyEnglishWords()
        : this(SpacyEnglishRules.Shared)
    {
    }

    internal SpacyEnglishWords(SpacyEnglishRules rules)
    {
        _rules = rules;
        _keys = rules.Keys;
        _sequences = new SpacySequences(rules);
    }

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        _text = text.Start;
        _chunks.Clear();
        _whiteSpace.Split(text, _chunks);
        _sequences.Begin();
        ReadOnlySpan<int> starts = _chunks.Starts;
        ReadOnlySpan<int> ends = _chunks.Ends;
        for (int i = 0; i < starts.Length && i < ends.Length; i++)
        {
            int start = starts[i];
            int length = ends[i] - start;
            if (length <= 16)
            {
                Vector128<byte> bytes = Vector128.Load(_text + start);
                uint others = ~Letters(bytes) & ((1u << length) - 1);
                if (others == 0)
                {
                    AddWord(bytes, start, length, segments);
                    continue;
                }

                // A word and a mark behind it, most of what is not a word alone.
                if (others == 1u << (length - 1) && length > 1 && IsCutOff(_text + start, length) && _rules[_keys.Find(bytes, length)].Pieces == 0)
                {
                    AddWord(bytes, start, length - 1, segments);
                    AddWord(Vector128.CreateScalar(_text[start + length - 1]), start + length - 1, 1, segments);
                    continue;
                }
            }

            AddChunk(start, start + length, segments);
        }

        _sequences.Apply(text, segments);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Letters(Vector128<byte> bytes)
        => Vector128.LessThan((bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26)).ExtractMostSignificantBits();

    /// <summary>Whether the last character, the only one that is no ASCII letter, is a suffix.</summary>
    private static bool IsCutOff(byte* start, int length) => start[length - 1] switch
    {
        (byte)'.' => start[length - 2] >= 'a' || (length > 2 && start[length - 3] < 'a'),
        < 0x80 and byte mark => (SpacyCharacters.Of(mark) & SpacyClasses.Suffix) != 0,
        _ => false,
    };

    /// <summary>Adds what nothing but the special cases can cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWord(Vector128<byte> bytes, int start, int length, SegmentList segments)
    {
        int number = _keys.Find(bytes, length);
        if (number == 0)
        {
            segments.Add(start, start + length);
        }
        else
        {
            AddKnown(number, start, start + length, segments);
        }
    }

    private void AddKnown(int number, int start, int end, SegmentList segments)
    {
        ref readonly SpacyEnglishRules.Known known = ref _rules[number];
        if (known.Pieces == 0)
        {
            Add(start, end, known.Node != 0, segments);
            return;
        }

        int first = known.Pieces == 1 ? end : start + known.First;
        Add(start, first, (known.Leads & 1) != 0, segments);
        if (known.Pieces > 1)
        {
            int second = known.Pieces == 2 ? end : start + known.Second;
            Add(first, second, (known.Leads & 2) != 0, segments);
            if (known.Pieces > 2)
            {
                Add(second, end, (known.Leads & 4) != 0, segments);
            }
        }
    }

    /// <summary>Adds a token of which nothing is known but that it is no special case, or is not to be treated as one.</summary>
    private void AddToken(byte* start, byte* end, SegmentList segments)
        => Add((int)(start - _text), (int)(end - _text), _rules[_keys.Find(start, (int)(end - start))].Node != 0, segments);

    private void Add(int start, int end, bool leads, SegmentList segments)
    {
        if (leads)
        {
            _sequences.AddLead(segments.Count);
        }

        segments.Add(start, end);
    }

    private bool IsSpecial(byte* start, byte* end) => _rules[_keys.Find(start, (int)(end - start))].Pieces != 0;

    private void AddChunk(int chunkStart, int chunkEnd, SegmentList segments)
    {
        byte* start = _text + chunkStart;
        byte* end = _text + chunkEnd;
        int suffixes = 0;
        while (start < end && !IsSpecial(start, end))
        {
            int prefix = SpacyAffixes.Prefix(start, end);
            if (prefix != 0 && prefix < end - start && IsSpecial(start + prefix, end))
            {
                AddToken(start, start + prefix, segments);
                start += prefix;
                break;
            }

            int suffix = SpacyAffixes.Suffix(start + prefix, end);
            if (prefix + suffix == 0)
            {
                break;
            }

            if (suffix != 0)
            {
                if (suffixes == _suffixEnds.Length)
                {
                    Array.Resize(ref _suffixEnds, 2 * suffixes);
                }

                _suffixEnds[suffixes++] = (int)(end - _text);
                end -= suffix;
                if (start < end && IsSpecial(start, end))
                {
                    break; // with its prefix
                }
            }

            if (prefix != 0)
            {
                AddToken(start, start + prefix, segments);
                start += prefix;
            }
        }

        AddRest(start, end, segments);
        int last = (int)(end - _text);
        while (suffixes > 0)
        {
            int next = _suffixEnds[--suffixes];
            AddToken(_text + last, _text + next, segments);
            last = next;
        }
    }

    /// <summary>Adds what is left between prefixes and suffixes.</summary>
    private void AddRest(byte* start, byte* end, SegmentList segments)
    {
        if (start == end)
        {
            return;
        }

        int number = _keys.Find(start, (int)(end - start));
        if (_rules[number].Pieces != 0)
        {
            AddKnown(number, (int)(start - _text), (int)(end - _text), segments);
            return;
        }

        if (SpacyUrl.IsMatch(start, end))
        {
            AddToken(start, end, segments);
            return;
        }

        byte* piece = start;
        SpacyClasses before = SpacyClasses.None;
        for (byte* p = start; p < end;)
        {
            SpacyClasses classes = SpacyCharacters.At(p, end, out int length);
            if ((classes & SpacyClasses.Infix) != 0)
            {
                int infix = SpacyAffixes.Infix(p, end, before, classes, length);
                if (infix != 0)
                {
                    if (p > piece)
                    {
                        AddToken(piece, p, segments);
                        piece = p;
                    }

                    length = infix;
                    if (p > start) // one at the start is part of what follows
                    {
                        AddToken(p, p + infix, segments);
                        piece = p + infix;
                    }
                }
            }

            before = classes;
            p += length;
        }

        if (piece < end)
        {
            AddToken(piece, end, segments);
        }
    }
}
