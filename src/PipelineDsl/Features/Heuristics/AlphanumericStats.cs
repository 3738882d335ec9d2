using System.Text;

namespace PipelineDsl;

/// <summary>Letters, numbers, and the tokens that they and other characters form. Classes are those of Python's <c>str</c> methods (Unicode 15.0).</summary>
[Feature]
public struct AlphanumericStats : IRuneVisitor
{
    /// <summary>All characters (code points).</summary>
    public int Characters;

    /// <summary>Letters (L*): <c>isalpha()</c>.</summary>
    public int Letters;

    /// <summary>Letters and numbers (L*, N*): <c>isalnum()</c>.</summary>
    public int Alphanumeric;

    /// <summary>Matches of <c>\w+|[^\w\s]+</c>: runs of letters, numbers and <c>_</c>, and runs of other characters that are not white space.</summary>
    public int Tokens;

    private Kind _before;

    private enum Kind : byte
    {
        Space,
        Word,
        Other,
    }

    /// <inheritdoc/>
    public void OnRune(Rune rune)
    {
        int c = rune.Value;
        bool letter = PythonCharacters.IsAlpha(c);
        bool alphanumeric = letter || PythonCharacters.IsAlphanumeric(c);
        Kind kind = alphanumeric || c == '_' ? Kind.Word : PythonCharacters.IsSpace(c) ? Kind.Space : Kind.Other;
        Characters++;
        Letters += letter ? 1 : 0;
        Alphanumeric += alphanumeric ? 1 : 0;
        Tokens += kind != _before && kind != Kind.Space ? 1 : 0;
        _before = kind;
    }
}
