using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>Names that could meet: of files, of members, of the user's types and the emitted ones.</summary>
public class NamesTests
{
    [Fact]
    public void FilesOfNestedAndOuterPipelinesDiffer()
        => Assert.Equal(
            ["A.B+C.g.cs", "A.B.C.g.cs", "A.B_C.g.cs"],
            GeneratorKit.Generate("""
                namespace A.B { [Pipeline] [JsonLines("*")] public static partial class C; }
                """, """
                namespace A
                {
                    public static partial class B { [Pipeline] [JsonLines("*")] public static partial class C; }
                    [Pipeline] [JsonLines("*")] public static partial class B_C;
                }
                """).Keys);

    [Fact]
    public void FilesOfNamesThatDifferInCaseDiffer()
        => Assert.Equal(
            ["A.CLEAN.g.cs", "-A.-Clean.g.cs", "A.Other.g.cs"],
            GeneratorKit.Generate("""
                namespace A;
                [Pipeline] [JsonLines("*")] public static partial class CLEAN;
                [Pipeline] [JsonLines("*")] public static partial class Clean;
                [Pipeline] [JsonLines("*")] public static partial class Other;
                """).Keys.OrderBy(static n => n.TrimStart('-').Replace("-", "", System.StringComparison.Ordinal), System.StringComparer.Ordinal));

    [Fact]
    public void CombiningMarksAreWrittenAsNumbers()
        => Assert.Equal(["Caf\u00E9e-0301.g.cs"], GeneratorKit.Generate("[Pipeline] [JsonLines(\"*\")] public static partial class Caf\u00E9e\u0301;").Keys);

    [Fact]
    public Task TypesOfTheUserAreNotHidden() => GeneratorKit.Verify("""
        namespace Sample;

        [Filter] public sealed class Rules { [Rule] public static bool Always() => true; }

        [Mapper] public sealed class Worker { [Map] public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output) => false; }

        public static partial class Outer
        {
            [Pipeline]
            [JsonLines("*\r\n.jsonl")]
            [Filter<Rules>]
            [Map<Worker>]
            private static partial class Hidden;
        }
        """);

    [Fact]
    public void NoBuiltInStepIsNamedInTheGenerator()
    {
        System.Type[] contracts = [typeof(SourceAttribute<>), typeof(FilterAttribute<>), typeof(MapAttribute<>), typeof(DedupAttribute<>), typeof(TokenizeAttribute<>), typeof(SequenceAttribute<>), typeof(OutputAttribute<>)];
        string[] steps =
        [
            .. typeof(StepAttribute).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(StepAttribute)) && !contracts.Contains(type))
                .SelectMany(static type => new[] { type.Name[..^"Attribute".Length], type.BaseType!.GenericTypeArguments.Single().Name }),
        ];
        Assert.Contains("JsonLines", steps);

        string literals = StringLiterals.Of(typeof(PipelineGenerator).Assembly);
        Assert.Contains("PipelineDsl.PipelineAttribute", literals, System.StringComparison.Ordinal);

        // A word of the emitted code, such as Length, is no name of a step; a whole literal, or a name in the library's namespace, is.
        Assert.DoesNotContain(steps, step => Regex.IsMatch(literals, $@"^{step}(Attribute)?$|PipelineDsl\.{step}(Attribute)?\b", RegexOptions.Multiline));
    }
}
