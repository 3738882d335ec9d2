using System;
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
        ShortKeys keys = _keys;
        byte* bytes = text.Start;
        segments.Reserve(starts.Length, out Span<int> words, out Span<int> wordEnds);
        int added = 0; // of the room in segments
        for (int i = 0; i < starts.Length && i < ends.Length; i++)
        {
            int start = starts[i];
            int end = ends[i];
            if (end - start <= 16)
            {
                Vector128<byte> chunk = Vector128.Load(bytes + start);
                if ((~Letters(chunk) & ((1u << (end - start)) - 1)) == 0 && keys.Find(chunk, end - start) == 0)
                {
                    words[added] = start; // a word, most of the text
                    wordEnds[added] = end;
                    added++;
                    continue;
                }
            }

            segments.Advance(added);
            AddChunk(start, end, segments);
            segments.Reserve(starts.Length - i, out words, out wordEnds);
            added = 0;
        }

        segments.Advance(added);
        _sequences.Apply(text, segments);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Letters(Vector128<byte> bytes)
        => Vector128.LessThan((bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26)).ExtractMostSignificantBits();

    /// <summary>Whether the last character, the only one that is no ASCII letter, is a suffix.</summary>
    private static bool IsCutOff(byte* start, int length) => start[length - 1] switch
    {
        (byte)'.' => start[length - 2] >= 'a' || (length > 2 && start[length - 3] < 'a'),
        < 0x80 and byte mark => (SpacyCharacters.OfAscii(mark) & SpacyClasses.Suffix) != 0,
        _ => false,
    };

    /// <summary>Adds a string that has a number: the pieces of a special case, or a token as it is.</summary>
    private void AddKnown(int number, int start, int end, SegmentList segments)
    {
        ref readonly SpacyEnglishRules.Known known = ref _rules[number];
        if (known.Pieces < 2)
        {
            Add(number, start, end, segments);
            return;
        }

        int first = start + known.First;
        Add(known.FirstNumber, start, first, segments);
        int second = known.Pieces == 2 ? end : start + known.Second;
        Add(known.SecondNumber, first, second, segments);
        if (second < end)
        {
            Add(known.ThirdNumber, second, end, segments);
        }
    }

    /// <summary>Adds a token that is no special case, or is not to be treated as one.</summary>
    private void AddToken(byte* start, byte* end, SegmentList segments)
    {
        int length = (int)(end - start);
        int number = length == 1 && *start < 0x80 ? _rules.OfAscii(*start) : _keys.Find(start, length);
        Add(number, (int)(start - _text), (int)(end - _text), segments);
    }

    private void Add(int number, int start, int end, SegmentList segments)
    {
        if (number != 0 && _rules.MayLead(number, _text + end))
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
        int number = _keys.Find(start, chunkEnd - chunkStart);
        if (_rules[number].Pieces != 0)
        {
            AddKnown(number, chunkStart, chunkEnd, segments);
            return;
        }

        if (end - start <= 16)
        {
            uint others = ~Letters(Vector128.Load(start)) & ((1u << (int)(end - start)) - 1);
            if (others == 0)
            {
                Add(number, chunkStart, chunkEnd, segments);
                return;
            }

            // A word and a mark behind it, most of what is not a word alone.
            if (others == 1u << (int)(end - start - 1) && end - start > 1 && IsCutOff(start, (int)(end - start)))
            {
                AddKnown(_keys.Find(start, (int)(end - start) - 1), chunkStart, chunkEnd - 1, segments);
                AddToken(end - 1, end, segments);
                return;
            }
        }

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
