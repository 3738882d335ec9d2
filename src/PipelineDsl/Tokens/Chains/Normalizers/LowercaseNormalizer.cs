using System;

namespace PipelineDsl;

/// <summary>Lowercase: each character by itself, as Rust's <c>char::to_lowercase</c> has it: U+0130 becomes two code points, a capital sigma never the final one.</summary>
internal sealed class LowercaseNormalizer : TextNormalizer
{
    /// <inheritdoc/>
    public override bool TryApply(ReadOnlySpan<byte> text, TextBuffer output)
    {
        CaseMapper<Rule>.Append(text, output);
        return true;
    }

    private readonly unsafe struct Rule : ICaseRule
    {
        public static int GrowthTimesTwo => 3; // U+0130, U+023A and U+023E: three bytes for two

        public static byte* Write(int codePoint, byte* start, byte* p, byte* end, byte* output)
            => codePoint == 0x130 ? Utf8Character.Write(Utf8Character.Write(output, 'i'), 0x307) : Utf8Character.Write(output, LowerPages.ToLower(codePoint));
    }
}
