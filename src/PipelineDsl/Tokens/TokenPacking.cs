namespace PipelineDsl;

/// <summary>Which ids a pipeline makes and how they are packed.</summary>
/// <param name="Tokenizer">The tokenizer's name.</param>
/// <param name="VocabularySize">One more than the greatest id, special ids included.</param>
/// <param name="VocabularyHash">The XXH3-128 of the vocabulary's tokens and ids, in hexadecimal: two runs with the same hash have the same ids.</param>
/// <param name="EndOfText">The id that follows each document, or -1.</param>
/// <param name="Padding">The id that fills up the last sequence: the tokenizer's end of text.</param>
/// <param name="ContextLength">Tokens per packed sequence, or 0: documents are concatenated and cut every so many tokens.</param>
public sealed record TokenPacking(string Tokenizer, int VocabularySize, string VocabularyHash, int EndOfText, int Padding, int ContextLength)
{
    /// <summary>The id that each document begins with, or -1.</summary>
    public int BeginOfText { get; init; } = -1;
}
