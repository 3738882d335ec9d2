namespace PipelineDsl;

/// <summary>What C4's line rules counted in a document, up to the line that decided it: the memory of a C4 step, which its rules read.</summary>
/// <typeparam name="TSentences">What cuts a line into sentences.</typeparam>
[Scratch]
public sealed class C4Counts<TSentences>
    where TSentences : class, ISegmenter, new()
{
    internal C4Pass Pass { get; } = new(new TSentences());

    /// <summary>Lines (or sentences, where they stand in place of lines).</summary>
    public int Lines => Pass.Lines;

    /// <summary>Lines that were kept.</summary>
    public int KeptLines => Pass.KeptLines;

    /// <summary>Lines dropped for a word that is too long.</summary>
    public int LongWordLines => Pass.LongWordLines;

    /// <summary>Lines dropped because they do not end with terminal punctuation.</summary>
    public int UnpunctuatedLines => Pass.UnpunctuatedLines;

    /// <summary>Lines dropped for too few words.</summary>
    public int ShortLines => Pass.ShortLines;

    /// <summary>Lines dropped because they name JavaScript.</summary>
    public int JavaScriptLines => Pass.JavaScriptLines;

    /// <summary>Lines dropped because they speak of cookies, privacy policies or terms of use.</summary>
    public int PolicyLines => Pass.PolicyLines;

    /// <summary>Sentences of the lines that were kept; where there are enough of them for the step, at least so many.</summary>
    public int Sentences => Pass.Sentences;

    /// <summary>Whether a line with "lorem ipsum" decided the document.</summary>
    public bool LoremIpsum => Pass.LoremIpsum;

    /// <summary>Whether a line with <c>{</c> decided the document.</summary>
    public bool CurlyBracket => Pass.CurlyBracket;

    /// <summary>Whether no line with "lorem ipsum" decided the document.</summary>
    internal Check NoLoremIpsum => Decided(LoremIpsum);

    /// <summary>Whether no line with <c>{</c> decided the document.</summary>
    internal Check NoCurlyBracket => Decided(CurlyBracket);

    private Check Decided(bool by) => Check.AtMost(by ? 1 : 0, 0).At(Pass.DecisiveLine.Start, Pass.DecisiveLine.Length);
}
