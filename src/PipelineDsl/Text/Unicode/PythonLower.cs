using System;

namespace PipelineDsl;

/// <summary>Lower case as Python's <c>str.lower()</c> has it: full and without culture, U+0130 becomes two code points, and a capital sigma at the end of a word the final one.</summary>
public static class PythonLower
{
    private const int DottedCapitalI = 0x130;
    private const int CapitalSigma = 0x3A3;

    /// <summary>Appends the text in lower case. Bytes that are no UTF-8 stay as they are.</summary>
    /// <param name="text">The text, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="output">Receives the lower-case text behind what it has.</param>
    public static void Append(ReadOnlySpan<byte> text, TextBuffer output) => CaseMapper<Rule>.Append(text, output);

    private readonly unsafe struct Rule : ICaseRule
    {
        public static int GrowthTimesTwo => 3; // U+0130, U+023A and U+023E: three bytes for two

        public static byte* Write(int codePoint, byte* start, byte* p, byte* end, byte* output) => codePoint switch
        {
            DottedCapitalI => Utf8Character.Write(Utf8Character.Write(output, 'i'), 0x307),
            CapitalSigma => Utf8Character.Write(output, CaseContext.IsFinalSigma(start, p, end) ? 0x3C2 : 0x3C3),
            _ => Utf8Character.Write(output, LowerPages.ToLower(codePoint)),
        };
    }
}
