using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace PipelineDsl.Generator.Tests;

/// <summary>A fix changes what it says and nothing else, and what it leaves has no such diagnostic any more.</summary>
public sealed class CodeFixTests
{
    private const string Filter = "[Filter] public class F { [Rule] public static bool R([Text] ReadOnlySpan<byte> text) => text.Length > 1; }\n";

    public static TheoryData<string, string, string> Fixes { get; } = new()
    {
        {
            "PDSL0001",
            "[Pipeline, JsonLines(\"x\")] public static class P;",
            "[Pipeline, JsonLines(\"x\")] public static partial class P;"
        },
        {
            "PDSL0001",
            "public class Outer { [Pipeline, JsonLines(\"x\")] public static partial class P; }",
            "public partial class Outer { [Pipeline, JsonLines(\"x\")] public static partial class P; }"
        },
        {
            "PDSL0003",
            "[Pipeline, JsonLines(\"x\")] public partial class P;",
            "[Pipeline, JsonLines(\"x\")] public static partial class P;"
        },
        {
            "PDSL0008",
            "[Filter] public class F { [Rule] public bool R() => true; } [Pipeline, JsonLines(\"x\"), Filter<F>] public static partial class P;",
            "[Filter] public class F { [Rule] public static bool R() => true; } [Pipeline, JsonLines(\"x\"), Filter<F>] public static partial class P;"
        },
        {
            "PDSL0022",
            Filter + "[Pipeline, JsonLines(\"x\"), Filter<F>, Filter<F>] public static partial class P;",
            Filter + "[Pipeline, JsonLines(\"x\"), Filter<F>] public static partial class P;"
        },
        {
            "PDSL0022",
            Filter + "[Pipeline]\n[JsonLines(\"x\")]\n[Filter<F>]\n[Filter<F>]\npublic static partial class P;",
            Filter + "[Pipeline]\n[JsonLines(\"x\")]\n[Filter<F>]\npublic static partial class P;"
        },
        {
            "PDSL0023",
            "[Tokenize(\"o200k_bas\")] public class T; [Pipeline, JsonLines(\"x\"), Tokenize<T>] public static partial class P;",
            "[Tokenize(\"o200k_base\")] public class T; [Pipeline, JsonLines(\"x\"), Tokenize<T>] public static partial class P;"
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task FixesWhatItSays(string id, string source, string expected)
    {
        using AdhocWorkspace workspace = new();
        Microsoft.CodeAnalysis.Document document = AnalyzerHost.Open(workspace, source);
        Diagnostic diagnostic = Assert.Single(await AnalyzerHost.DiagnosticsAsync(document), d => d.Id == id);

        Microsoft.CodeAnalysis.Document changed = await ApplyAsync(document, Assert.Single(await ActionsAsync(document, diagnostic)));
        Assert.Equal(expected, AnalyzerHost.WithoutUsings((await changed.GetTextAsync()).ToString()));
        Assert.DoesNotContain(await AnalyzerHost.DiagnosticsAsync(changed), d => d.Id == id);
    }

    [Theory]
    [InlineData("PDSL0003", "[Pipeline, JsonLines(\"x\")] public partial record P;")]
    [InlineData("PDSL0008", "[Filter] public class F { [Rule] public static bool R<T>() => true; } [Pipeline, JsonLines(\"x\"), Filter<F>] public static partial class P;")]
    public async Task OffersNothingWhereItsChangeWouldNotHelp(string id, string source)
    {
        using AdhocWorkspace workspace = new();
        Microsoft.CodeAnalysis.Document document = AnalyzerHost.Open(workspace, source);
        Assert.Empty(await ActionsAsync(document, Assert.Single(await AnalyzerHost.DiagnosticsAsync(document), d => d.Id == id)));
    }

    private static async Task<List<CodeAction>> ActionsAsync(Microsoft.CodeAnalysis.Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        foreach (Type type in typeof(AddModifierFix).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(CodeFixProvider))))
        {
            CodeFixProvider provider = (CodeFixProvider)Activator.CreateInstance(type)!;
            Assert.NotNull(provider.GetFixAllProvider());
            if (provider.FixableDiagnosticIds.Contains(diagnostic.Id))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            }
        }

        return actions;
    }

    private static async Task<Microsoft.CodeAnalysis.Document> ApplyAsync(Microsoft.CodeAnalysis.Document document, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
    }
}
