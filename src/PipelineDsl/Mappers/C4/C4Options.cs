namespace PipelineDsl;

/// <summary>The choices of one variant of C4's line rules.</summary>
/// <param name="Sentences">Whether sentences stand in place of lines.</param>
/// <param name="MinWordsPerLine">Least number of words of a line.</param>
/// <param name="MaxWordLength">Greatest length of a word in code points; 0: no bound.</param>
/// <param name="TerminalPunctuation">Whether lines must end with a terminal mark.</param>
/// <param name="ApostropheIsTerminal">Whether <c>'</c> is such a mark.</param>
/// <param name="RemoveCitations">Whether citation marks are removed.</param>
/// <param name="CountWordsOfCleanLine">Whether words are counted without the citation marks.</param>
/// <param name="LoremIpsum">Whether "lorem ipsum" decides.</param>
/// <param name="JavaScript">Whether "javascript" decides.</param>
/// <param name="CurlyBracket">Whether <c>{</c> decides.</param>
/// <param name="Policy">Whether the policy phrases decide.</param>
/// <param name="EnoughSentences">So many sentences are enough: no line is looked at for more.</param>
internal readonly record struct C4Options(
    bool Sentences,
    int MinWordsPerLine,
    int MaxWordLength,
    bool TerminalPunctuation,
    bool ApostropheIsTerminal,
    bool RemoveCitations,
    bool CountWordsOfCleanLine,
    bool LoremIpsum,
    bool JavaScript,
    bool CurlyBracket,
    bool Policy,
    int EnoughSentences = int.MaxValue);
