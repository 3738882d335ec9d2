using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PipelineDsl.Generator;

/// <summary>Adds the modifier that a pipeline or a contract method lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddModifierFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.NotPartialId, Rules.NotStaticId, Rules.WrongMethodId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        Diagnostic diagnostic = context.Diagnostics.First();
        bool partial = diagnostic.Id == Rules.NotPartialId;
        if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || member is RecordDeclarationSyntax && !partial
            || !partial && member.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return; // a record cannot be static, and a method can be wrong in other ways
        }

        string title = partial ? "Make partial" : "Make static";
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                _ =>
                {
                    SyntaxGenerator generator = SyntaxGenerator.GetGenerator(context.Document);
                    DeclarationModifiers modifiers = generator.GetModifiers(member);
                    SyntaxNode changed = generator.WithModifiers(member, partial ? modifiers.WithPartial(true) : modifiers.WithIsStatic(true));
                    return Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(member, changed)));
                },
                equivalenceKey: title),
            diagnostic);
    }
}
