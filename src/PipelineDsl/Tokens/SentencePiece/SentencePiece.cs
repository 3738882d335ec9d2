namespace PipelineDsl;

/// <summary>A piece of a vocabulary of characters; its id is its place in the list.</summary>
/// <param name="Text">Its UTF-8, as the file has it; empty where no piece has the id.</param>
/// <param name="Score">What it is worth: with BPE, pieces of higher score merge first; with Unigram, the logarithm of its probability.</param>
/// <param name="Kind">What it stands for.</param>
internal readonly record struct SentencePiece(byte[] Text, double Score, TokenKind Kind);
