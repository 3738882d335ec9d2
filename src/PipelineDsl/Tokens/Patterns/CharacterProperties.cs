using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl;

/// <summary>The sets that <c>\p{…}</c> and the escapes of classes name: general categories of Unicode 16.0 by short and long name, scripts, and a few properties.</summary>
internal static class CharacterProperties
{
    private const CategorySet Cased = CategorySet.UppercaseLetter | CategorySet.LowercaseLetter | CategorySet.TitlecaseLetter;

    private static readonly Dictionary<string, CategorySet> s_categories = new(StringComparer.Ordinal)
    {
        ["l"] = CategorySet.Letter,
        ["letter"] = CategorySet.Letter,
        ["lu"] = CategorySet.UppercaseLetter,
        ["uppercaseletter"] = CategorySet.UppercaseLetter,
        ["ll"] = CategorySet.LowercaseLetter,
        ["lowercaseletter"] = CategorySet.LowercaseLetter,
        ["lt"] = CategorySet.TitlecaseLetter,
        ["titlecaseletter"] = CategorySet.TitlecaseLetter,
        ["lc"] = Cased,
        ["casedletter"] = Cased,
        ["l&"] = Cased,
        ["lm"] = CategorySet.ModifierLetter,
        ["modifierletter"] = CategorySet.ModifierLetter,
        ["lo"] = CategorySet.OtherLetter,
        ["otherletter"] = CategorySet.OtherLetter,
        ["m"] = CategorySet.Mark,
        ["mark"] = CategorySet.Mark,
        ["combiningmark"] = CategorySet.Mark,
        ["mn"] = CategorySet.NonSpacingMark,
        ["nonspacingmark"] = CategorySet.NonSpacingMark,
        ["mc"] = Of(UnicodeCategory.SpacingCombiningMark),
        ["spacingmark"] = Of(UnicodeCategory.SpacingCombiningMark),
        ["me"] = Of(UnicodeCategory.EnclosingMark),
        ["enclosingmark"] = Of(UnicodeCategory.EnclosingMark),
        ["n"] = CategorySet.Number,
        ["number"] = CategorySet.Number,
        ["nd"] = CategorySet.DecimalDigitNumber,
        ["decimalnumber"] = CategorySet.DecimalDigitNumber,
        ["digit"] = CategorySet.DecimalDigitNumber,
        ["nl"] = Of(UnicodeCategory.LetterNumber),
        ["letternumber"] = Of(UnicodeCategory.LetterNumber),
        ["no"] = Of(UnicodeCategory.OtherNumber),
        ["othernumber"] = Of(UnicodeCategory.OtherNumber),
        ["p"] = CategorySet.Punctuation,
        ["punctuation"] = CategorySet.Punctuation,
        ["pc"] = Of(UnicodeCategory.ConnectorPunctuation),
        ["connectorpunctuation"] = Of(UnicodeCategory.ConnectorPunctuation),
        ["pd"] = Of(UnicodeCategory.DashPunctuation),
        ["dashpunctuation"] = Of(UnicodeCategory.DashPunctuation),
        ["ps"] = Of(UnicodeCategory.OpenPunctuation),
        ["openpunctuation"] = Of(UnicodeCategory.OpenPunctuation),
        ["pe"] = Of(UnicodeCategory.ClosePunctuation),
        ["closepunctuation"] = Of(UnicodeCategory.ClosePunctuation),
        ["pi"] = Of(UnicodeCategory.InitialQuotePunctuation),
        ["initialpunctuation"] = Of(UnicodeCategory.InitialQuotePunctuation),
        ["pf"] = Of(UnicodeCategory.FinalQuotePunctuation),
        ["finalpunctuation"] = Of(UnicodeCategory.FinalQuotePunctuation),
        ["po"] = Of(UnicodeCategory.OtherPunctuation),
        ["otherpunctuation"] = Of(UnicodeCategory.OtherPunctuation),
        ["s"] = CategorySet.Symbol,
        ["symbol"] = CategorySet.Symbol,
        ["sm"] = Of(UnicodeCategory.MathSymbol),
        ["mathsymbol"] = Of(UnicodeCategory.MathSymbol),
        ["sc"] = CategorySet.CurrencySymbol,
        ["currencysymbol"] = CategorySet.CurrencySymbol,
        ["sk"] = Of(UnicodeCategory.ModifierSymbol),
        ["modifiersymbol"] = Of(UnicodeCategory.ModifierSymbol),
        ["so"] = CategorySet.OtherSymbol,
        ["othersymbol"] = CategorySet.OtherSymbol,
        ["z"] = CategorySet.Separator,
        ["separator"] = CategorySet.Separator,
        ["zs"] = Of(UnicodeCategory.SpaceSeparator),
        ["spaceseparator"] = Of(UnicodeCategory.SpaceSeparator),
        ["zl"] = Of(UnicodeCategory.LineSeparator),
        ["lineseparator"] = Of(UnicodeCategory.LineSeparator),
        ["zp"] = Of(UnicodeCategory.ParagraphSeparator),
        ["paragraphseparator"] = Of(UnicodeCategory.ParagraphSeparator),
        ["c"] = CategorySet.Other,
        ["other"] = CategorySet.Other,
        ["cc"] = CategorySet.Control,
        ["control"] = CategorySet.Control,
        ["cntrl"] = CategorySet.Control,
        ["cf"] = CategorySet.Format,
        ["format"] = CategorySet.Format,
        ["cs"] = Of(UnicodeCategory.Surrogate),
        ["surrogate"] = Of(UnicodeCategory.Surrogate),
        ["co"] = Of(UnicodeCategory.PrivateUse),
        ["privateuse"] = Of(UnicodeCategory.PrivateUse),
        ["cn"] = Of(UnicodeCategory.OtherNotAssigned),
        ["unassigned"] = Of(UnicodeCategory.OtherNotAssigned),
    };

    // The short names of ISO 15924 that patterns of tokenizers use; long names are those of the enumeration.
    private static readonly Dictionary<string, UnicodeScript> s_shortScripts = new(StringComparer.Ordinal)
    {
        ["arab"] = UnicodeScript.Arabic,
        ["armn"] = UnicodeScript.Armenian,
        ["beng"] = UnicodeScript.Bengali,
        ["bopo"] = UnicodeScript.Bopomofo,
        ["cyrl"] = UnicodeScript.Cyrillic,
        ["deva"] = UnicodeScript.Devanagari,
        ["ethi"] = UnicodeScript.Ethiopic,
        ["geor"] = UnicodeScript.Georgian,
        ["grek"] = UnicodeScript.Greek,
        ["hang"] = UnicodeScript.Hangul,
        ["hani"] = UnicodeScript.Han,
        ["hebr"] = UnicodeScript.Hebrew,
        ["hira"] = UnicodeScript.Hiragana,
        ["kana"] = UnicodeScript.Katakana,
        ["khmr"] = UnicodeScript.Khmer,
        ["laoo"] = UnicodeScript.Lao,
        ["latn"] = UnicodeScript.Latin,
        ["mong"] = UnicodeScript.Mongolian,
        ["mymr"] = UnicodeScript.Myanmar,
        ["taml"] = UnicodeScript.Tamil,
        ["telu"] = UnicodeScript.Telugu,
        ["thai"] = UnicodeScript.Thai,
        ["tibt"] = UnicodeScript.Tibetan,
        ["zinh"] = UnicodeScript.Inherited,
        ["zyyy"] = UnicodeScript.Common,
    };

    private static readonly Dictionary<string, UnicodeScript> s_scripts = Enum.GetValues<UnicodeScript>().ToDictionary(static script => Normalized(script.ToString()), StringComparer.Ordinal);

    /// <summary>White_Space, what <c>\s</c> matches: 25 code points.</summary>
    public static CharacterSetBuilder Space()
        => CharacterSetBuilder.OfRanges(9, 13, ' ', ' ', 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000);

    /// <summary>What <c>\d</c> matches: decimal digits of all scripts.</summary>
    public static CharacterSetBuilder Digit() => CharacterSetBuilder.Of(CategorySet.DecimalDigitNumber);

    /// <summary>What <c>\w</c> matches: Alphabetic, marks, decimal digits, connector punctuation; in Rust also the two join controls.</summary>
    public static CharacterSetBuilder Word(PatternDialect dialect)
    {
        CharacterSetBuilder word = Alphabetic().Add(CharacterSetBuilder.Of(CategorySet.Mark | CategorySet.DecimalDigitNumber | Of(UnicodeCategory.ConnectorPunctuation)));
        return dialect == PatternDialect.Rust ? word.Add(0x200C, 0x200D) : word;
    }

    /// <summary>Hexadecimal digits of ASCII: what <c>\h</c> matches in both dialects.</summary>
    public static CharacterSetBuilder HexDigit() => CharacterSetBuilder.OfRanges('0', '9', 'A', 'F', 'a', 'f');

    /// <summary>The set of a name, or null if it is not known. Case, spaces, hyphens and low lines do not count.</summary>
    /// <param name="name">The name between the braces, such as <c>Lu</c>, <c>Script=Han</c> or <c>gc=Letter</c>.</param>
    /// <param name="dialect">The dialect.</param>
    public static CharacterSetBuilder? Find(string name, PatternDialect dialect)
    {
        int equals = name.IndexOfAny(['=', ':']);
        string key = equals < 0 ? "" : Normalized(name[..equals]);
        string value = Normalized(name[(equals + 1)..]);
        bool anyKey = key.Length == 0;
        if ((anyKey || key is "gc" or "generalcategory") && s_categories.TryGetValue(value, out CategorySet categories))
        {
            return CharacterSetBuilder.Of(categories);
        }

        if ((anyKey || key is "sc" or "script") && (s_scripts.TryGetValue(value, out UnicodeScript script) || s_shortScripts.TryGetValue(value, out script)))
        {
            return OfScript(script);
        }

        return !anyKey ? null : value switch
        {
            "any" => new CharacterSetBuilder().Invert(),
            "ascii" => CharacterSetBuilder.OfRanges(0, 0x7F),
            "assigned" => CharacterSetBuilder.Of(Of(UnicodeCategory.OtherNotAssigned)).Invert(),
            "alpha" or "alphabetic" => Alphabetic(),
            "alnum" => Alphabetic().Add(Digit()),
            "upper" or "uppercase" => CharacterSetBuilder.Of(CategorySet.UppercaseLetter)
                .Add(CharacterSetBuilder.OfRanges(0x2160, 0x216F, 0x24B6, 0x24CF, 0x1F130, 0x1F149, 0x1F150, 0x1F169, 0x1F170, 0x1F189)),
            "punct" => CharacterSetBuilder.Of(CategorySet.Punctuation).Add(CharacterSetBuilder.OfRanges('!', '/', ':', '@', '[', '`', '{', '~')),
            "space" or "whitespace" => Space(),
            "blank" => CharacterSetBuilder.Of(Of(UnicodeCategory.SpaceSeparator)).Add('\t', '\t'),
            "word" => Word(dialect),
            "xdigit" or "asciihexdigit" => HexDigit(),
            _ => null,
        };
    }

    /// <summary>The set of a POSIX bracket, <c>[:name:]</c>, or null if it is not known: of ASCII in Rust, of Unicode in Oniguruma.</summary>
    public static CharacterSetBuilder? FindPosix(string name, PatternDialect dialect)
    {
        CharacterSetBuilder? set = name switch
        {
            "lower" => CharacterSetBuilder.Of(CategorySet.LowercaseLetter),
            "alpha" or "alnum" or "upper" or "digit" or "punct" or "space" or "blank" or "cntrl" or "xdigit" or "word" or "ascii" => Find(name, dialect),
            _ => null,
        };
        return dialect == PatternDialect.Rust ? set?.Intersect(CharacterSetBuilder.OfRanges(0, 0x7F)) : set;
    }

    /// <summary>Alphabetic: letters, letter numbers, and the circled and squared letters; its other members are marks.</summary>
    private static CharacterSetBuilder Alphabetic()
        => CharacterSetBuilder.Of(CategorySet.Letter | Of(UnicodeCategory.LetterNumber)).Add(CharacterSetBuilder.OfRanges(0x24B6, 0x24E9, 0x1F130, 0x1F149, 0x1F150, 0x1F169, 0x1F170, 0x1F189));

    private static CharacterSetBuilder OfScript(UnicodeScript script)
    {
        CharacterSetBuilder set = CharacterSetBuilder.Where(c => UnicodeScripts.Of(c) == script);

        // The tables are of Unicode 15.0; Unicode 15.1 added the ideographs of extension I.
        return script == UnicodeScript.Han ? set.Add(0x2EBF0, 0x2EE5D) : set;
    }

    private static CategorySet Of(UnicodeCategory category) => (CategorySet)(1u << (int)category);

    private static string Normalized(string name)
        => string.Concat(name.Where(static c => c is not (' ' or '_' or '-')).Select(static c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c));
}
