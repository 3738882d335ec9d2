using System;

namespace PipelineDsl;

/// <summary>The expression with which spaCy's tokenizer recognises URLs, as code that takes linear time.</summary>
/// <remarks>
/// A string is a URL if it is: nothing or a scheme and <c>://</c>; nothing or a user and <c>@</c>; a public IPv4 address or a domain name; nothing or a port; nothing or what begins with <c>/</c>,
/// <c>?</c> or <c>#</c>. A user may hold any character, so that the host may begin behind any <c>@</c>; it ends before the first of <c>: / ? #</c>, which it cannot hold.
/// </remarks>
internal static unsafe class SpacyUrl
{
    private const int LongestLabel = 64;
    private const int LongestTopLevel = 63;

    /// <summary>Whether the whole string, which holds no white space, is a URL.</summary>
    public static bool IsMatch(byte* start, byte* end)
    {
        if (new ReadOnlySpan<byte>(start, (int)(end - start)).IndexOf((byte)'.') < 0)
        {
            return false;
        }

        if (IsHost(start, end))
        {
            return true;
        }

        byte* scheme = SchemeEnd(start, end);
        if (scheme != null && IsHost(scheme, end))
        {
            return true;
        }

        for (byte* p = start + 1; p < end;)
        {
            int at = new ReadOnlySpan<byte>(p, (int)(end - p)).IndexOf((byte)'@');
            if (at < 0)
            {
                return false;
            }

            p += at + 1;
            if (IsHost(p, end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of a scheme of at least two characters with its <c>://</c>, or null.</summary>
    private static byte* SchemeEnd(byte* start, byte* end)
    {
        int characters = 0;
        for (byte* p = start; p < end; characters++)
        {
            int c = Utf8Character.Read(p, end, out int length);
            if (c == ':')
            {
                return characters >= 2 && end - p > 2 && p[1] == '/' && p[2] == '/' ? p + 3 : null;
            }

            if (c < 0 || !(c is '+' or '-' or '.' or '_' || IsLetterOrNumber(c)))
            {
                return null;
            }

            p += length;
        }

        return null;
    }

    /// <summary>Whether a host begins here and what follows it may follow a host.</summary>
    private static bool IsHost(byte* start, byte* end)
    {
        byte* p = start;
        while (p < end && *p is not ((byte)':' or (byte)'/' or (byte)'?' or (byte)'#'))
        {
            if (*p == '@')
            {
                return false;
            }

            p++;
        }

        return IsEnd(p, end) && (IsDomain(start, p) || IsAddress(start, p));
    }

    /// <summary>Nothing, a port of two to five digits, a path, or both.</summary>
    private static bool IsEnd(byte* p, byte* end)
    {
        if (p < end && *p == ':')
        {
            p++;
            int digits = 0;
            while (p < end && digits < 6 && IsDigit(Utf8Character.Read(p, end, out int length)))
            {
                p += length;
                digits++;
            }

            if (digits is < 2 or > 5)
            {
                return false;
            }
        }

        return p == end || *p is (byte)'/' or (byte)'?' or (byte)'#';
    }

    /// <summary>At least one label of 1 to 64 characters and a full stop, and a last label of 2 to 63 lower-case letters.</summary>
    private static bool IsDomain(byte* start, byte* end)
    {
        int labels = 0;
        int length = 0;
        bool isLabel = true;
        bool endsLabel = false;
        bool isLower = true;
        for (byte* p = start; p < end;)
        {
            int c = Utf8Character.Read(p, end, out int size);
            p += size;
            if (c == '.')
            {
                if (!isLabel || !endsLabel || length > LongestLabel)
                {
                    return false;
                }

                labels++;
                length = 0;
                endsLabel = false;
                isLower = true;
                continue;
            }

            length++;
            bool isOuter = c < 0x80 ? char.IsAsciiLetterOrDigit((char)c) : c is >= 0xA1 and <= 0xFFFF;
            isLabel &= isOuter || (length > 1 && c is '_' or '-');
            endsLabel = isOuter;
            isLower &= (SpacyCharacters.Of(c) & SpacyClasses.Lower) != 0;
        }

        return labels > 0 && isLower && length is >= 2 and <= LongestTopLevel;
    }

    /// <summary>An address in the ranges 1 to 223, with neither 0 nor 255 at its end, that is not private (10, 127, 169.254, 172.16 to 31, 192.168).</summary>
    private static bool IsAddress(byte* start, byte* end)
    {
        byte* p = start;
        if (!TryReadPart(ref p, end, '.', out Part first) || !TryReadPart(ref p, end, '.', out Part second) || !TryReadPart(ref p, end, '.', out Part third) || !TryReadPart(ref p, end, -1, out Part last))
        {
            return false;
        }

        bool isPrivate = first.Is(-1, 1, 0) || first.Is(1, 2, 7) || (first.Is(1, 6, 9) && second.Is(2, 5, 4)) || (first.Is(1, 9, 2) && second.Is(1, 6, 8))
            || (first.Is(1, 7, 2) && second.A < 0 && ((second.B == 1 && second.C is >= 6 and <= 9) || second.B == 2 || (second.B == 3 && second.C is 0 or 1)));
        return !isPrivate
            && (first.A < 0 ? first.Leads : first.A == 1 || (first.A == 2 && (first.B is 0 or 1 || (first.B == 2 && first.C <= 3))))
            && second.IsInner && third.IsInner
            && (last.A < 0 ? last.Leads : last.A == 1 || (last.A == 2 && (last.B <= 4 || (last.B == 5 && last.C <= 4))));
    }

    private static bool TryReadPart(ref byte* p, byte* end, int separator, out Part part)
    {
        part = new Part(-1, -1, -1);
        int digits = 0;
        while (p < end && Utf8Character.Read(p, end, out int length) is int c && IsDigit(c) && digits < 4)
        {
            part = new Part(part.B, part.C, c < 0x80 ? c - '0' : Part.OtherDigit);
            p += length;
            digits++;
        }

        if (digits is 0 or > 3)
        {
            return false;
        }

        return separator < 0 ? p == end : p < end && *p++ == separator;
    }

    private static bool IsDigit(int c) => c < 0x80 ? c is >= '0' and <= '9' : UnicodeCategories.IsIn(c, CategorySet.DecimalDigitNumber);

    private static bool IsLetterOrNumber(int c) => UnicodeCategories.IsIn(c, CategorySet.Letter | CategorySet.Number);

    /// <summary>The last three digits of a part of an address; -1 where there is none. A digit that is not ASCII has no value: it counts where any digit does.</summary>
    private readonly record struct Part(int A, int B, int C)
    {
        public const int OtherDigit = 10;

        /// <summary>A part of one or two digits may not begin with 0, at the ends of an address.</summary>
        public bool Leads => B < 0 ? C is >= 1 and <= 9 : B is >= 1 and <= 9;

        /// <summary>0 to 255, zeros before it included if there are two digits.</summary>
        public bool IsInner => A < 0 || A == 1 || (A == 2 && (B <= 4 || (B == 5 && C <= 5)));

        public bool Is(int a, int b, int c) => A == a && B == b && C == c;
    }
}
