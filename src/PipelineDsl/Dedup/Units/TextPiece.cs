namespace PipelineDsl;

/// <summary>A piece of a text that is cut into pieces from its beginning on: a gap (white space or line ends), and the unit behind it (a sentence, a line, a paragraph).</summary>
/// <param name="Start">Where the gap begins, in bytes: the end of the piece before.</param>
/// <param name="End">Where the unit ends.</param>
/// <param name="Gap">Bytes of the gap.</param>
/// <param name="Newlines">How many U+000A the gap holds.</param>
/// <param name="Blank">Bytes of white space at the beginning, the gap's and, of a line, its indent.</param>
/// <param name="Words">Words of the unit, where a rule asks for them; else 0.</param>
internal readonly record struct TextPiece(int Start, int End, int Gap, int Newlines, int Blank, int Words)
{
    /// <summary>Where the unit begins.</summary>
    public int Unit => Start + Gap;

    /// <summary>Whether there is nothing behind the gap.</summary>
    public bool IsEmpty => Unit == End;
}
