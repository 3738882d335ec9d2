using System;

namespace PipelineDsl;

/// <summary>
/// Dolma's rules for personal data (tagger <c>pii_regex_with_counts_fast_v2</c> and the mixing rule of Dolma 1.5): e-mail addresses, US telephone numbers and IPv4 addresses; at most five of them are
/// replaced by <c> |||EMAIL_ADDRESS||| </c>, <c> |||PHONE_NUMBER||| </c> and <c> |||IP_ADDRESS||| </c>, more drop the document. The profile <c>dolma-1.5</c> of <see cref="MaskPersonalDataAttribute"/>.
/// </summary>
/// <remarks>
/// As there, each line is searched by itself; an e-mail address needs white space behind it, and takes punctuation and spaces around it along; a telephone number needs white space before it on its
/// line; an IP address needs no boundary. A document with more than 10,000 question marks is left as it is. Where two of them overlap, the one that begins first is replaced.
/// </remarks>
[Mapper]
public sealed class DolmaPersonalData
{
    private const int MaxQuestionMarks = 10_000;

    /// <summary>Rewrites the text; false if nothing is found.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, PersonalDataCounts counts, bool emails, bool ipAddresses, bool phones)
    {
        counts.Begin();
        if (text.Count((byte)'?') > MaxQuestionMarks)
        {
            return false;
        }

        int done = 0;
        for (int start = 0; start < text.Length;)
        {
            int length = text[start..].IndexOf((byte)'\n') + 1;
            int end = length == 0 ? text.Length : start + length;
            done = ReplaceInLine(text, start, end, done, output, counts, emails, ipAddresses, phones);
            start = end;
        }

        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }

    /// <summary>All pieces of personal data ≤ <paramref name="maxPersonalData"/>.</summary>
    [Rule]
    public static Check FewPersonalData(PersonalDataCounts counts, int maxPersonalData = 5)
        => Check.AtMost(counts[PersonalDataKind.Email] + counts[PersonalDataKind.Phone] + counts[PersonalDataKind.IpAddress], maxPersonalData);

    private static int ReplaceInLine(ReadOnlySpan<byte> text, int start, int end, int done, TextBuffer output, PersonalDataCounts counts, bool emails, bool ipAddresses, bool phones)
    {
        ReadOnlySpan<byte> line = text[start..end];
        PersonalDataMatch email = emails ? NextEmail(line, 0) : None(PersonalDataKind.Email);
        PersonalDataMatch phone = phones ? NextPhone(line, 0) : None(PersonalDataKind.Phone);
        PersonalDataMatch address = ipAddresses ? NextAddress(line, 0) : None(PersonalDataKind.IpAddress);
        while (true)
        {
            PersonalDataMatch first = email.Start <= phone.Start && email.Start <= address.Start ? email : phone.Start <= address.Start ? phone : address;
            if (first.Start == int.MaxValue)
            {
                return done;
            }

            _ = counts.Add(first.Kind, default);
            if (start + first.Start >= done)
            {
                output.Append(text[done..(start + first.Start)]);
                output.Append(first.Kind switch
                {
                    PersonalDataKind.Email => " |||EMAIL_ADDRESS||| "u8,
                    PersonalDataKind.Phone => " |||PHONE_NUMBER||| "u8,
                    _ => " |||IP_ADDRESS||| "u8,
                });
                done = start + first.End;
            }

            switch (first.Kind)
            {
                case PersonalDataKind.Email:
                    email = NextEmail(line, first.End);
                    break;
                case PersonalDataKind.Phone:
                    phone = NextPhone(line, first.End);
                    break;
                default:
                    address = NextAddress(line, first.End);
                    break;
            }
        }
    }

    private static PersonalDataMatch None(PersonalDataKind kind) => new(kind, int.MaxValue, int.MaxValue);

    /// <summary>Punctuation and spaces, a run without spaces or <c>@</c>, <c>@</c>, a run without spaces and <c>@,?!;:)(</c>, perhaps one of these or a full stop, white space.</summary>
    private static PersonalDataMatch NextEmail(ReadOnlySpan<byte> line, int from)
    {
        int least = from;
        while (true)
        {
            int at = line[from..].IndexOf((byte)'@');
            if (at < 0)
            {
                return None(PersonalDataKind.Email);
            }

            at += from;
            from = at + 1;
            int local = at;
            while (local > least && line[local - 1] != (byte)'@' && !SpaceBefore(line, local, out int length))
            {
                local -= length;
            }

            if (local == at || DomainEnd(line, at + 1, out int domainEnd) is not (> 0 and int end))
            {
                continue;
            }

            int start = local;
            while (start > least && (IsAround(line[start - 1]) | SpaceBefore(line, start, out int length)))
            {
                start -= length;
            }

            PreferLongerLead(line, start, ref local, ref at, ref end, ref domainEnd);
            least = from = end;
            int name = local;
            while (name < at - 1 && IsAround(line[name]))
            {
                name++; // the leading run takes all but the last
            }

            bool bracketOnly = at - name == 1 && line[name] == (byte)'(';
            if (!bracketOnly && line[(at + 1)..domainEnd].Contains((byte)'.'))
            {
                return new PersonalDataMatch(PersonalDataKind.Email, start, end);
            }
        }
    }

    /// <summary>
    /// Of the matches that begin at one place the pattern takes that with the most punctuation and spaces in front: these may hold the <c>@</c> of an address themselves, such as <c>..@. </c>, and then
    /// the address is the one behind them, else the last one in them.
    /// </summary>
    private static void PreferLongerLead(ReadOnlySpan<byte> line, int start, ref int local, ref int at, ref int end, ref int domainEnd)
    {
        int lead = start;
        while (lead < line.Length && (SpaceAt(line, lead, out int length) || IsAround(line[lead])))
        {
            lead += Math.Max(1, length);
        }

        if (lead <= at)
        {
            return;
        }

        int behind = line[lead..].IndexOf((byte)'@');
        if (behind > 0)
        {
            int first = lead + behind;
            while (first > lead && !SpaceBefore(line, first, out int length))
            {
                first -= length;
            }

            if (first == lead && DomainEnd(line, lead + behind + 1, out int itsDomainEnd) is > 0 and int itsEnd)
            {
                (local, at, end, domainEnd) = (lead, lead + behind, itsEnd, itsDomainEnd);
                return;
            }
        }

        for (int other = lead - 1; other > at; other--)
        {
            if (line[other] == (byte)'@' && line[other - 1] != (byte)'@' && !SpaceBefore(line, other, out _) && DomainEnd(line, other + 1, out int itsDomainEnd) is > 0 and int itsEnd)
            {
                (local, at, end, domainEnd) = (other - 1, other, itsEnd, itsDomainEnd);
                return;
            }
        }
    }

    /// <summary>The end of the match behind an <c>@</c>, 0 if there is none; and where the domain ends.</summary>
    private static int DomainEnd(ReadOnlySpan<byte> line, int start, out int domainEnd)
    {
        domainEnd = start;
        int space;
        while (!SpaceAt(line, domainEnd, out space) && domainEnd < line.Length && (line[domainEnd] == (byte)'.' || !IsAround(line[domainEnd])))
        {
            domainEnd++;
        }

        if (domainEnd == start || domainEnd >= line.Length)
        {
            return 0;
        }

        if (space == 0)
        {
            return SpaceAt(line, domainEnd + 1, out int after) ? domainEnd + 1 + after : 0; // one of ",?!;:)(@"
        }

        int end = domainEnd + space;
        if (line[domainEnd - 1] == (byte)'.' && domainEnd - start > 1)
        {
            domainEnd--; // the full stop is the one that may follow
            return end;
        }

        return SpaceAt(line, end, out int second) ? end + second : end;
    }

    private static bool IsAround(byte value) => value is (byte)'.' or (byte)'@' or (byte)',' or (byte)'?' or (byte)'!' or (byte)';' or (byte)':' or (byte)')' or (byte)'(';

    private static bool SpaceAt(ReadOnlySpan<byte> line, int at, out int length)
    {
        length = 0;
        bool space = at < line.Length && (CharacterFlagsReader.At(line, at, out length) & CharacterFlags.Space) != 0;
        length = space ? length : 0;
        return space;
    }

    private static bool SpaceBefore(ReadOnlySpan<byte> line, int end, out int length)
        => (CharacterFlagsReader.Before(line, end, out length) & CharacterFlags.Space) != 0;

    /// <summary>White space, three digits perhaps in brackets, any hyphens, full stops and spaces, three digits, perhaps one of those, four digits.</summary>
    private static PersonalDataMatch NextPhone(ReadOnlySpan<byte> line, int from)
    {
        int least = from;
        while (true)
        {
            int at = line[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (at < 0)
            {
                return None(PersonalDataKind.Phone);
            }

            at += from;
            from = at;
            while (from < line.Length && char.IsAsciiDigit((char)line[from]))
            {
                from++;
            }

            int start = at > least && line[at - 1] == (byte)'(' ? at - 1 : at;
            int digits = start;
            while (start > least && SpaceBefore(line, start, out int length))
            {
                start -= length;
            }

            if (start < digits && PhoneEnd(line, at) is > 0 and int end)
            {
                return new PersonalDataMatch(PersonalDataKind.Phone, start, end);
            }
        }
    }

    private static int PhoneEnd(ReadOnlySpan<byte> line, int at)
    {
        if (!Digits(line, ref at, 3))
        {
            return 0;
        }

        at += at < line.Length && line[at] == (byte)')' ? 1 : 0;
        while (at < line.Length && line[at] is (byte)'-' or (byte)'.' or (byte)' ')
        {
            at++;
        }

        if (!Digits(line, ref at, 3))
        {
            return 0;
        }

        at += at < line.Length && line[at] is (byte)'-' or (byte)'.' or (byte)' ' ? 1 : 0;
        return Digits(line, ref at, 4) ? at : 0;
    }

    private static bool Digits(ReadOnlySpan<byte> line, ref int at, int count)
    {
        if (at + count > line.Length || line.Slice(at, count).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        at += count;
        return true;
    }

    private static PersonalDataMatch NextAddress(ReadOnlySpan<byte> line, int from)
        => IpAddress4.FindPattern(line, from, out int start, out int end) ? new PersonalDataMatch(PersonalDataKind.IpAddress, start, end) : None(PersonalDataKind.IpAddress);
}
