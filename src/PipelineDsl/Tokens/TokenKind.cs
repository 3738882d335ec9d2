namespace PipelineDsl;

/// <summary>What an id of a vocabulary stands for.</summary>
public enum TokenKind : byte
{
    /// <summary>Nothing: the vocabulary has no such id.</summary>
    None,

    /// <summary>A piece of text.</summary>
    Ordinary,

    /// <summary>One byte, of a character that no piece holds (SentencePiece's byte fallback).</summary>
    Byte,

    /// <summary>A piece that is always one token where it stands in the text, and never part of another: SentencePiece's user-defined symbols.</summary>
    UserDefined,

    /// <summary>A token added to the vocabulary that is text to a decoder, such as <c>&lt;think&gt;</c>: never made from text in ordinary mode.</summary>
    Added,

    /// <summary>A control token, such as the end of a document: never made from text in ordinary mode.</summary>
    Special,

    /// <summary>What stands for text that the vocabulary has no pieces for.</summary>
    Unknown,

    /// <summary>A place without a use.</summary>
    Unused,
}
