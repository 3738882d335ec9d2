using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PipelineDsl.Generator.Tests;

/// <summary>Runs all analyzers, and the generator, over a source.</summary>
internal static class AnalyzerHost
{
    private const string Usings = "using System; using System.Text; using PipelineDsl;\n";

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "PipelineDsl.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(PipelineGenerator).Assembly.GetTypes()
            .Where(static t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    public static Microsoft.CodeAnalysis.Document Open(AdhocWorkspace workspace, string source)
        => workspace.AddProject("Test", LanguageNames.CSharp)
            .WithMetadataReferences(s_references)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .AddDocument("Test.cs", SourceText.From(Usings + source));

    public static string WithoutUsings(string text) => text[Usings.Length..];

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Microsoft.CodeAnalysis.Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id)];
    }

    public static async Task<int> GeneratedFilesAsync(Microsoft.CodeAnalysis.Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        return CSharpGeneratorDriver.Create(new PipelineGenerator()).RunGenerators(compilation).GetRunResult().GeneratedTrees.Length;
    }

    public static int Offset => Usings.Length;
}
