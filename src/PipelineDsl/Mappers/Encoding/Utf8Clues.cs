using System;

namespace PipelineDsl;

/// <summary>Finds runs of characters that are UTF-8 sequences read in an encoding like Latin-1.</summary>
internal static class Utf8Clues
{
    private const byte LeadOf2 = 1;
    private const byte LeadOf3 = 2;
    private const byte LeadOf4 = 4;
    private const byte Continuation = 8;
    private const byte Strict = 16;

    private static readonly byte[] s_roles = Roles();

    /// <summary>The first run at or after <paramref name="from"/>: one or more lead characters, each with as many continuations as it needs, behind no character that is surely a continuation itself.</summary>
    public static bool FindRun(ReadOnlySpan<int> text, int from, out int start, out int end)
    {
        for (start = from; start < text.Length; start++)
        {
            if (text[start] < 0x80 || (start > 0 && (RoleOf(text[start - 1]) & Strict) != 0))
            {
                continue;
            }

            end = start;
            while (SequenceLength(text[end..]) is > 0 and int length)
            {
                end += length;
            }

            if (end > start)
            {
                return true;
            }
        }

        end = start;
        return false;
    }

    private static int SequenceLength(ReadOnlySpan<int> text)
    {
        int length = text.IsEmpty ? 0 : (RoleOf(text[0]) & (LeadOf2 | LeadOf3 | LeadOf4)) switch
        {
            LeadOf2 => 2,
            LeadOf3 => 3,
            LeadOf4 => 4,
            _ => 0,
        };
        for (int i = 1; i < length; i++)
        {
            if (i == text.Length || (RoleOf(text[i]) & Continuation) == 0)
            {
                return 0;
            }
        }

        return length;
    }

    private static int RoleOf(int character) => (uint)character < (uint)s_roles.Length ? s_roles[character] : 0;

    private static byte[] Roles()
    {
        byte[] roles = new byte[0x10000];
        foreach (CodePage encoding in CodePage.All.AsSpan(0, CodePage.LikeLatin1))
        {
            for (int value = 0x80; value <= 0xFF; value++)
            {
                roles[encoding.Upper[value - 0x80]] |= value switch
                {
                    <= 0xBF => Continuation | Strict,
                    >= 0xC2 and <= 0xDF => LeadOf2,
                    >= 0xE0 and <= 0xEF => LeadOf3,
                    0xF0 or 0xF3 => LeadOf4, // others begin nothing that is assigned
                    _ => 0,
                };
            }
        }

        roles[' '] |= Continuation; // once a no-break space
        foreach (char mark in "–—―‘’‚“”„•…") // they often stand for themselves beside mojibake
        {
            roles[mark] &= unchecked((byte)~Strict);
        }

        return roles;
    }
}
