using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PipelineDsl.Engine;
using PipelineDsl.Generator.Tests.Generator;
using PipelineDsl.Tests.EndToEnd.Differential;
using Xunit;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>A batch that the generator has completed, compiled without a warning and loaded.</summary>
internal sealed class CompiledBatch : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Assembly _assembly;
    private readonly Batch _batch;

    private CompiledBatch(Batch batch, byte[] image, string? folder)
    {
        _batch = batch;
        Image = image;
        _context = new AssemblyLoadContext("random pipelines", isCollectible: true);
        if (folder is null)
        {
            using MemoryStream stream = new(image);
            _assembly = _context.LoadFromStream(stream);
        }
        else
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, "Sample.dll"), image);
            _assembly = _context.LoadFromAssemblyPath(Path.Combine(folder, "Sample.dll"));
        }
    }

    /// <summary>The assembly.</summary>
    public byte[] Image { get; }

    public void Dispose() => _context.Unload();

    /// <summary>Compiles a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="folder">Where the assembly lies, so that its code has keys; null: nowhere.</param>
    public static CompiledBatch Compile(Batch batch, string? folder = null)
    {
        CSharpCompilation compilation = GeneratorKit.Compile(string.Join("\n", batch.Sources())).AddReferences(MetadataReference.CreateFromFile(typeof(Batch).Assembly.Location));
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        GeneratorKit.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        AssertWellFormed(compilation);
        using MemoryStream image = new();
        Assert.Empty(output.Emit(image).Diagnostics.Where(static d => d.Severity != DiagnosticSeverity.Hidden));
        return new CompiledBatch(batch, image.ToArray(), folder);
    }

    /// <summary>Asserts that every pipeline is one: of what the parser turns down there is no code.</summary>
    private static void AssertWellFormed(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> findings = compilation.WithAnalyzers([new PipelineShapeAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.True(findings.IsEmpty, string.Join('\n', findings.Select(static d => $"{d}\n{d.Location.SourceTree!.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    /// <summary>The definition of a pipeline.</summary>
    public static PipelineDefinition DefinitionOf(Type pipeline) => (PipelineDefinition)pipeline.GetProperty("Definition")!.GetValue(null)!;

    /// <summary>The definition of the pipeline with this name.</summary>
    public PipelineDefinition DefinitionOf(string name) => DefinitionOf(_assembly.GetType(name, throwOnError: true)!);

    /// <summary>The interpreters of a batch's pipelines: steps of users are interpreted by reflection, those of the library by pipelines of one step.</summary>
    public IReadOnlyList<NaivePipeline> Naive()
    {
        Dictionary<int, SingleStep> singles = [];
        return [.. _batch.Pipelines.Select((indices, pipeline) => new NaivePipeline(
            [.. DeclaredStep.Of(_assembly.GetType(Batch.FusedName(pipeline))!).Zip(indices, (declared, i) => _batch.Steps[i].Template.IsBuiltIn ? Single(i).As(declared) : (INaiveStep)new NaiveStep(declared))]))];

        SingleStep Single(int step)
        {
            if (!singles.TryGetValue(step, out SingleStep? single))
            {
                singles.Add(step, single = new SingleStep(DefinitionOf(Batch.SingleName(step)), DeclaredStep.Of(_assembly.GetType(Batch.SingleName(step))!).Single()));
            }

            return single;
        }
    }
}
