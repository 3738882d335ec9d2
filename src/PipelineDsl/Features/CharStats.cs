using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>How many characters of which kind. Characters are code points, classes those of the pinned Unicode version.</summary>
[Feature(TextClasses.Space | TextClasses.Letter | TextClasses.Upper | TextClasses.Digit | TextClasses.Continuation)]
public struct CharStats : IChunkVisitor
{
    /// <summary>All characters.</summary>
    public int Characters;

    /// <summary>Letters (L*).</summary>
    public int Letters;

    /// <summary>Upper-case letters (Lu).</summary>
    public int Upper;

    /// <summary>Decimal digits (Nd).</summary>
    public int Digits;

    /// <summary>White space (29 characters, as Python's <c>str.isspace</c>).</summary>
    public int Spaces;

    /// <summary>Upper-case letters / letters; 0 without letters.</summary>
    public readonly double UppercaseRatio => Ratio.Of(Upper, Letters);

    /// <summary>Letters / characters; 0 for an empty text.</summary>
    public readonly double LetterRatio => Ratio.Of(Letters, Characters);

    /// <summary>Digits / characters; 0 for an empty text.</summary>
    public readonly double DigitRatio => Ratio.Of(Digits, Characters);

    /// <summary>White space / characters; 0 for an empty text.</summary>
    public readonly double SpaceRatio => Ratio.Of(Spaces, Characters);

    /// <inheritdoc/>
    public void OnChunk(in TextChunk chunk)
    {
        ReadOnlySpan<ulong> space = chunk.Mask(TextClasses.Space);
        ReadOnlySpan<ulong> continuation = chunk.Mask(TextClasses.Continuation);
        int spaces = 0;
        for (int b = 0; b < space.Length; b++)
        {
            spaces += BitOperations.PopCount(space[b] & ~continuation[b]);
        }

        Spaces += spaces - chunk.Padding;
        Characters += chunk.Bytes.Length - MaskCount.Of(continuation);
        Letters += MaskCount.Of(chunk.Mask(TextClasses.Letter));
        Upper += MaskCount.Of(chunk.Mask(TextClasses.Upper));
        Digits += MaskCount.Of(chunk.Mask(TextClasses.Digit));
    }
}
