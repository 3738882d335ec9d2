namespace PipelineDsl;

/// <summary>What a worker keeps for <see cref="CodeComments"/>: what it measured of the file.</summary>
[Scratch]
public sealed class CodeCommentMemory
{
    /// <summary>Characters of comments / characters of the file; NaN for a language whose comments are not known.</summary>
    internal double Ratio { get; set; }

    /// <summary>The counter.</summary>
    internal CommentCounter Counter { get; } = new();
}
