using System.Numerics;

namespace PipelineDsl;

/// <summary>Marks the bytes of a block of 64 at which personal data may be found: <c>@</c>, colons, the beginnings of runs of digits, and where the beginning of a known secret stands.</summary>
internal static unsafe class PersonalDataCandidates
{
    /// <summary>Bytes behind a block that are looked at.</summary>
    public const int Beyond = 8;

    /// <summary>The candidates of the 64 bytes at <paramref name="p"/>; <see cref="Beyond"/> more bytes must be readable.</summary>
    /// <param name="p">The block.</param>
    /// <param name="kinds">What is looked for.</param>
    /// <param name="digitBefore">Whether a digit stands before the block; set to whether its last byte is one.</param>
    public static ulong Find<TBlock>(byte* p, PersonalDataKinds kinds, ref bool digitBefore)
        where TBlock : struct, IByteBlock<TBlock>
    {
        TBlock block = TBlock.Load(p);
        ulong found = 0;
        if (kinds.HasNumbers)
        {
            ulong digits = block.InRange((byte)'0', (byte)'9');
            found = digits & ~((digits << 1) | (digitBefore ? 1UL : 0));
            digitBefore = digits >> 63 != 0;
        }

        if (kinds.Has(PersonalDataKind.Email))
        {
            found |= block.Equal((byte)'@');
        }

        if (kinds.Has(PersonalDataKind.IpAddress))
        {
            found |= block.Equal((byte)':');
        }

        return kinds.Has(PersonalDataKind.Secret) ? found | Secrets<TBlock>(p, block) : found;
    }

    /// <summary>Three or four bytes of each prefix that <see cref="SecretKey"/> knows.</summary>
    private static ulong Secrets<TBlock>(byte* p, TBlock block)
        where TBlock : struct, IByteBlock<TBlock>
    {
        TBlock second = TBlock.Load(p + 1);
        TBlock third = TBlock.Load(p + 2);
        TBlock fourth = TBlock.Load(p + 3);
        ulong underscore3 = third.Equal((byte)'_');
        ulong underscore4 = fourth.Equal((byte)'_');
        ulong g = block.Equal((byte)'g');
        ulong secondI = second.Equal((byte)'I');
        return (block.Equal((byte)'A') & ((third.Equal((byte)'I') & fourth.Equal((byte)'A')) | (secondI & third.Equal((byte)'z')))) // AKIA, ASIA, AIza
            | (block.Equal((byte)'e') & second.Equal((byte)'y') & third.Equal((byte)'J')) // JSON web tokens
            | (g & second.Equal((byte)'h') & underscore4) // ghp_ and its siblings
            | (g & second.Equal((byte)'l') & third.Equal((byte)'p') & fourth.Equal((byte)'a')) // glpat-
            | (g & second.Equal((byte)'i') & TBlock.Load(p + 6).Equal((byte)'_') & TBlock.Load(p + 7).Equal((byte)'p')) // github_pat_
            | (block.Equal((byte)'h') & second.Equal((byte)'f') & underscore3) // hf_
            | (block.Equal((byte)'n') & second.Equal((byte)'p') & underscore4) // npm_
            | (block.Equal((byte)'x') & second.Equal((byte)'o') & third.Equal((byte)'x')) // xoxb- and its siblings
            | (second.Equal((byte)'k') & (third.Equal((byte)'-') | underscore3) & block.InRange((byte)'p', (byte)'s')) // sk-, sk_live_, rk_live_, pk_live_
            | (block.Equal((byte)'-') & TBlock.Load(p + 4).Equal((byte)'-') & TBlock.Load(p + 5).Equal((byte)'B')); // -----BEGIN
    }

    /// <summary>The lowest candidate of a mask, in bytes, which it takes away.</summary>
    public static int Take(ref ulong mask)
    {
        int at = BitOperations.TrailingZeroCount(mask);
        mask &= mask - 1;
        return at;
    }
}
