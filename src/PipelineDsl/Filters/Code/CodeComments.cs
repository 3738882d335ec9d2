using System;
using System.Text;

namespace PipelineDsl;

/// <summary>StarCoder's rule on how much of a source file is comments (Li et al. 2023), for Python, Java and JavaScript; files of other languages pass.</summary>
/// <remarks>
/// <para>For Java and JavaScript comments are what Pygments takes for comments, with their marks. For Python they are the text of comments and the documentation strings; the original finds no documentation strings in
/// a file that the Python it runs on cannot parse, here only Python 2 is noticed, and only by its most common statements.</para>
/// <para>Lengths are in code points. An empty file has 0. A file at a threshold is dropped, as in the original; NeMo Curator has the same rule with other thresholds and keeps it.</para>
/// </remarks>
[Filter(inOrder: true)]
public sealed class CodeComments
{
    /// <summary>Characters of comments / characters &gt; <paramref name="minRatio"/>.</summary>
    [Rule]
    public static Check EnoughComments(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> languageOfFile,
        CodeCommentMemory memory,
        string? language,
        double minRatio)
    {
        Span<byte> named = stackalloc byte[32];
        int length = 0;
        int comments = memory.Counter.Count(text, language is not null && Encoding.UTF8.TryGetBytes(language, named, out length) ? named[..length] : languageOfFile);
        memory.Ratio = comments < 0 ? double.NaN : Ratio.Of(comments, Length(text));
        return new Check(!(memory.Ratio <= minRatio), memory.Ratio, minRatio);
    }

    /// <summary>Characters of comments / characters &lt; <paramref name="maxRatio"/>.</summary>
    [Rule]
    public static Check NotTooManyComments([Text] ReadOnlySpan<byte> text, CodeCommentMemory memory, double maxRatio)
        => new(text.IsEmpty || !(memory.Ratio >= maxRatio), memory.Ratio, maxRatio);

    private static unsafe int Length(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            return CharacterCount.Of(start, text.Length);
        }
    }
}
