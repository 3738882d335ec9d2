namespace PipelineDsl;

/// <summary>A token that is matched in the text as a whole, before everything else, where an encoder was asked to; see <see cref="Tokenizer.CreateEncoder(AddedTokenMatching)"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The text that it is matched with.</param>
/// <param name="IsSpecial">Whether it is a control token: a decoder may leave it out.</param>
/// <param name="StripsLeft">Whether it takes the white space before it, too.</param>
/// <param name="StripsRight">Whether it takes the white space behind it, too.</param>
/// <param name="IsSingleWord">Whether it is matched only where no word character stands next to it.</param>
/// <param name="IsNormalized">Whether it is matched in the normalized text, not in the raw one.</param>
public sealed record AddedToken(
    int Id,
    string Text,
    bool IsSpecial = true,
    bool StripsLeft = false,
    bool StripsRight = false,
    bool IsSingleWord = false,
    bool IsNormalized = false);

/// <summary>Which added tokens an encoder makes from text.</summary>
public enum AddedTokenMatching
{
    /// <summary>None: text that looks like a control token stays text. What training data wants.</summary>
    None,

    /// <summary>All: what Hugging Face's tokenizers do by default.</summary>
    All,
}
