using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace PipelineDsl.Generator;

/// <summary>Pieces of C# that several emitters write.</summary>
internal static class Code
{
    public const string Dsl = "global::PipelineDsl.";
    public const string Engine = "global::PipelineDsl.Engine.";
    public const string Utf8Span = "global::System.ReadOnlySpan<byte>";

    /// <summary>A string literal.</summary>
    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A truth value's literal.</summary>
    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>Text inside an XML doc comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Text as the plan shows it: a line end or another control character in a name or a pattern must not end the comment that holds it.</summary>
    public static string Printable(string text) => text.All(static c => !IsControl(c)) ? text
        : string.Concat(text.Select(static c => IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    /// <summary>The name with its first letter in lower case.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The letters, digits and underscores of a name.</summary>
    public static string Identifier(string name) => new(name.Where(static c => char.IsLetterOrDigit(c) || c == '_').ToArray());

    /// <summary>The pipeline's full name, as messages and manifests have it.</summary>
    public static string FullName(TypeSpec type)
        => string.Join(".", new[] { type.Namespace }.Concat(type.Containers.Select(SimpleName)).Append(type.Name).Where(static n => n.Length > 0)).Replace("@", "");

    /// <summary>The name in a container such as <c>class Outer</c>.</summary>
    public static string SimpleName(string container) => container.Substring(container.LastIndexOf(' ') + 1).TrimStart('@');
}
