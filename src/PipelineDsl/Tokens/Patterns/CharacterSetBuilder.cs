using System;
using System.Collections.Concurrent;

namespace PipelineDsl;

/// <summary>A set of code points under construction: one bit for each.</summary>
internal sealed class CharacterSetBuilder
{
    /// <summary>Words of 64 code points.</summary>
    public const int Blocks = 0x110000 / 64;

    // Patterns name the same few categories again and again.
    private static readonly ConcurrentDictionary<CategorySet, CharacterSetBuilder> s_byCategories = new();

    private readonly ulong[] _bits = new ulong[Blocks];

    /// <summary>The set of all code points whose category is one of <paramref name="categories"/>, by Unicode 16.0.</summary>
    public static CharacterSetBuilder Of(CategorySet categories)
        => new CharacterSetBuilder().Add(s_byCategories.GetOrAdd(categories, static set => Where(c => TokenCategoryPages.IsIn(c, set))));

    /// <summary>The set of all code points for which <paramref name="isMember"/> is true.</summary>
    public static CharacterSetBuilder Where(Func<int, bool> isMember)
    {
        CharacterSetBuilder set = new();
        for (int c = 0; c < 0x110000; c++)
        {
            if (isMember(c))
            {
                set._bits[c >> 6] |= 1UL << (c & 63);
            }
        }

        return set;
    }

    /// <summary>The set of some ranges, ends included: first, last, first, last…</summary>
    public static CharacterSetBuilder OfRanges(params ReadOnlySpan<int> ranges)
    {
        CharacterSetBuilder set = new();
        for (int i = 0; i < ranges.Length; i += 2)
        {
            _ = set.Add(ranges[i], ranges[i + 1]);
        }

        return set;
    }

    /// <summary>Adds the code points from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public CharacterSetBuilder Add(int first, int last)
    {
        for (int c = first; c <= last; c++)
        {
            _bits[c >> 6] |= 1UL << (c & 63);
        }

        return this;
    }

    /// <summary>Adds the members of another set.</summary>
    public CharacterSetBuilder Add(CharacterSetBuilder other)
    {
        for (int i = 0; i < Blocks; i++)
        {
            _bits[i] |= other._bits[i];
        }

        return this;
    }

    /// <summary>Keeps only what is in another set, too.</summary>
    public CharacterSetBuilder Intersect(CharacterSetBuilder other)
    {
        for (int i = 0; i < Blocks; i++)
        {
            _bits[i] &= other._bits[i];
        }

        return this;
    }

    /// <summary>Makes it the set of all other code points.</summary>
    public CharacterSetBuilder Invert()
    {
        for (int i = 0; i < Blocks; i++)
        {
            _bits[i] = ~_bits[i];
        }

        return this;
    }

    /// <summary>Adds the characters that differ from members only in case.</summary>
    public CharacterSetBuilder AddOtherCases()
    {
        foreach (int[] variants in CaseVariants.All)
        {
            if (Array.Exists(variants, Contains))
            {
                foreach (int variant in variants)
                {
                    _ = Add(variant, variant);
                }
            }
        }

        return this;
    }

    /// <summary>Whether a code point is a member.</summary>
    public bool Contains(int codePoint) => (_bits[codePoint >> 6] >> (codePoint & 63) & 1) != 0;

    /// <summary>The finished set.</summary>
    public CharacterSet Build() => new(_bits);
}
