using System;

namespace PipelineDsl;

/// <summary>US social security numbers and Chinese resident identity numbers.</summary>
internal static class NationalId
{
    /// <summary>Whether the groups begin with a social security number: <c>AAA-GG-SSSS</c>, an area that is assigned, no part of zeros only.</summary>
    public static bool IsSocialSecurityNumber(in DigitGroups groups)
    {
        if (!groups.Are([3, 2, 4]) || groups.Separator(0) != (byte)'-')
        {
            return false;
        }

        ReadOnlySpan<byte> digits = groups.Digits;
        return digits[0] != (byte)'9' && !digits.StartsWith("000"u8) && !digits.StartsWith("666"u8) && !digits[3..].StartsWith("00"u8) && !digits[5..].StartsWith("0000"u8)
            && !digits.StartsWith("078051120"u8) && !digits.StartsWith("219099999"u8); // printed in advertisements
    }

    /// <summary>Whether 18 characters are a resident identity number (GB 11643): a province, a date of birth, and the check character of ISO 7064 MOD 11-2.</summary>
    public static bool IsResidentId(ReadOnlySpan<byte> text)
    {
        if (text.Length != 18 || text[..17].ContainsAnyExceptInRange((byte)'0', (byte)'9') || !IsProvince(Number(text[..2])))
        {
            return false;
        }

        int year = Number(text.Slice(6, 4));
        int month = Number(text.Slice(10, 2));
        int day = Number(text.Slice(12, 2));
        if (year is < 1900 or > 2099 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        int sum = 0;
        for (int i = 0; i < 17; i++)
        {
            sum = (sum + text[i] - '0') * 2 % 11;
        }

        int check = (12 - sum) % 11;
        return check == 10 ? text[17] is (byte)'X' or (byte)'x' : text[17] == '0' + check;
    }

    private static bool IsProvince(int code) => code is (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65) or 71 or 81 or 82 or 83;

    private static int Number(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
