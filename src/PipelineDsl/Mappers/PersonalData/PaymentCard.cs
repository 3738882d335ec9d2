using System;

namespace PipelineDsl;

/// <summary>Numbers of payment cards: ISO/IEC 7812, with the ranges of the known issuers, their lengths and Luhn's check digit.</summary>
internal static class PaymentCard
{
    /// <summary>Whether the groups begin with a card's number; <paramref name="count"/> says how many of them it takes.</summary>
    public static bool IsNumber(in DigitGroups groups, out int count)
    {
        count = groups.Length(0) >= 12 ? 1
            : groups.Are([4, 4, 4, 4, 3]) ? 5
            : groups.Are([4, 4, 4, 4]) ? 4
            : groups.Are([4, 6, 5]) || groups.Are([4, 6, 4]) ? 3
            : 0;
        if (count == 5 && !IsCard(groups.Digits[..19]))
        {
            count = 4;
        }

        return count > 0 && IsCard(groups.Digits[..groups.Total(count)]);
    }

    private static bool IsCard(ReadOnlySpan<byte> digits) => HasIssuer(digits) && IsLuhn(digits);

    private static bool HasIssuer(ReadOnlySpan<byte> digits)
    {
        int length = digits.Length;
        if (length is < 12 or > 19)
        {
            return false;
        }

        int six = 0;
        foreach (byte digit in digits[..6])
        {
            six = (six * 10) + digit - '0';
        }

        int four = six / 100;
        int two = six / 10_000;
        return two switch
        {
            >= 40 and <= 49 => length is 13 or 16 or 19, // Visa
            >= 51 and <= 55 => length == 16, // MasterCard
            34 or 37 => length == 15, // American Express
            30 or 36 or 38 or 39 => length is 14 or 16 && (two != 30 || four <= 3059 || four == 3095), // Diners Club
            35 => length is >= 16 && four is >= 3528 and <= 3589, // JCB
            21 or 18 => length == 15 && four is 2131 or 1800, // JCB, older
            22 => length == 16 && four is (>= 2200 and <= 2204) or >= 2221, // Mir, MasterCard
            >= 23 and <= 26 => length == 16, // MasterCard
            27 => length == 16 && four <= 2720, // MasterCard
            62 => length >= 16, // UnionPay
            60 or 64 or 65 => length >= 16 && (four == 6011 || two == 65 || four >= 6440), // Discover
            50 or 56 or 57 or 58 or 63 or 67 or 68 => two != 50 || four is 5018 or 5020 or 5038, // Maestro
            _ => false,
        };
    }

    /// <summary>Luhn's check: from the right, every second digit doubled and its digits added; the sum ends in 0.</summary>
    private static bool IsLuhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        for (int i = digits.Length - 1, place = 0; i >= 0; i--, place++)
        {
            int digit = digits[i] - '0';
            digit <<= place & 1;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
