namespace PipelineDsl;

/// <summary>What <c>\s</c> and <c>\w</c> match, which differs from one regular-expression engine to the other.</summary>
internal interface ICharacterClasses
{
    /// <summary>Whether <c>\s</c> matches a code point.</summary>
    static abstract bool IsSpace(int codePoint);

    /// <summary>Whether <c>\w</c> matches a code point.</summary>
    static abstract bool IsWord(int codePoint);
}
