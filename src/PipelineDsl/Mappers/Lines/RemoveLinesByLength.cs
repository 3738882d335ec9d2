using System;

namespace PipelineDsl;

/// <summary>Removes lines that are shorter or longer than a text's lines should be. Blank lines stay.</summary>
/// <remarks>Lines lie between U+000A. Characters are code points, without white space at the ends; words are runs of characters between white space (Python's <c>str.split</c>).</remarks>
[Mapper]
public sealed class RemoveLinesByLength
{
    /// <summary>Rewrites the text; false if all lines stay.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, int minCharacters, int maxCharacters, int minWords, int maxWords)
    {
        LengthTest test = new(minCharacters, maxCharacters, minWords, maxWords);
        return LineMapper.RemoveLines(text, output, ref test);
    }
}

/// <summary>Removes paragraphs that are shorter or longer than a text's paragraphs should be.</summary>
/// <remarks>Paragraphs lie between two or more U+000A, and go with the newlines behind them. Characters and words are as for <see cref="RemoveLinesByLength"/>.</remarks>
[Mapper]
public sealed class RemoveParagraphsByLength
{
    /// <summary>Rewrites the text; false if all paragraphs stay.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, int minCharacters, int maxCharacters, int minWords, int maxWords)
    {
        LengthTest test = new(minCharacters, maxCharacters, minWords, maxWords);
        return LineMapper.RemoveParagraphs(text, output, ref test);
    }
}

/// <summary>Bounds of the length of a line or paragraph.</summary>
internal readonly struct LengthTest(int minCharacters, int maxCharacters, int minWords, int maxWords) : IPieceTest
{
    /// <inheritdoc/>
    public bool Keeps(ReadOnlySpan<byte> piece)
    {
        piece = TextSpace.Trim(piece);
        if (piece.IsEmpty)
        {
            return true;
        }

        int characters = piece.Length - Utf8Lines.ContinuationBytes(piece);
        return characters >= minCharacters && characters <= maxCharacters && (minWords <= 1 && maxWords == int.MaxValue || Utf8Lines.Words(piece) is int words && words >= minWords && words <= maxWords);
    }
}
