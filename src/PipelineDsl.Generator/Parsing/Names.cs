using Microsoft.CodeAnalysis.CSharp;

namespace PipelineDsl.Generator;

/// <summary>Makes names into identifiers.</summary>
internal static class Names
{
    /// <summary>The name, with <c>@</c> if it is a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
