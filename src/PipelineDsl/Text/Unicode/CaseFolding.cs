using System;

namespace PipelineDsl;

/// <summary>Full case folding of Unicode 15.0 (the mappings C and F of CaseFolding.txt), as Python's <c>str.casefold()</c> has it: for comparing texts regardless of case.</summary>
public static partial class CaseFolding
{
    private static readonly CharacterMappings s_exceptions = new(Exceptions);

    /// <summary>Appends the folded text. Bytes that are no UTF-8 stay as they are.</summary>
    /// <param name="text">The text, UTF-8. It must not lie in <paramref name="output"/>.</param>
    /// <param name="output">Receives the folded text behind what it has.</param>
    public static void Append(ReadOnlySpan<byte> text, TextBuffer output) => CaseMapper<Rule>.Append(text, output);

    /// <summary>The simple case folding of a code point (the mappings C and S): one code point, itself for most.</summary>
    internal static int Simple(int codePoint) => s_exceptions.Of(codePoint) switch
    {
        [int folded] => folded,
        [] => LowerPages.ToLower(codePoint),
        _ => codePoint switch
        {
            0x130 => codePoint, // folds in Turkic texts only
            0x1FD3 => 0x390, // as of Unicode 15.1
            0x1FE3 => 0x3B0,
            0xFB05 => 0xFB06,
            _ => LowerPages.ToLower(codePoint),
        },
    };

    private readonly unsafe struct Rule : ICaseRule
    {
        public static int GrowthTimesTwo => 6; // U+0390: six bytes for two

        public static byte* Write(int codePoint, byte* start, byte* p, byte* end, byte* output)
        {
            ReadOnlySpan<int> mapping = s_exceptions.Of(codePoint);
            if (mapping.IsEmpty)
            {
                return Utf8Character.Write(output, LowerPages.ToLower(codePoint));
            }

            foreach (int c in mapping)
            {
                output = Utf8Character.Write(output, c);
            }

            return output;
        }
    }
}
