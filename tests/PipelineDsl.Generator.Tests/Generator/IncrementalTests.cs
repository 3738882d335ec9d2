using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>An edit costs what it changes: specs hold nothing of the compiler's, and equal specs emit nothing.</summary>
public class IncrementalTests
{
    private const int Files = 1_000;
    private const int Pipelines = 20;
    private const int AllocationBudget = 3 << 20; // bytes; most of it is the compiler, which binds the attributes and components of each pipeline anew

    [Fact]
    public void UnrelatedEditEmitsNothing()
    {
        CSharpCompilation compilation = GeneratorKit.Compile(Pipeline("Clean"), "class Other;");
        GeneratorDriver driver = GeneratorKit.Driver().RunGenerators(compilation);
        GeneratorKit.AssertNothingRan(driver.RunGenerators(Replace(compilation, 1, "class Other { int _field; }")));
    }

    [Fact]
    public void MovedAndReformattedPipelineEmitsNothing()
    {
        CSharpCompilation compilation = GeneratorKit.Compile(Pipeline("Clean"));
        GeneratorDriver driver = GeneratorKit.Driver().RunGenerators(compilation);
        GeneratorKit.AssertNothingRan(driver.RunGenerators(Replace(compilation, 0, "// a comment\n\n" + Pipeline("Clean").Replace("[Filter", "    [ Filter", StringComparison.Ordinal))));
    }

    [Fact]
    public void LargeProjectEmitsOnlyWhatChanged()
    {
        CSharpCompilation compilation = GeneratorKit.Compile(Enumerable.Range(0, Files)
            .Select(static i => i < Pipelines ? Pipeline($"Pipeline{i}") : $"class C{i} {{ int M() => {i}; }}"));
        GeneratorDriver driver = GeneratorKit.Driver().RunGenerators(compilation);
        Assert.Equal(Pipelines, GeneratorKit.Files(driver).Count);

        // Keystrokes elsewhere: what one costs is what the generator allocates for it, the compiler's own binding of the pipelines' attributes included.
        long allocated = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            CSharpCompilation unrelated = Replace(compilation, Files - 1, $"class Changed {{ int M() => {i}; }}");
            long before = GC.GetAllocatedBytesForCurrentThread();
            driver = driver.RunGenerators(unrelated);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            GeneratorKit.AssertNothingRan(driver);
        }

        Assert.True(allocated <= AllocationBudget, $"{allocated} bytes for an edit that changes nothing");

        CSharpCompilation edited = Replace(compilation, 7, Pipeline("Pipeline7", minimum: 8));
        IncrementalStepRunReason[] reasons = GeneratorKit.OutputReasons(driver.RunGenerators(edited));
        Assert.Equal(Pipelines - 1, reasons.Count(static r => r == IncrementalStepRunReason.Cached));
        Assert.Equal(1, reasons.Count(static r => r == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void OrderOfTheFilesDoesNotMatter()
    {
        string[] sources = [.. Enumerable.Range(0, 5).Select(static i => Pipeline($"Pipeline{i}"))];
        Assert.Equal(GeneratorKit.Generate(sources), GeneratorKit.Generate(sources.Reverse()));
    }

    [Fact]
    public void SameSourceGivesEqualSpecs()
    {
        PipelineSpec first = Spec();
        PipelineSpec second = Spec();
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());

        static PipelineSpec Spec() => Values(GeneratorKit.Driver().RunGenerators(GeneratorKit.Compile(Pipeline("Clean")))).OfType<PipelineSpec>().Single();
    }

    [Fact]
    public void SpecsHoldNothingOfTheCompiler()
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Assert.All(Values(GeneratorKit.Driver().RunGenerators(GeneratorKit.Compile(Pipeline("Clean")))), value => ObjectGraph.AssertHoldsNothingOfTheCompiler(value, seen));
        Assert.Contains(seen, static o => o is FilterSpec);
    }

    [Fact]
    public void CompilationIsNotKeptAlive()
    {
        (GeneratorDriver driver, WeakReference first) = RunTwice();
        for (int i = 0; i < 5 && first.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(first.IsAlive);
        GC.KeepAlive(driver);
    }

    // Not inlined: a local of the test would keep the compilation alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunTwice()
    {
        CSharpCompilation compilation = GeneratorKit.Compile(Pipeline("Clean"));
        GeneratorDriver driver = GeneratorKit.Driver().RunGenerators(compilation);
        CSharpCompilation next = GeneratorKit.Compile(Pipeline("Clean"));
        return (driver.RunGenerators(next), new WeakReference(compilation));
    }

    private static IEnumerable<object> Values(GeneratorDriver driver) => GeneratorKit.TrackedSteps(driver).SelectMany(static s => s.Outputs).Select(static o => o.Value);

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(old, GeneratorKit.Parse(source, old.FilePath));
    }

    private static string Pipeline(string name, int minimum = 3) => $$"""
        namespace Sample.{{name}}Steps
        {
            [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }

            public sealed class EnoughAttribute(int minimum) : FilterAttribute<Enough> { public int Minimum { get; } = minimum; }

            [Filter] public sealed class Enough { [Rule] public static Check Words(in Words words, int minimum) => Check.AtLeast(words.N, minimum); }

            [Pipeline]
            [JsonLines("*.jsonl")]
            [Enough({{minimum}})]
            [Filter<Enough2>]
            public static partial class {{name}};

            [Filter] public sealed class Enough2 { [Rule] public static bool Kind([Field("kind")] long kind) => kind > 0; }
        }
        """;
}
