using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PipelineDsl.Generator;

/// <summary>Takes the nearest known tokenizer for an unknown one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TokenizerNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.UnknownTokenizerId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        Diagnostic diagnostic = context.Diagnostics.First();
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax name
            && diagnostic.Properties.TryGetValue(TokenizerNameAnalyzer.Nearest, out string? nearest))
        {
            LiteralExpressionSyntax literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest!));
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use '{nearest}'",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(name, literal.WithTriviaFrom(name)))),
                    equivalenceKey: Rules.UnknownTokenizerId),
                diagnostic);
        }
    }
}
