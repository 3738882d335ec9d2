using System.Numerics;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>How many words of which kind a word list has: what <see cref="WordStats"/> and <see cref="StopWords"/> are for words between white space, for any idea of a word.</summary>
/// <typeparam name="TWords">What the words are.</typeparam>
/// <remarks>
/// A symbol word has nothing but punctuation (datatrove's PUNCTUATION_SET), a letter word at least one letter (L*). Lengths are in code points. The stop words are the eight of Gopher: the, be, to, of, and, that, have,
/// with; case-sensitive, each counted once.
/// </remarks>
[Feature(cost: FeatureCost.Words)]
public struct ListedWordStats<TWords>
    where TWords : class, IWordList
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

    private uint _stopWords; // a bit for each that was seen

    /// <summary>Words that are not symbol words.</summary>
    public readonly int NonSymbolWords => Count - SymbolWords;

    /// <summary>Mean length of the words that are not symbol words, in code points; 0 if there are none.</summary>
    public readonly double MeanLength => Ratio.Of(Characters - SymbolCharacters, NonSymbolWords);

    /// <summary>Words with a letter / words; 0 without words.</summary>
    public readonly double LetterWordRatio => Ratio.Of(LetterWords, Count);

    /// <summary>Distinct stop words.</summary>
    public readonly int StopWords => BitOperations.PopCount(_stopWords);

    /// <summary>Looks at the words.</summary>
    [Finish]
    public unsafe void Finish(TWords words)
    {
        int letterWords = 0;
        int characters = 0;
        uint stopWords = 0;
        fixed (byte* text = words.Text)
        fixed (int* starts = words.Starts)
        fixed (int* ends = words.Ends)
        {
            int count = words.Count;
            for (int i = 0; i < count; i++)
            {
                byte* word = text + starts[i];
                int length = ends[i] - starts[i];
                byte first = *word;
                if (IsAsciiLetter(first))
                {
                    letterWords++;
                    characters += CountCharacters(word, length);
                    stopWords |= length is >= 2 and <= 4 ? GopherStopWords.Of(word, length) : 0;
                }
                else if (length == 1 && first < 0x80)
                {
                    characters++;
                    if (first is < (byte)'0' or > (byte)'9')
                    {
                        SymbolWords++;
                        SymbolCharacters++;
                    }
                }
                else
                {
                    characters += AddOther(word, length, ref letterWords);
                }
            }

            Count = count;
        }

        LetterWords = letterWords;
        Characters = characters;
        _stopWords = stopWords;
    }

    /// <summary>A word that does not begin with an ASCII letter: looked at character by character. Returns its length in characters.</summary>
    private unsafe int AddOther(byte* word, int length, ref int letterWords)
    {
        byte* end = word + length;
        int characters = CountCharacters(word, length);
        bool symbol = true;
        for (byte* p = word; p < end;)
        {
            CharacterFlags flags = CharacterTable.At(p, out int used);
            if ((flags & CharacterFlags.Letter) != 0)
            {
                letterWords++;
                return characters;
            }

            symbol &= (flags & CharacterFlags.Punctuation) != 0;
            p += used;
        }

        if (symbol)
        {
            SymbolWords++;
            SymbolCharacters += characters;
        }

        return characters;
    }

    /// <summary>The characters of a word, eight bytes at a time; behind the word there is at least the text's padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int CountCharacters(byte* word, int length)
    {
        int continuations = 0;
        byte* end = word + length;
        for (; end - word > 8; word += 8)
        {
            continuations += BitOperations.PopCount(Continuations(word));
        }

        int rest = (int)(end - word); // 1 to 8
        continuations += BitOperations.PopCount(Continuations(word) << (8 * (8 - rest)));
        return length - continuations;
    }

    /// <summary>The highest bit of each byte 10xxxxxx.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ulong Continuations(byte* p)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(p);
        return bytes & ~(bytes << 1) & 0x8080_8080_8080_8080;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAsciiLetter(byte value) => (value | 0x20) is >= (byte)'a' and <= (byte)'z';
}
