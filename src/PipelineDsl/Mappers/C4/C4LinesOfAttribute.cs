namespace PipelineDsl;

/// <summary>Removes lines and drops documents by C4's rules, with datatrove's defaults and the sentences of <typeparamref name="TSentences"/>. See <see cref="C4Lines{TSentences}"/>.</summary>
/// <typeparam name="TSentences">What cuts a line into sentences.</typeparam>
/// <param name="sentences">Whether sentences stand in place of lines; they are joined with a space then (default: no).</param>
/// <param name="minSentences">Least number of sentences of the kept lines (default 5).</param>
/// <param name="minWordsPerLine">Least number of words of a line, between white space (default 3; 0 keeps blank lines).</param>
/// <param name="maxWordLength">Greatest length of a word in code points (default 1000; 0: no bound).</param>
/// <param name="terminalPunctuation">Whether a line must end with terminal punctuation (default: yes; FineWeb: no).</param>
/// <param name="citations">Whether citation marks such as <c>[3]</c> and <c>[edit]</c> are removed (default: yes).</param>
/// <param name="loremIpsum">Whether "lorem ipsum" drops the document (default: yes).</param>
/// <param name="javaScript">Whether "javascript" drops the line (default: yes).</param>
/// <param name="curlyBracket">Whether <c>{</c> drops the document (default: yes).</param>
/// <param name="policy">Whether phrases about cookies, privacy policies and terms of use drop the line (default: yes).</param>
public sealed class C4LinesAttribute<TSentences>(
    bool sentences = false,
    [OptionRange(0, int.MaxValue)] int minSentences = 5,
    [OptionRange(0, int.MaxValue)] int minWordsPerLine = 3,
    [OptionRange(0, int.MaxValue)] int maxWordLength = 1000,
    bool terminalPunctuation = true,
    bool citations = true,
    bool loremIpsum = true,
    bool javaScript = true,
    bool curlyBracket = true,
    bool policy = true) : MapAttribute<C4Lines<TSentences>>
    where TSentences : class, ISegmenter, new()
{
    /// <summary>Whether sentences stand in place of lines.</summary>
    public bool Sentences { get; } = sentences;

    /// <summary>Least number of sentences of the kept lines.</summary>
    public int MinSentences { get; } = minSentences;

    /// <summary>Least number of words of a line.</summary>
    public int MinWordsPerLine { get; } = minWordsPerLine;

    /// <summary>Greatest length of a word in code points, or 0.</summary>
    public int MaxWordLength { get; } = maxWordLength;

    /// <summary>Whether a line must end with terminal punctuation.</summary>
    public bool TerminalPunctuation { get; } = terminalPunctuation;

    /// <summary>Whether citation marks are removed.</summary>
    public bool Citations { get; } = citations;

    /// <summary>Whether "lorem ipsum" drops the document.</summary>
    public bool LoremIpsum { get; } = loremIpsum;

    /// <summary>Whether "javascript" drops the line.</summary>
    public bool JavaScript { get; } = javaScript;

    /// <summary>Whether <c>{</c> drops the document.</summary>
    public bool CurlyBracket { get; } = curlyBracket;

    /// <summary>Whether phrases about cookies, privacy policies and terms of use drop the line.</summary>
    public bool Policy { get; } = policy;
}
