using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PipelineDsl.Testing;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>Runs the generator over source texts. <see cref="Verify"/> is what a test of emitted code calls: it asks for all that must always hold.</summary>
internal static class GeneratorKit
{
    private static readonly ImmutableArray<MetadataReference> s_references = References();

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
        .WithWarningLevel(9999);

    /// <summary>What every source of a test may use.</summary>
    private const string Preamble = """
        using System;
        using System.Text;
        using PipelineDsl;

        #pragma warning disable CS1591 // the tests' own types need no comments; the generated files do

        """;

    /// <summary>
    /// Generates twice and asserts that the second run did nothing, compiles with every warning an error, asserts that the generator reported nothing, and compares
    /// the generated files with the snapshot.
    /// </summary>
    public static async Task Verify(string source, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        CSharpCompilation compilation = Compile(source);
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
        Assert.Empty(output.GetDiagnostics().Where(static d => d.Severity != DiagnosticSeverity.Hidden));
        AssertNothingRan(driver.RunGenerators(compilation.Clone()));
        await Snapshot.Match(driver, testFile, method);
    }

    /// <summary>A compilation of the texts, each with the preamble, against the framework and the library.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources)
        => CSharpCompilation.Create("Sample", sources.Select(static (source, i) => Parse(source, $"Source{i}.cs")), s_references, s_options);

    /// <summary>A syntax tree of a text with the preamble.</summary>
    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(Preamble + source, s_parse, path);

    /// <summary>A driver that tracks what it runs.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new PipelineGenerator().AsSourceGenerator()],
        parseOptions: s_parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files by hint name.</summary>
    public static SortedDictionary<string, string> Generate(params IEnumerable<string> sources) => Files(Driver().RunGenerators(Compile(sources)));

    /// <summary>The generated files of a run by hint name.</summary>
    public static SortedDictionary<string, string> Files(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return new(result.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString()), StringComparer.Ordinal);
    }

    /// <summary>The reasons of a driver's outputs: one for each file.</summary>
    public static IncrementalStepRunReason[] OutputReasons(GeneratorDriver driver)
        => [.. driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs).Select(static o => o.Reason)];

    /// <summary>Asserts that a run found every spec as it was and emitted nothing.</summary>
    public static void AssertNothingRan(GeneratorDriver driver)
    {
        IEnumerable<IncrementalStepRunReason> specs = TrackedSteps(driver).SelectMany(static s => s.Outputs).Select(static o => o.Reason);
        Assert.All(specs, static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        Assert.All(OutputReasons(driver), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>The generator's own steps of a run: those with a name in <see cref="TrackingNames"/>.</summary>
    public static IEnumerable<IncrementalGeneratorRunStep> TrackedSteps(GeneratorDriver driver)
    {
        IEnumerable<string> names = typeof(TrackingNames).GetFields().Select(static f => (string)f.GetRawConstantValue()!);
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps = driver.GetRunResult().Results.Single().TrackedSteps;
        return names.SelectMany(name => steps[name]);
    }

    private static ImmutableArray<MetadataReference> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework || Path.GetFileName(path) == "PipelineDsl.dll")
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
