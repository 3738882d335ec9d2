using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>The character classes of spaCy's English tokenizer (<c>spacy/lang/char_classes.py</c>), as a table made when it is first asked for.</summary>
/// <remarks>Bytes that are no UTF-8 are in no class, each a character of its own.</remarks>
internal static unsafe class SpacyCharacters
{
    private const int PageBits = 7;

    private const string Punctuation = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪";

    private const string Quotes = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉\u2329\u232A⟦⟧";

    private static readonly byte[] s_pages = new byte[0x110000 >> PageBits];
    private static readonly SpacyClasses[] s_classes = Build(s_pages);

    /// <summary>Currency signs of one character; <c>US$</c>, <c>C$</c> and <c>A$</c> are longer.</summary>
    public static string Currencies => "$£€¥฿﷼₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿";

    /// <summary>Units of measurement that are cut off behind a digit. (In spaCy's list a comma is missing between two of them, which makes one that nobody writes.)</summary>
    public static string Units
        => "km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K % "
        + "км км² км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ "
        + "тбكم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³ كم غرام جرام جم كغ ملغ كوب اكواب";

    /// <summary>Cased letters are those of category Ll or Lu in these ranges: Latin, its extensions, and some of the phonetic letters.</summary>
    private static ReadOnlySpan<int> Latin =>
    [
        0x41, 0x5A, 0x61, 0x7A, 0xC0, 0x2AF, 0x1D00, 0x1D25, 0x1D6B, 0x1D77, 0x1D79, 0x1D9A, 0x1E00, 0x1EFF, 0x2C60, 0x2C7F, 0xA722, 0xA7B9, 0xA7FA, 0xA7FA, 0xAB30, 0xAB5A,
        0xAB60, 0xAB64, 0xFF21, 0xFF3A, 0xFF41, 0xFF5A,
    ];

    /// <summary>Lower-case letters besides these: U+0294, Greek, Cyrillic.</summary>
    private static ReadOnlySpan<int> OtherLower =>
    [
        0x294, 0x294, 0x3AC, 0x3AF, 0x3B1, 0x3C9, 0x3CC, 0x3CE, 0x430, 0x451, 0x453, 0x45A, 0x45C, 0x45D, 0x491, 0x491, 0x497, 0x497, 0x4A3, 0x4A3, 0x4AF, 0x4AF, 0x4BB, 0x4BB,
        0x4D9, 0x4D9, 0x4E9, 0x4E9,
    ];

    private static ReadOnlySpan<int> OtherUpper =>
    [
        0x386, 0x386, 0x388, 0x38A, 0x38C, 0x38C, 0x38E, 0x38F, 0x391, 0x3A9, 0x400, 0x401, 0x403, 0x40A, 0x40C, 0x40D, 0x410, 0x42F, 0x490, 0x490, 0x496, 0x496, 0x4A2, 0x4A2,
        0x4AE, 0x4AE, 0x4BA, 0x4BA, 0x4D8, 0x4D8, 0x4E8, 0x4E8,
    ];

    /// <summary>Letters of neither case: U+01BB and the digraphs in title case.</summary>
    private static ReadOnlySpan<int> OtherLetters => [0x1BB, 0x1BB, 0x1C5, 0x1C5, 0x1C8, 0x1C8, 0x1CB, 0x1CB, 0x1F2, 0x1F2];

    /// <summary>Whole blocks of scripts without cases: Ethiopic, the Indian scripts, Hebrew, Arabic, Hangul, Kana, Han with its punctuation and symbols.</summary>
    private static ReadOnlySpan<int> Uncased =>
    [
        0x591, 0x5F4, 0x620, 0x64A, 0x66E, 0x6D5, 0x6E5, 0x6FF, 0x750, 0x77F, 0x8A0, 0x8BD, 0x900, 0x9FF, 0xB80, 0xCFF, 0xD80, 0xDFF,
        0x1100, 0x137F, 0x2E80, 0x2FDF, 0x2FF0, 0x30FF, 0x31C0, 0x31EF, 0x3200, 0x4DBF, 0x4E00, 0x9FFF, 0xAC00, 0xD7AF, 0xF900, 0xFAFF, 0xFB1D, 0xFBB1,
        0xFBD3, 0xFD3D, 0xFD50, 0xFDC7, 0xFDF0, 0xFDFB, 0xFE30, 0xFE4F, 0xFE70, 0xFEFC, 0x1EE00, 0x1EEBB, 0x1F200, 0x1F2FF, 0x20000, 0x2A6DF, 0x2A700, 0x2EBEF,
        0x2F800, 0x2FA1F,
    ];

    /// <summary>Category So of Unicode 11.</summary>
    private static ReadOnlySpan<int> Symbols =>
    [
        0xA6, 0xA6, 0xA9, 0xA9, 0xAE, 0xAE, 0xB0, 0xB0, 0x482, 0x482, 0x58D, 0x58E, 0x60E, 0x60F, 0x6DE, 0x6DE, 0x6E9, 0x6E9,
        0x6FD, 0x6FE, 0x7F6, 0x7F6, 0x9FA, 0x9FA, 0xB70, 0xB70, 0xBF3, 0xBF8, 0xBFA, 0xBFA, 0xC7F, 0xC7F, 0xD4F, 0xD4F, 0xD79, 0xD79,
        0xF01, 0xF03, 0xF13, 0xF13, 0xF15, 0xF17, 0xF1A, 0xF1F, 0xF34, 0xF34, 0xF36, 0xF36, 0xF38, 0xF38, 0xFBE, 0xFC5, 0xFC7, 0xFCC,
        0xFCE, 0xFCF, 0xFD5, 0xFD8, 0x109E, 0x109F, 0x1390, 0x1399, 0x1940, 0x1940, 0x19DE, 0x19FF, 0x1B61, 0x1B6A, 0x1B74, 0x1B7C, 0x2100, 0x2101,
        0x2103, 0x2106, 0x2108, 0x2109, 0x2114, 0x2114, 0x2116, 0x2117, 0x211E, 0x2123, 0x2125, 0x2125, 0x2127, 0x2127, 0x2129, 0x2129, 0x212E, 0x212E,
        0x213A, 0x213B, 0x214A, 0x214A, 0x214C, 0x214D, 0x214F, 0x214F, 0x218A, 0x218B, 0x2195, 0x2199, 0x219C, 0x219F, 0x21A1, 0x21A2, 0x21A4, 0x21A5,
        0x21A7, 0x21AD, 0x21AF, 0x21CD, 0x21D0, 0x21D1, 0x21D3, 0x21D3, 0x21D5, 0x21F3, 0x2300, 0x2307, 0x230C, 0x231F, 0x2322, 0x2328, 0x232B, 0x237B,
        0x237D, 0x239A, 0x23B4, 0x23DB, 0x23E2, 0x2426, 0x2440, 0x244A, 0x249C, 0x24E9, 0x2500, 0x25B6, 0x25B8, 0x25C0, 0x25C2, 0x25F7, 0x2600, 0x266E,
        0x2670, 0x2767, 0x2794, 0x27BF, 0x2800, 0x28FF, 0x2B00, 0x2B2F, 0x2B45, 0x2B46, 0x2B4D, 0x2B73, 0x2B76, 0x2B95, 0x2B98, 0x2BC8, 0x2BCA, 0x2BFE,
        0x2CE5, 0x2CEA, 0x2E80, 0x2E99, 0x2E9B, 0x2EF3, 0x2F00, 0x2FD5, 0x2FF0, 0x2FFB, 0x3004, 0x3004, 0x3012, 0x3013, 0x3020, 0x3020, 0x3036, 0x3037,
        0x303E, 0x303F, 0x3190, 0x3191, 0x3196, 0x319F, 0x31C0, 0x31E3, 0x3200, 0x321E, 0x322A, 0x3247, 0x3250, 0x3250, 0x3260, 0x327F, 0x328A, 0x32B0,
        0x32C0, 0x32FE, 0x3300, 0x33FF, 0x4DC0, 0x4DFF, 0xA490, 0xA4C6, 0xA828, 0xA82B, 0xA836, 0xA837, 0xA839, 0xA839, 0xAA77, 0xAA79, 0xFDFD, 0xFDFD,
        0xFFE4, 0xFFE4, 0xFFE8, 0xFFE8, 0xFFED, 0xFFEE, 0xFFFC, 0xFFFD, 0x10137, 0x1013F, 0x10179, 0x10189, 0x1018C, 0x1018E, 0x10190, 0x1019B, 0x101A0, 0x101A0,
        0x101D0, 0x101FC, 0x10877, 0x10878, 0x10AC8, 0x10AC8, 0x1173F, 0x1173F, 0x16B3C, 0x16B3F, 0x16B45, 0x16B45, 0x1BC9C, 0x1BC9C, 0x1D000, 0x1D0F5, 0x1D100, 0x1D126,
        0x1D129, 0x1D164, 0x1D16A, 0x1D16C, 0x1D183, 0x1D184, 0x1D18C, 0x1D1A9, 0x1D1AE, 0x1D1E8, 0x1D200, 0x1D241, 0x1D245, 0x1D245, 0x1D300, 0x1D356, 0x1D800, 0x1D9FF,
        0x1DA37, 0x1DA3A, 0x1DA6D, 0x1DA74, 0x1DA76, 0x1DA83, 0x1DA85, 0x1DA86, 0x1ECAC, 0x1ECAC, 0x1F000, 0x1F02B, 0x1F030, 0x1F093, 0x1F0A0, 0x1F0AE, 0x1F0B1, 0x1F0BF,
        0x1F0C1, 0x1F0CF, 0x1F0D1, 0x1F0F5, 0x1F110, 0x1F16B, 0x1F170, 0x1F1AC, 0x1F1E6, 0x1F202, 0x1F210, 0x1F23B, 0x1F240, 0x1F248, 0x1F250, 0x1F251, 0x1F260, 0x1F265,
        0x1F300, 0x1F3FA, 0x1F400, 0x1F6D4, 0x1F6E0, 0x1F6EC, 0x1F6F0, 0x1F6F9, 0x1F700, 0x1F773, 0x1F780, 0x1F7D8, 0x1F800, 0x1F80B, 0x1F810, 0x1F847, 0x1F850, 0x1F859,
        0x1F860, 0x1F887, 0x1F890, 0x1F8AD, 0x1F900, 0x1F90B, 0x1F910, 0x1F93E, 0x1F940, 0x1F970, 0x1F973, 0x1F976, 0x1F97A, 0x1F97A, 0x1F97C, 0x1F9A2, 0x1F9B0, 0x1F9B9,
        0x1F9C0, 0x1F9C2, 0x1F9D0, 0x1F9FF, 0x1FA60, 0x1FA6D,
    ];

    /// <summary>The classes of a code point; of -1, none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SpacyClasses Of(int codePoint)
    {
        if (codePoint < 0)
        {
            return SpacyClasses.None;
        }

        int page = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_pages), codePoint >> PageBits);
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_classes), (page << PageBits) | (codePoint & ((1 << PageBits) - 1)));
    }

    /// <summary>The classes of the character at <paramref name="p"/>, and its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SpacyClasses At(byte* p, byte* end, out int length)
    {
        if (*p < 0x80)
        {
            length = 1;
            return OfAscii(*p);
        }

        return Of(Utf8Character.Read(p, end, out length));
    }

    /// <summary>The classes of an ASCII character: its page is the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SpacyClasses OfAscii(byte character) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_classes), character);

    /// <summary>The classes of the character that ends before <paramref name="end"/>, and its length; none, of length 0, if that is where the text starts.</summary>
    public static SpacyClasses Before(byte* start, byte* end, out int length)
    {
        length = 0;
        return start == end ? SpacyClasses.None : Of(Utf8Character.ReadBefore(start, end, out length));
    }

    private static SpacyClasses[] Build(byte[] pages)
    {
        SpacyClasses[] all = new SpacyClasses[0x110000];
        for (int i = 0; i < Latin.Length; i += 2)
        {
            for (int c = Latin[i]; c <= Latin[i + 1]; c++)
            {
                all[c] |= UnicodeCategories.Of(c) switch
                {
                    UnicodeCategory.LowercaseLetter => SpacyClasses.Lower,
                    UnicodeCategory.UppercaseLetter => SpacyClasses.Upper,
                    _ => SpacyClasses.None,
                };
            }
        }

        Mark(all, OtherLower, SpacyClasses.Lower);
        Mark(all, OtherUpper, SpacyClasses.Upper);
        Mark(all, OtherLetters, SpacyClasses.Letter);
        Mark(all, Uncased, SpacyClasses.Lower | SpacyClasses.Upper);
        foreach (ref SpacyClasses classes in all.AsSpan())
        {
            classes |= (classes & (SpacyClasses.Lower | SpacyClasses.Upper)) != 0 ? SpacyClasses.Letter : SpacyClasses.None;
            classes |= (classes & SpacyClasses.Lower) != 0 ? SpacyClasses.BeforeStop : SpacyClasses.None;
        }

        Mark(all, [0x30, 0x39], SpacyClasses.Digit | SpacyClasses.BeforeStop);
        Mark(all, Symbols, SpacyClasses.Symbol | SpacyClasses.Prefix | SpacyClasses.Suffix | SpacyClasses.Infix);
        Mark(all, Punctuation, SpacyClasses.Prefix | SpacyClasses.Suffix | SpacyClasses.BeforeStop);
        Mark(all, Quotes, SpacyClasses.Prefix | SpacyClasses.Suffix | SpacyClasses.BeforeStop | SpacyClasses.Quote);
        Mark(all, "–—", SpacyClasses.Prefix | SpacyClasses.Suffix | SpacyClasses.Infix);
        Mark(all, Currencies, SpacyClasses.Prefix | SpacyClasses.UnitEnd);
        Mark(all, "§%=", SpacyClasses.Prefix);
        Mark(all, "%²-+|", SpacyClasses.BeforeStop);
        Mark(all, ".…+-*^,~:<>=/", SpacyClasses.Infix);
        foreach (string unit in Units.Split(' '))
        {
            all[unit[^1]] |= SpacyClasses.UnitEnd;
        }

        return Compress(all, pages);
    }

    private static void Mark(SpacyClasses[] all, ReadOnlySpan<int> ranges, SpacyClasses classes)
    {
        for (int i = 0; i < ranges.Length; i += 2)
        {
            for (int c = ranges[i]; c <= ranges[i + 1]; c++)
            {
                all[c] |= classes;
            }
        }
    }

    private static void Mark(SpacyClasses[] all, string characters, SpacyClasses classes)
    {
        foreach (char c in characters)
        {
            all[c] |= classes;
        }
    }

    /// <summary>Keeps each page of 128 characters once.</summary>
    private static SpacyClasses[] Compress(SpacyClasses[] all, byte[] pages)
    {
        const int Size = 1 << PageBits;
        int kept = 0;
        for (int page = 0; page < pages.Length; page++)
        {
            Span<SpacyClasses> classes = all.AsSpan(page * Size, Size);
            int same = 0;
            while (same < kept && !classes.SequenceEqual(all.AsSpan(same * Size, Size)))
            {
                same++;
            }

            if (same == kept)
            {
                classes.CopyTo(all.AsSpan(Size * kept++, Size)); // a page never moves to behind itself
            }

            pages[page] = checked((byte)same);
        }

        return all[..(kept * Size)];
    }
}
