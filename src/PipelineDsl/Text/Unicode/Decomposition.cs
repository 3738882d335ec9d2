using System;

namespace PipelineDsl;

/// <summary>What single characters are decomposed into, one step at a time, and what pairs are composed to. Hangul is computed, all else looked up.</summary>
internal static partial class Decomposition
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;
    private const int Syllables = Leads * Vowels * Trails;
    private const int PlaceBits = 11; // about half of the places are taken

    private static readonly CharacterMappings s_canonical = new(CanonicalMappings);
    private static readonly CharacterMappings s_compatibility = new(CompatibilityMappings);
    private static readonly ulong[] s_pairs = new ulong[1 << PlaceBits];
    private static readonly int[] s_composed = new int[1 << PlaceBits];

    static Decomposition()
    {
        for (int c = 0; c < 0x110000; c++)
        {
            if (s_canonical.Of(c) is [int first, int second] && NotComposed.BinarySearch(c) < 0)
            {
                int place = Place(Pair(first, second));
                while (s_pairs[place] != 0)
                {
                    place = (place + 1) & (s_pairs.Length - 1);
                }

                s_pairs[place] = Pair(first, second);
                s_composed[place] = c;
            }
        }
    }

    /// <summary>One step of the decomposition of a character that is no Hangul syllable; empty if there is none.</summary>
    public static ReadOnlySpan<int> Of(int codePoint, bool compatibility)
    {
        ReadOnlySpan<int> canonical = s_canonical.Of(codePoint);
        return canonical.IsEmpty && compatibility ? s_compatibility.Of(codePoint) : canonical;
    }

    /// <summary>The jamo of a Hangul syllable: two or three; none for any other character.</summary>
    public static bool TryGetJamo(int codePoint, out int lead, out int vowel, out int trail)
    {
        int syllable = codePoint - SyllableBase;
        bool isSyllable = (uint)syllable < Syllables;
        lead = LeadBase + (syllable / (Vowels * Trails));
        vowel = VowelBase + (syllable % (Vowels * Trails) / Trails);
        trail = isSyllable && syllable % Trails != 0 ? TrailBase + (syllable % Trails) : 0;
        return isSyllable;
    }

    /// <summary>What two characters are composed to; -1 if nothing.</summary>
    public static int Compose(int first, int second)
    {
        if ((uint)(first - LeadBase) < Leads && (uint)(second - VowelBase) < Vowels)
        {
            return SyllableBase + (((first - LeadBase) * Vowels) + second - VowelBase) * Trails;
        }

        int syllable = first - SyllableBase;
        if ((uint)syllable < Syllables && syllable % Trails == 0 && (uint)(second - TrailBase - 1) < Trails - 1)
        {
            return first + second - TrailBase;
        }

        ulong pair = Pair(first, second);
        for (int place = Place(pair); s_pairs[place] != 0; place = (place + 1) & (s_pairs.Length - 1))
        {
            if (s_pairs[place] == pair)
            {
                return s_composed[place];
            }
        }

        return -1;
    }

    private static ulong Pair(int first, int second) => ((ulong)first << 32) | (uint)second;

    private static int Place(ulong pair) => (int)((pair * 0x9E37_79B9_7F4A_7C15) >> (64 - PlaceBits));
}
