using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using PipelineDsl.Engine;
using PipelineDsl.Generator.Tests.Generator;
using Xunit;

namespace PipelineDsl.Generator.Tests.Fingerprints;

/// <summary>Compiles pipelines, with a referenced assembly of the user's or without, and takes their fingerprints.</summary>
/// <remarks>Each is taken three times: by following the code, with a store that all tests share, and from what is remembered there then. They are the same, or the test fails.</remarks>
internal static class FingerprintKit
{
    private static readonly string s_store = MakeStore();

    /// <summary>The fingerprints of the pipeline <c>Sample.Corpus</c>.</summary>
    /// <param name="source">The pipeline and its steps.</param>
    /// <param name="helpers">The source of the assembly that the pipeline's refers to, or null.</param>
    /// <param name="options">Changes how both are compiled.</param>
    /// <param name="folder">What resources are relative to, or null.</param>
    /// <param name="emit">How debug information is written.</param>
    /// <param name="sourceFolder">Where the source files are said to lie.</param>
    /// <param name="withDepsFile">Whether a <c>deps.json</c> says that the referred assembly is a package's.</param>
    /// <param name="embedded">A text that is embedded in the pipeline's assembly, or null.</param>
    public static Fingerprint Of(
        string source,
        string? helpers = null,
        Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null,
        string? folder = null,
        EmitOptions? emit = null,
        string sourceFolder = "",
        bool withDepsFile = false,
        string? embedded = null)
    {
        string output = Directory.CreateTempSubdirectory("fingerprint-").FullName;
        try
        {
            CSharpCompilation compilation = Compile(source, sourceFolder);
            compilation = options is null ? compilation : compilation.WithOptions(options(compilation.Options));
            if (helpers is not null)
            {
                CSharpCompilation referred = Compile(helpers, sourceFolder).WithAssemblyName("Helpers");
                referred = options is null ? referred : referred.WithOptions(options(referred.Options));
                Emit(referred, Path.Combine(output, "Helpers.dll"), emit);
                compilation = compilation.AddReferences(MetadataReference.CreateFromFile(Path.Combine(output, "Helpers.dll")));
            }

            GeneratorKit.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
            Emit(generated, Path.Combine(output, "Sample.dll"), emit, embedded);
            if (withDepsFile)
            {
                File.WriteAllText(Path.Combine(output, "Sample.deps.json"), """
                    {"targets":{"net":{"Sample/1.0.0":{"runtime":{"Sample.dll":{}}},"Helpers/1.0.0":{"runtime":{"lib/net10.0/Helpers.dll":{}}}}},
                     "libraries":{"Sample/1.0.0":{"type":"project"},"Helpers/1.0.0":{"type":"package"}}}
                    """);
            }

            AssemblyLoadContext context = new("fingerprint", isCollectible: true);
            context.Resolving += (loader, name) => File.Exists(Path.Combine(output, name.Name + ".dll")) ? loader.LoadFromAssemblyPath(Path.Combine(output, name.Name + ".dll")) : null;
            Fingerprint fingerprint = Of(context.LoadFromAssemblyPath(Path.Combine(output, "Sample.dll")), folder ?? output);
            context.Unload();
            return fingerprint;
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static CSharpCompilation Compile(string source, string folder)
    {
        CSharpCompilation compilation = GeneratorKit.Compile(source);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create((CSharpSyntaxNode)tree.GetRoot(), (CSharpParseOptions)tree.Options, folder + tree.FilePath, Encoding.UTF8));
    }

    private static string MakeStore()
    {
        string store = Directory.CreateTempSubdirectory("fingerprint-store-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(store, recursive: true);
        return store;
    }

    private static Fingerprint Of(Assembly assembly, string folder)
    {
        Fingerprint followed = Of(assembly, folder, storeDirectory: null);
        Assert.Equal(followed.Text, Of(assembly, folder, s_store).Text);
        Assert.Equal(followed.Text, Of(assembly, folder, s_store).Text);
        return followed;
    }

    private static Fingerprint Of(Assembly assembly, string folder, string? storeDirectory)
    {
        PipelineDefinition pipeline = (PipelineDefinition)assembly.GetType("Sample.Corpus", throwOnError: true)!.GetProperty("Definition")!.GetValue(null)!;
        PipelineContext context = new(folder);
        PipelineFingerprints fingerprints = PipelineFingerprints.Of(pipeline, pipeline.CreateWorker(context), context, storeDirectory);
        return new Fingerprint(
            [.. Enumerable.Range(0, pipeline.Sources.Count).Select(fingerprints.Read)],
            [.. Enumerable.Range(0, pipeline.Cuts.Count + 1).Select(fingerprints.Phase)],
            [.. Enumerable.Range(0, pipeline.Cuts.Count).Select(fingerprints.Resolve)],
            [.. Enumerable.Range(0, pipeline.Outputs.Count).Select(fingerprints.Open)],
            [.. Enumerable.Range(0, pipeline.Datasets.Count).Select(fingerprints.OpenDataset)],
            fingerprints.Sequences(),
            fingerprints.Packing());
    }

    private static void Emit(Compilation compilation, string path, EmitOptions? options, string? embedded = null)
    {
        using FileStream file = File.Create(path);
        ResourceDescription[] resources = embedded is null ? [] : [new("words", () => new MemoryStream(Encoding.UTF8.GetBytes(embedded)), isPublic: true)];
        EmitResult result = compilation.Emit(file, options: options, manifestResources: resources);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
    }
}

/// <summary>The fingerprints of a pipeline's tasks.</summary>
internal sealed record Fingerprint(
    IReadOnlyList<KeyPart>[] Read,
    IReadOnlyList<KeyPart>[] Phases,
    IReadOnlyList<KeyPart>[] Resolve,
    IReadOnlyList<KeyPart>[] Open,
    IReadOnlyList<KeyPart>[] OpenDataset,
    IReadOnlyList<KeyPart> Sequences,
    IReadOnlyList<KeyPart> Packing)
{
    /// <summary>All of it, one line a part.</summary>
    public string Text => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        (string Name, IReadOnlyList<KeyPart>[] Tasks)[] kinds = [("read", Read), ("phase", Phases), ("resolve", Resolve), ("open", Open), ("dataset", OpenDataset), ("sequences", [Sequences]), ("packing", [Packing])];
        return kinds.SelectMany(static k => k.Tasks.SelectMany((parts, i) => parts.Select(p => $"{k.Name} {i}: {p.Name} {p.Hash:x32}")));
    }
}
