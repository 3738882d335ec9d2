using System;

namespace PipelineDsl;

/// <summary>Tells whether a text looks like mojibake: sequences of characters that hardly anybody writes, and that UTF-8 becomes in another encoding (the heuristic "badness" of python-ftfy 6).</summary>
internal static class MojibakeDetector
{
    private const MojibakeClass Accented = MojibakeClass.UpperAccented | MojibakeClass.LowerAccented;
    private const MojibakeClass Marks = MojibakeClass.Opening | MojibakeClass.Closing;

    private const MojibakeClass BesideBad = Accented | MojibakeClass.Box | Marks | MojibakeClass.Currency | MojibakeClass.Numeric | MojibakeClass.Law;

    private static readonly MojibakeClass[] s_classes = Classes();

    /// <summary>What kind of character a code point is.</summary>
    public static MojibakeClass ClassOf(int character) => (uint)character < (uint)s_classes.Length ? s_classes[character] : MojibakeClass.None;

    /// <summary>
    /// Whether a character may be the first of a bad sequence, going by the one behind it (-1 at the end): a quick test that is true for all that <see cref="IsBad"/> finds, and false for nearly
    /// everything that people write.
    /// </summary>
    public static bool MayBeginBad(int character, MojibakeClass kind, int next)
    {
        const MojibakeClass Letters = MojibakeClass.LowerAccented | MojibakeClass.LowerCommon | MojibakeClass.UpperCommon | MojibakeClass.Kaomoji;
        if (kind == MojibakeClass.C1 || character is 'Œ' or 'œ' or 'Ã' or 'Â')
        {
            return true;
        }

        MojibakeClass nextKind = ClassOf(next);
        if (nextKind == MojibakeClass.None || kind == MojibakeClass.Common)
        {
            return false;
        }

        if (nextKind == MojibakeClass.Common)
        {
            return (kind & MojibakeClass.UpperAccented) != 0 || character is 'Ù' or '√';
        }

        bool letter = (nextKind & ~Letters) == 0 && next != '°';
        return (kind & ~Letters) == 0 ? !(letter && next != 'Ђ') && !(kind == MojibakeClass.LowerCommon && (nextKind & Marks) != 0)
            : kind != MojibakeClass.Opening || character == '‚' || !(letter || nextKind == MojibakeClass.UpperAccented);
    }

    /// <summary>Whether some sequence of the text looks like mojibake. A text without characters beyond ASCII never does.</summary>
    public static bool IsBad(ReadOnlySpan<int> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80 && ClassOf(text[i]) is not MojibakeClass.None and MojibakeClass kind && IsBadAt(text, i, kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a bad sequence has its first character that is not ASCII here.</summary>
    private static bool IsBadAt(ReadOnlySpan<int> text, int i, MojibakeClass kind)
    {
        if (kind == MojibakeClass.C1)
        {
            return true;
        }

        if (i + 1 >= text.Length)
        {
            return false;
        }

        int character = text[i];
        int next = text[i + 1];
        MojibakeClass nextKind = ClassOf(next);
        return nextKind == MojibakeClass.None
            ? IsBadBeforeOther(text, i, character, next)
            : IsBadPair(kind, nextKind) || IsKnownPair(character, next, nextKind) || IsBadTriple(text, i, kind, nextKind) || IsKnownSequence(text, i, character, next);
    }

    private static bool IsBadBeforeOther(ReadOnlySpan<int> text, int i, int character, int next) => character switch
    {
        'Œ' or 'œ' => !IsLetter(next), // the ligature at the end of a word
        'Ã' or 'Â' => next == ' ' && (i == 0 || IsLower(text[i - 1]) || (i >= 2 && IsSpace(text[i - 1]) && IsLower(text[i - 2])) || (character == 'Â' && IsBeforeNoBreakSpace(text[i - 1]))),
        _ => false,
    };

    private static bool IsBeforeNoBreakSpace(int character)
        => IsLower(character) || character is '.' or ',' or '?' or '!' || (ClassOf(character) & MojibakeClass.Closing) != 0;

    private static bool IsBadPair(MojibakeClass first, MojibakeClass second)
    {
        MojibakeClass after = second switch // what must not stand before it
        {
            MojibakeClass.Bad => BesideBad | MojibakeClass.Bad,
            MojibakeClass.Currency => MojibakeClass.LowerAccented | MojibakeClass.Box | MojibakeClass.Closing,
            MojibakeClass.Numeric or MojibakeClass.Law => MojibakeClass.UpperAccented | MojibakeClass.Box,
            MojibakeClass.Opening => MojibakeClass.Currency | MojibakeClass.Numeric | MojibakeClass.Box,
            MojibakeClass.Closing => MojibakeClass.Box,
            MojibakeClass.Box => Accented | MojibakeClass.Currency | MojibakeClass.Numeric | Marks | MojibakeClass.Law,
            _ => MojibakeClass.None,
        };
        if ((second & MojibakeClass.UpperAccented) != 0)
        {
            after |= MojibakeClass.LowerAccented | MojibakeClass.LowerCommon | MojibakeClass.Box | MojibakeClass.Closing | MojibakeClass.Currency | MojibakeClass.Numeric;
        }

        if ((second & MojibakeClass.LowerAccented) != 0)
        {
            after |= MojibakeClass.Box | MojibakeClass.Closing | MojibakeClass.Currency | MojibakeClass.Numeric;
        }

        if ((second & MojibakeClass.Kaomoji) != 0)
        {
            after |= MojibakeClass.Box;
        }

        return (first & after) != 0 || (first == MojibakeClass.Bad && (second & BesideBad) != 0);
    }

    private static bool IsBadTriple(ReadOnlySpan<int> text, int i, MojibakeClass kind, MojibakeClass nextKind)
    {
        int before = i > 0 ? text[i - 1] : -1;
        int third = i + 2 < text.Length ? text[i + 2] : -1;
        MojibakeClass thirdKind = ClassOf(third);
        bool upper = (kind & MojibakeClass.UpperAccented) != 0;
        return ((kind & (MojibakeClass.LowerCommon | MojibakeClass.UpperCommon)) != 0 && nextKind == MojibakeClass.Bad && IsLetter(before))
            || (upper && nextKind == MojibakeClass.Currency && IsSpace(before))
            || (upper && (nextKind & (MojibakeClass.Opening | MojibakeClass.Currency)) != 0 && IsLower(before))
            || (nextKind == MojibakeClass.Opening && thirdKind == MojibakeClass.Numeric
                && (kind & (Accented | MojibakeClass.Box | MojibakeClass.Currency | MojibakeClass.Closing)) != 0)
            || (nextKind == MojibakeClass.Closing && thirdKind == MojibakeClass.Opening
                && (kind & (Accented | MojibakeClass.Currency | MojibakeClass.Numeric | MojibakeClass.Box | MojibakeClass.Law)) != 0)
            || ((kind & Accented) != 0 && (nextKind & Marks) != 0 && third >= 0 && WordCharacter.Is(third));
    }

    /// <summary>Two characters that are mojibake of something common.</summary>
    private static bool IsKnownPair(int first, int second, MojibakeClass secondKind) => first switch
    {
        'Œ' or 'œ' => true, // what follows is no Latin letter without accent
        'Â' or 'Ã' or 'Î' or 'Ð' => (secondKind & Marks) != 0 || second is '€' or 'œ' or 'Š' or 'š' or '¢' or '£' or 'Ÿ' or 'ž' or 0xA0 or 0xAD or '®' or '©' or '°' or '·' or '»' or '–' or '—' or '´'
            || (first == 'Ã' && second == '¡'),
        '×' => second is '²' or '³',
        'à' => second is '²' or 'µ' or '¹' or '¼' or '½' or '¾',
        '√' => second is '±' or '∂' or '†' or '≠' or '®' or '™' or '´' or '≤' or '≥' or '¥' or 'µ' or 'ø',
        '≈' => second is '°' or '¢',
        'в' => second == 'Ђ',
        'ā' => second == '€',
        _ => false,
    } || (second == '°' && (ClassOf(first) & MojibakeClass.UpperAccented) != 0);

    /// <summary>Three characters and more.</summary>
    private static bool IsKnownSequence(ReadOnlySpan<int> text, int i, int first, int second)
    {
        int third = i + 2 < text.Length ? text[i + 2] : -1;
        return first switch
        {
            'Ø' or 'Ù' => IsArabicTrail(second) && third is 'Ø' or 'Ù' && i + 3 < text.Length && IsArabicTrail(text[i + 3]),
            '‚' => second == 'Ä' ? third is 'ì' or 'î' or 'ï' or 'ò' or 'ô' or 'ú' or 'ù' or 'û' or '†' or '°' or '¢' or 'π' : second is 'â' or 'ó' && third is 'à' or 'ä' or '°' or 'ê',
            'В' or 'Г' or 'Р' or 'С' => (third is 'В' or 'Г' or 'Р' or 'С' && (second is '°' or 'µ' || IsBetweenLeads(second))) || (first == 'Г' && IsTwiceEncoded(text[i..])),
            'Β' or 'Γ' or 'Ξ' or 'Ο' => third is 'Β' or 'Γ' or 'Ξ' or 'Ο' && (second == '°' || IsBetweenLeads(second)),
            'β' => second == '€' && third is '™' or 0xA0 or 'Ά' or 0xAD or '®' or '°',
            _ => false,
        };
    }

    private static bool IsBetweenLeads(int character)
        => (ClassOf(character) & (MojibakeClass.C1 | MojibakeClass.Bad | Marks | MojibakeClass.Currency)) != 0;

    private static bool IsArabicTrail(int character)
        => (ClassOf(character) & (MojibakeClass.Common | MojibakeClass.Currency | MojibakeClass.Bad | MojibakeClass.Numeric | MojibakeClass.Opening)) != 0
            || character is 'Ÿ' or 'Š' or '®' or '°' or 'µ' or '»';

    /// <summary>Windows 1251 on top of Latin-1, near a Latin letter.</summary>
    private static bool IsTwiceEncoded(ReadOnlySpan<int> text)
        => text is ['Г', 'ў', 'В', 'Ђ', 'В', not '\n', int last, ..] && (last == ' ' || IsLetter(last));

    private static bool IsLower(int character) => character is >= 'a' and <= 'z';

    private static bool IsLetter(int character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsSpace(int character) => character is (>= 9 and <= 13) or (>= 0x1C and <= 0x20) or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    private static MojibakeClass[] Classes()
    {
        MojibakeClass[] classes = new MojibakeClass[0x10000];
        Add(MojibakeClass.Common, "\u00A0\u00AD·´–—―…’");
        Add(MojibakeClass.Bad, "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\uFFFDªº");
        Add(MojibakeClass.Law, "¶§");
        Add(MojibakeClass.Currency, "¢£¥₧€");
        Add(MojibakeClass.Opening, "¡«¿©\u0384\u0385‘‚“„•‹\uF8FF");
        Add(MojibakeClass.Closing, "®»˝”›™");
        Add(MojibakeClass.Numeric, "²³¹±¼½¾×\u00B5÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№");
        Add(MojibakeClass.Kaomoji, "ÒÓÔÕÖÙÚÛÜòóôõöøùúûüŐŌŪŲ°");
        Add(MojibakeClass.UpperAccented, "ØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ");
        Add(MojibakeClass.LowerAccented, "ßăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґ\uFB01\uFB02");
        Add(MojibakeClass.UpperCommon, "ÞΆΈΉΊΌΎΏΪΫ");
        Add(MojibakeClass.LowerCommon, "άέήίΰ");
        Add(MojibakeClass.Box, "│┌┐┘├┤┬┼▀▄█▌▐░▒▓");
        AddRange(MojibakeClass.C1, 0x80, 0x9F);
        AddRange(MojibakeClass.UpperAccented, 0xC0, 0xD1);
        AddRange(MojibakeClass.LowerAccented, 0xE0, 0xF1);
        AddRange(MojibakeClass.UpperCommon, 0x391, 0x3A9);
        AddRange(MojibakeClass.LowerCommon, 0x3B1, 0x3C9);
        AddRange(MojibakeClass.UpperCommon, 0x401, 0x42F);
        AddRange(MojibakeClass.LowerCommon, 0x430, 0x45F);
        AddRange(MojibakeClass.Box, 0x2550, 0x256C);
        return classes;

        void Add(MojibakeClass kind, string characters)
        {
            foreach (char character in characters)
            {
                classes[character] |= kind;
            }
        }

        void AddRange(MojibakeClass kind, int first, int last)
        {
            for (int character = first; character <= last; character++)
            {
                classes[character] |= kind;
            }
        }
    }
}
