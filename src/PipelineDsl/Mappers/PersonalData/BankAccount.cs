using System;

namespace PipelineDsl;

/// <summary>International bank account numbers (ISO 13616): a country of the register with its length, and the check digits by MOD 97-10.</summary>
internal static class BankAccount
{
    /// <summary>The countries of the register, each with the length of its numbers.</summary>
    private static ReadOnlySpan<byte> Lengths =>
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30"u8;

    /// <summary>Where the number that begins at two letters ends; 0 if it is none. Groups of four may have a space between them.</summary>
    public static int End(ReadOnlySpan<byte> text, int start)
    {
        int wanted = LengthOf(text[start], text[start + 1]);
        if (wanted == 0 || start + 4 > text.Length || !char.IsAsciiDigit((char)text[start + 2]) || !char.IsAsciiDigit((char)text[start + 3]))
        {
            return 0;
        }

        int at = start + 4;
        int remainder = 0;
        bool spaced = false;
        for (int read = 4; read < wanted; at++)
        {
            if (at >= text.Length)
            {
                return 0;
            }

            byte value = text[at];
            if (value == (byte)' ' && read % 4 == 0 && (read == 4 || spaced))
            {
                spaced = true;
                value = ++at < text.Length ? text[at] : (byte)0;
            }
            else if (spaced && read % 4 == 0)
            {
                return 0;
            }

            if (!Take(value, ref remainder))
            {
                return 0;
            }

            read++;
        }

        bool valid = Take(text[start], ref remainder) & Take(text[start + 1], ref remainder) & Take(text[start + 2], ref remainder) & Take(text[start + 3], ref remainder);
        return valid && remainder == 1 ? at : 0;
    }

    private static bool Take(byte value, ref int remainder)
    {
        byte upper = (byte)(value & ~0x20);
        if (char.IsAsciiDigit((char)value))
        {
            remainder = ((remainder * 10) + value - '0') % 97;
            return true;
        }

        remainder = ((remainder * 100) + upper - 'A' + 10) % 97;
        return upper is >= (byte)'A' and <= (byte)'Z';
    }

    private static int LengthOf(byte first, byte second)
    {
        ReadOnlySpan<byte> country = [(byte)(first & ~0x20), (byte)(second & ~0x20)];
        for (int i = 0; i < Lengths.Length; i += 4)
        {
            if (Lengths.Slice(i, 2).SequenceEqual(country))
            {
                return ((Lengths[i + 2] - '0') * 10) + Lengths[i + 3] - '0';
            }
        }

        return 0;
    }
}
