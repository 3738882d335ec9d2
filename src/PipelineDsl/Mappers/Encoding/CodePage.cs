using System;

namespace PipelineDsl;

/// <summary>A single-byte encoding that UTF-8 is often taken for: what bytes 0x80 to 0xFF mean in it.</summary>
/// <remarks>
/// The Windows code pages are read as browsers read them: a byte that has no meaning is the C1 control of the same number. Where <see cref="IsSloppy"/>, byte 0x1A stands for U+FFFD, the trace of a
/// byte that was lost, and not for U+001A.
/// </remarks>
internal sealed class CodePage
{
    private const string Windows1252 =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ" +
        "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿" +
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß" +
        "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

    private const string Windows1251 =
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ" +
        "\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї" +
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ" +
        "абвгдежзийклмнопрстуфхцчшщъыьэюя";

    private const string Windows1250 =
        "€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź" +
        "\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż" +
        "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß" +
        "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

    private const string Windows1253 =
        "€\u0081‚ƒ„…†‡\u0088‰\u008A‹\u008C\u008D\u008E\u008F\u0090‘’“”•–—\u0098™\u009A›\u009C\u009D\u009E\u009F" +
        "\u00A0΅Ά£¤¥¦§¨©ª«¬\u00AD®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ" +
        "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήί" +
        "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ";

    private const string Windows1254 =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008D\u008E\u008F\u0090‘’“”•–—˜™š›œ\u009D\u009EŸ" +
        "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿" +
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß" +
        "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ";

    private const string Windows1257 =
        "€\u0081‚\u0083„…†‡\u0088‰\u008A‹\u008C¨ˇ¸\u0090‘’“”•–—\u0098™\u009A›\u009C¯˛\u009F" +
        "\u00A0¡¢£¤¥¦§Ø©Ŗ«¬\u00AD®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ" +
        "ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß" +
        "ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙";

    private const string Iso88592 =
        "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F" +
        "\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ°ą˛ł´ľśˇ¸šşťź˝žż" +
        "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß" +
        "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

    private const string MacRoman =
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü" +
        "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø" +
        "¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ" +
        "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

    private const string Cp437 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ" +
        "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
        "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    private static readonly string s_latin1 = string.Create(128, 0, static (characters, _) =>
    {
        for (int i = 0; i < 128; i++)
        {
            characters[i] = (char)(i + 128);
        }
    });

    private readonly short[] _bytes; // by code point, -1 where there is none

    private CodePage(string upper, bool isSloppy, bool isMacRoman = false)
    {
        Upper = upper;
        IsSloppy = isSloppy;
        IsMacRoman = isMacRoman;
        _bytes = new short[0x10000];
        _bytes.AsSpan().Fill(-1);
        for (short i = 0; i < 128; i++)
        {
            _bytes[i] = i;
            _bytes[upper[i]] = (short)(i + 128);
        }

        if (isSloppy)
        {
            _bytes[0x1A] = -1;
            _bytes[0xFFFD] = 0x1A;
        }
    }

    /// <summary>In the order in which they are tried: Latin-1, Windows 1252, 1251, 1250, 1253, 1254 and 1257, ISO 8859-2, Mac OS Roman, code page 437.</summary>
    public static CodePage[] All { get; } =
    [
        new(s_latin1, false), new(Windows1252, true), new(Windows1251, true), new(Windows1250, true), new(Windows1253, true), new(Windows1254, true), new(Windows1257, true),
        new(Iso88592, false), new(MacRoman, false, isMacRoman: true), new(Cp437, false),
    ];

    /// <summary>How many of <see cref="All"/> are like Latin-1: their letters show how UTF-8 looks when it is taken for them.</summary>
    public const int LikeLatin1 = 7;

    /// <summary>Whether byte 0x1A stands for a lost byte.</summary>
    public bool IsSloppy { get; }

    /// <summary>Whether this is Mac OS Roman, where a lead byte of UTF-8 and a space would be a dash and a space.</summary>
    public bool IsMacRoman { get; }

    /// <summary>The characters of bytes 0x80 to 0xFF.</summary>
    public string Upper { get; }

    /// <summary>Windows 1252, which C1 controls are mostly meant to be.</summary>
    public static CodePage Western => All[1];

    /// <summary>The byte of a character, or -1.</summary>
    public int ByteOf(int character) => (uint)character < 0x10000 ? _bytes[character] : -1;
}
