using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>How many words of which kind. Words are runs of characters that are not white space.</summary>
/// <remarks>
/// A symbol word has nothing but punctuation (<see cref="TextClasses.Punctuation"/>). All counts come from masks, without a loop over words: adding
/// a bit to a run of ones carries to the run's end, so "does this word hold a letter" is one addition for 64 bytes.
/// </remarks>
[Feature(TextClasses.Space | TextClasses.Letter | TextClasses.Punctuation | TextClasses.Continuation)]
public struct WordStats : IChunkVisitor
{
    /// <summary>All words.</summary>
    public int Count;

    /// <summary>Words that consist of punctuation only.</summary>
    public int SymbolWords;

    /// <summary>Words that hold at least one letter.</summary>
    public int LetterWords;

    /// <summary>Characters (code points) of all words.</summary>
    public int Characters;

    /// <summary>Characters (code points) of the symbol words.</summary>
    public int SymbolCharacters;

    private ulong _inside; // 1 if the block before ends inside a word
    private ulong _letterCarry; // 1 if that word has held a letter
    private ulong _symbolCarry; // 1 if that word has held nothing but punctuation
    private int _symbolCharacters; // its characters so far, in the latter case

    /// <summary>Words that are not symbol words.</summary>
    public readonly int NonSymbolWords => Count - SymbolWords;

    /// <summary>Mean length of the words that are not symbol words, in code points; 0 if there are none.</summary>
    public readonly double MeanLength => Ratio.Of(Characters - SymbolCharacters, NonSymbolWords);

    /// <summary>Words with a letter / words; 0 without words.</summary>
    public readonly double LetterWordRatio => Ratio.Of(LetterWords, Count);

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk)
    {
        ReadOnlySpan<ulong> spaces = chunk.Mask(TextClasses.Space);
        ReadOnlySpan<ulong> letters = chunk.Mask(TextClasses.Letter);
        ReadOnlySpan<ulong> symbols = chunk.Mask(TextClasses.Punctuation);
        ReadOnlySpan<ulong> continuations = chunk.Mask(TextClasses.Continuation);
        int words = 0;
        int letterWords = 0;
        int characters = 0;
        ulong inside = _inside;
        ulong letterCarry = _letterCarry;
        for (int b = 0; b < spaces.Length; b++)
        {
            ulong word = ~spaces[b];
            ulong starts = word & ~((word << 1) | inside);
            inside = word >> 63;
            words += BitOperations.PopCount(starts);
            characters += BitOperations.PopCount(word & ~continuations[b]);
            letterWords += BitOperations.PopCount(AddWithCarry(word, letters[b] & word, ref letterCarry) & ~word);

            ulong symbol = symbols[b] & word;
            if (((symbol & starts) | _symbolCarry) != 0)
            {
                CountSymbolWords(symbol, symbol & starts, spaces[b], continuations[b]);
            }
        }

        _inside = inside;
        _letterCarry = letterCarry;
        Count += words;
        LetterWords += letterWords;
        Characters += characters;
    }

    /// <summary>Follows the runs of punctuation that begin a word: those that reach white space are symbol words.</summary>
    private void CountSymbolWords(ulong symbol, ulong starts, ulong spaces, ulong continuation)
    {
        ulong ends = AddWithCarry(symbol, starts, ref _symbolCarry) & ~symbol;
        for (ulong words = ends & spaces; words != 0; words &= words - 1)
        {
            int end = BitOperations.TrailingZeroCount(words);
            int length = end == 0 ? 0 : BitOperations.LeadingZeroCount(~(symbol << (64 - end)));
            ulong run = (((1UL << length) - 1) << (end - length)) & ~continuation;
            SymbolWords++;
            SymbolCharacters += BitOperations.PopCount(run) + (length == end ? _symbolCharacters : 0);
            _symbolCharacters = 0;
        }

        if (_symbolCarry != 0)
        {
            int length = BitOperations.LeadingZeroCount(~symbol);
            ulong run = length == 64 ? ~continuation : ~(ulong.MaxValue >> length) & ~continuation;
            _symbolCharacters = BitOperations.PopCount(run) + (length == 64 ? _symbolCharacters : 0);
        }
        else
        {
            _symbolCharacters = 0;
        }
    }

    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b;
        ulong overflow = sum < a ? 1UL : 0;
        ulong result = sum + carry;
        carry = overflow | (result < sum ? 1UL : 0);
        return result;
    }
}
