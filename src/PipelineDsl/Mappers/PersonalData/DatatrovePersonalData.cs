using System;
using System.Buffers;

namespace PipelineDsl;

/// <summary>Replaces e-mail addresses and IPv4 addresses exactly as datatrove 0.10's <c>PIIFormatter</c> does, defects included. The profile <c>datatrove-0.10</c> of <see cref="MaskPersonalDataAttribute"/>.</summary>
/// <remarks>
/// <para>E-mail addresses first, then IPv4 addresses in what that gives. Replacements are taken in turn from a fixed list, whatever the value. datatrove carries the turn from one document to the
/// next, so that its output depends on sharding; here each document starts with the first replacement, as a formatter made anew for each document would.</para>
/// <para>IPv4 addresses are matched without looking at what surrounds them: <c>1.2.3.4.5</c> becomes a replacement and <c>.5</c>. Numbers with leading zeros are matched, and then stay.</para>
/// </remarks>
[Mapper]
public sealed class DatatrovePersonalData
{
    private const int EmailReplacements = 2;
    private const int IpReplacements = 6;

    /// <summary>RFC 5322's atext.</summary>
    private static readonly SearchValues<byte> s_atomBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-"u8);

    /// <summary>Rewrites the text; false if nothing is replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">Receives the changed text.</param>
    /// <param name="buffers">The step's memory.</param>
    /// <param name="emails">Whether e-mail addresses are replaced.</param>
    /// <param name="ipAddresses">Whether IPv4 addresses are replaced.</param>
    /// <param name="onlyPublicIpAddresses">Whether only globally routed addresses are replaced.</param>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, MapperBuffer buffers, bool emails, bool ipAddresses, bool onlyPublicIpAddresses)
    {
        ReadOnlySpan<byte> current = text;
        bool changed = false;
        if (emails)
        {
            TextBuffer between = ipAddresses ? buffers.Cleared() : output;
            changed = ReplaceEmails(text, between);
            current = changed ? between.Bytes : text;
        }

        if (ipAddresses)
        {
            bool replaced = ReplaceIps(current, output, onlyPublicIpAddresses);
            if (changed && !replaced)
            {
                output.Append(current);
            }

            changed |= replaced;
        }

        return changed && !output.Bytes.SequenceEqual(text);
    }

    private static bool ReplaceEmails(ReadOnlySpan<byte> text, TextBuffer output)
    {
        int done = 0;
        int turn = 0;
        for (int from = 0; ;)
        {
            int at = text[from..].IndexOf((byte)'@');
            if (at < 0)
            {
                break;
            }

            at += from;
            from = at + 1;
            int start = LocalPart(text, done, at);
            int end = start < at ? DomainEnd(text, at + 1) : 0;
            if (end > 0)
            {
                output.Append(text[done..start]);
                output.Append(turn++ % EmailReplacements == 0 ? "email@example.com"u8 : "firstname.lastname@example.org"u8);
                done = from = end;
            }
        }

        return Finish(text, output, done);
    }

    /// <summary>Where the local part that ends before <paramref name="at"/> begins, not before <paramref name="least"/>: atoms with single full stops between them, from a word boundary on. <paramref name="at"/> if there is none.</summary>
    private static int LocalPart(ReadOnlySpan<byte> text, int least, int at)
    {
        int start = at;
        while (start > least && (s_atomBytes.Contains(text[start - 1]) || (text[start - 1] == (byte)'.' && start < at && text[start] != (byte)'.')))
        {
            start--;
        }

        for (; start < at; start++)
        {
            if (text[start] != (byte)'.' && WordCharacter.IsAscii(text[start]) != WordCharacter.Before(text, start))
            {
                break;
            }
        }

        return start;
    }

    /// <summary>Where the domain that begins at <paramref name="start"/> ends: two or more labels, or an address in brackets. 0 if there is none.</summary>
    private static int DomainEnd(ReadOnlySpan<byte> text, int start)
    {
        if (start < text.Length && text[start] == (byte)'[')
        {
            return BracketEnd(text, start + 1);
        }

        int end = 0;
        for (int labels = 0; ; labels++)
        {
            int at = start;
            int labelEnd = 0; // after the last letter or digit
            while (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || (text[at] == (byte)'-' && at > start)))
            {
                at++;
                labelEnd = text[at - 1] == (byte)'-' ? labelEnd : at;
            }

            if (labelEnd == 0)
            {
                return end;
            }

            end = labels > 0 ? labelEnd : 0;
            if (labelEnd != at || at >= text.Length || text[at] != (byte)'.')
            {
                return end;
            }

            start = at + 1;
        }
    }

    /// <summary>Three numbers up to 255, each with a full stop, then another or letters, digits and hyphens with a colon, then the bracket.</summary>
    private static int BracketEnd(ReadOnlySpan<byte> text, int at)
    {
        for (int octet = 0; octet < 3; octet++)
        {
            int length = IpAddress4.OctetLength(text[at..]);
            at += length + 1;
            if (length == 0 || at > text.Length || text[at - 1] != (byte)'.')
            {
                return 0;
            }
        }

        int last = IpAddress4.OctetLength(text[at..]);
        if (last > 0 && at + last < text.Length && text[at + last] == (byte)']')
        {
            return at + last + 1;
        }

        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || text[at] == (byte)'-'))
        {
            at++;
        }

        return at > start && text[at - 1] != (byte)'-' && text[at..].StartsWith(":]"u8) ? at + 2 : 0;
    }

    private static bool ReplaceIps(ReadOnlySpan<byte> text, TextBuffer output, bool onlyPublic)
    {
        int done = 0; // written or left out
        int turn = 0;
        for (int from = 0; IpAddress4.FindPattern(text, from, out int start, out int end); from = end) // what is matched and stays is not looked at again
        {
            if (IpAddress4.TryParse(text[start..end], out uint address) && (!onlyPublic || IpAddress4.IsGlobal(address)))
            {
                output.Append(text[done..start]);
                output.Append(IpReplacement(turn++ % IpReplacements));
                done = end;
            }
        }

        return Finish(text, output, done);
    }

    private static ReadOnlySpan<byte> IpReplacement(int turn) => turn switch
    {
        0 => "22.214.171.124"u8,
        1 => "126.96.36.199"u8,
        2 => "188.8.131.52"u8,
        3 => "184.108.40.206"u8,
        4 => "220.127.116.11"u8,
        _ => "18.104.22.168"u8,
    };

    private static bool Finish(ReadOnlySpan<byte> text, TextBuffer output, int done)
    {
        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }
}
