using System;
using System.Text;

namespace PipelineDsl;

/// <summary>The rule of NeMo Curator (2026) on how much of a source file is comments, GeneralCommentToCodeFilter, for C and its family, Go, HTML, Java, JavaScript, Ruby, Unix shells and XML; files of other languages pass.</summary>
/// <remarks>
/// The texts of all comments count, without their marks and joined with single spaces, as comment_parser finds them. Lengths are in code points. A file with a comment that is not closed has a ratio of 9999, so that it
/// is dropped; an empty one has 0. A file at a threshold is kept. Python's rule is that of <see cref="CodeComments"/>.
/// </remarks>
[Filter(inOrder: true)]
public sealed class CuratorCodeComments
{
    private const double UnclosedRatio = 9999;

    /// <summary>Characters of comments / characters ≥ <paramref name="minRatio"/>.</summary>
    [Rule]
    public static unsafe Check EnoughComments(
        [Text] ReadOnlySpan<byte> text,
        [FieldNamedBy("languageField", optional: true)] ReadOnlySpan<byte> languageOfFile,
        CodeCommentMemory memory,
        string? language,
        double minRatio)
    {
        Span<byte> named = stackalloc byte[32];
        int length = 0;
        int comments = CommentText.Count(text, language is not null && Encoding.UTF8.TryGetBytes(language, named, out length) ? named[..length] : languageOfFile);
        fixed (byte* start = text)
        {
            memory.Ratio = comments switch
            {
                CommentText.Unknown => double.NaN,
                CommentText.Unclosed => UnclosedRatio,
                _ => Ratio.Of(comments, CharacterCount.Of(start, text.Length)),
            };
        }

        return new Check(!(memory.Ratio < minRatio), memory.Ratio, minRatio);
    }

    /// <summary>Characters of comments / characters ≤ <paramref name="maxRatio"/>.</summary>
    [Rule]
    public static Check NotTooManyComments(CodeCommentMemory memory, double maxRatio) => new(!(memory.Ratio > maxRatio), memory.Ratio, maxRatio);
}
