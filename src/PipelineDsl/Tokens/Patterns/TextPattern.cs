using System.IO;

namespace PipelineDsl;

/// <summary>A regular expression over UTF-8, by the project's own tables of characters: the same matches on every machine. Immutable; shared by all threads.</summary>
/// <remarks>
/// Matches as backtracking engines do: at the leftmost place, and there in the first way that the order of branches and quantifiers gives. But the work is bounded by the length of the text times that of
/// the expression; see <see cref="PatternMatcher"/>.
/// </remarks>
internal sealed class TextPattern
{
    private TextPattern(string expression, PatternProgram program)
    {
        Expression = expression;
        Program = program;
    }

    /// <summary>The expression.</summary>
    public string Expression { get; }

    /// <summary>What it was compiled to.</summary>
    public PatternProgram Program { get; }

    /// <summary>Compiles an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="dialect">How it is read.</param>
    /// <exception cref="InvalidDataException">It is no regular expression, or one that is not supported; the message names it and says what is wrong, and where.</exception>
    public static TextPattern Compile(string expression, PatternDialect dialect = PatternDialect.Oniguruma)
    {
        PatternNode node = PatternParser.Parse(expression, dialect);
        try
        {
            return new TextPattern(expression, PatternCompiler.Compile(node));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"the regular expression '{expression}' cannot be used: {exception.Message}", exception);
        }
    }
}
