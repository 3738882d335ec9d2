using System.Text;

namespace PipelineDsl;

/// <summary>How many characters Data-Juicer calls special: ASCII punctuation, digits, white space, emoji and some others.</summary>
[Feature]
public struct SpecialCharacterCount : IRuneVisitor
{
    /// <summary>All characters (code points).</summary>
    public int Characters;

    /// <summary>Special characters.</summary>
    public int Special;

    /// <inheritdoc/>
    public void OnRune(Rune rune)
    {
        Characters++;
        Special += SpecialCharacters.Contains(rune.Value) ? 1 : 0;
    }
}
