using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PipelineDsl.Generator.Tests;

/// <summary>Each rule at its exact place; nothing on pipelines that are right; and never a pipeline without code and without an error.</summary>
public sealed class AnalyzerTests
{
    private const string Long = "[Filter] public class Long { [Rule] public static bool Enough([Text] ReadOnlySpan<byte> text, int least = 1) => text.Length >= least; }\n";

    /// <summary>Pipelines for which no code can be written.</summary>
    public static TheoryData<string> WithoutCode { get; } =
    [
        """[Pipeline, JsonLines("x")] public static class {|PDSL0001:P|};""",
        """public class {|PDSL0001:Outer|} { [Pipeline, JsonLines("x")] public static partial class P; }""",
        """[Pipeline, JsonLines("x")] public static partial class {|PDSL0002:P|}<T>;""",
        """[Pipeline, JsonLines("x")] file static partial class {|PDSL0002:P|};""",
        """[Pipeline, JsonLines("x")] public partial record {|PDSL0003:P|};""",
        Long + "[Pipeline, Filter<Long>] public static partial class {|PDSL0004:P|};",
        Long + """[Pipeline, Filter<Long>, {|PDSL0005:JsonLines("x")|}] public static partial class P;""",
        """public class OddAttribute : StepAttribute; [Pipeline, JsonLines("x"), {|PDSL0006:Odd|}] public static partial class P;""",
        """[Filter] public class {|PDSL0007:F|}; [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Mapper] public class {|PDSL0007:M|} { [Map] public static void A(TextBuffer b) { } [Map] public static void B(TextBuffer b) { } } [Pipeline, JsonLines("x"), Map<M>] public static partial class P;""",
        """[Filter] public class F { [Rule] public bool {|PDSL0008:R|}() => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool {|PDSL0008:R|}<T>() => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] static bool {|PDSL0008:R|}() => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static int {|PDSL0009:R|}() => 1; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Dedup] public class D { [Key] public static string {|PDSL0009:K|}() => ""; } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R(int {|PDSL0010:least|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([Text] string {|PDSL0010:text|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([Field("n")] int {|PDSL0010:n|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([FieldNamedBy("field")] double {|PDSL0010:n|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([FieldNamedBy("field")] double {|PDSL0010:n|}) => true; } public class FAttribute(int field) : FilterAttribute<F> { public int S => field; } [Pipeline, JsonLines("x"), F(3)] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([FieldNamedBy("field")] int {|PDSL0010:n|}) => true; } public class FAttribute(string field) : FilterAttribute<F> { public string S => field; } [Pipeline, JsonLines("x"), F("n")] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([FieldNamedBy("field")] long n) => true; [Rule] public static bool S([Field("n")] double {|PDSL0011:n|}) => true; } public class FAttribute(string field) : FilterAttribute<F> { public string S => field; } [Pipeline, JsonLines("x"), F("n")] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R(ref int {|PDSL0010:n|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([Field("n")] long n) => true; [Rule] public static bool S([Field("n")] double {|PDSL0011:n|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Feature] public struct {|PDSL0012:A|} { [Finish] public void Finish(in B b) { } } [Feature] public struct B { [Finish] public void Finish(in A a) { } } [Filter] public class F { [Rule] public static bool R(in A a) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Feature] public struct {|PDSL0013:A|}; [Filter] public class F { [Rule] public static bool R(in A a) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Feature] public struct A { [Finish] public void Finish(int {|PDSL0014:n|}) { } } [Filter] public class F { [Rule] public static bool R(in A a) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Feature] public class {|PDSL0019:A|} : IWordVisitor { public void OnWord(in Word word) { } } [Filter] public class F { [Rule] public static bool R(A a) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Feature] public class {|PDSL0019:A|}(int n) : IWordVisitor { [Begin] public void Begin() { } public void OnWord(in Word word) { _ = n; } } [Filter] public class F { [Rule] public static bool R(A a) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Scratch] public class S(int n) { public int N => n; } [Filter] public class F { [Rule] public static bool R(S {|PDSL0010:s|}) => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R() => true; } [StepProfile("old", typeof(F))] public class FAttribute([Profile] string? profile = null) : FilterAttribute<F> { public string? P => profile; } [Pipeline, JsonLines("x"), F({|PDSL0024:"odl"|})] public static partial class P;""",
        """public class {|PDSL0015:T|}; [Pipeline, JsonLines("x"), Tokenize<T>] public static partial class P;""",
        """[Tokenize("o200k_base"), ChatTemplate("chatml")] public class T; [Pipeline, Conversations("x"), CollapseWhitespace, {|PDSL0025:Tokenize<T>|}] public static partial class P;""",
        """[Pipeline, JsonLines("x"), {|PDSL0027:MegatronOutput|}] public static partial class P;""",
        """[Pipeline, JsonLines("x"), {|PDSL0027:Sequences(8)|}, {|PDSL0027:MegatronOutput|}] public static partial class P;""",
        """[Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), Tokenize<T>, {|PDSL0028:Sequences(8)|}, TokenFileOutput] public static partial class P;""",
        """[Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), Tokenize<T>, MegatronOutput, {|PDSL0005:Sequences(8)|}] public static partial class P;""",
        """[Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), {|PDSL0027:Sequences(8)|}, {|PDSL0005:Tokenize<T>|}, MegatronOutput] public static partial class P;""",
        """[Sequencer] public class S { [Arrange] public static int {|PDSL0009:A|}() => 8; } [Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), Tokenize<T>, Sequence<S>, MegatronOutput] public static partial class P;""",
        """[Pipeline, {|PDSL0016:JsonLines("")|}] public static partial class P;""",
        """[Dedup] public class {|PDSL0007:D|} { [Sketch] public static void S([Text] ReadOnlySpan<byte> text, Sketch sketch) { } } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Dedup] public class D { [Sketch] public static int {|PDSL0009:S|}(Sketch sketch) => 1; [Resolve] public static Deduplication R() => null!; } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Dedup] public class D { [Sketch] public static void S(Sketch sketch) { } [Resolve] public static int {|PDSL0009:R|}() => 1; } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Dedup] public class D { [Sketch] public static void S(Sketch sketch) { } [Resolve] public static Deduplication R([Text] ReadOnlySpan<byte> {|PDSL0010:text|}) => null!; } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Dedup] public class D { [Key] public static UInt128 K() => 1; [Rank] public static int {|PDSL0009:R|}() => 1; } [Pipeline, JsonLines("x"), Dedup<D>] public static partial class P;""",
        """[Filter] public class F { [Times] public static bool {|PDSL0009:T|}() => true; [Rule] public static bool R() => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
    ];

    /// <summary>Pipelines that have code, but are wrong or unwise all the same.</summary>
    public static TheoryData<string> WithCode { get; } =
    [
        """[Pipeline, JsonLines("x")] public partial class {|PDSL0003:P|};""",
        Long + """[Pipeline, JsonLines("x")] public static partial class P; [{|PDSL0017:Filter<Long>|}] partial class P;""",
        """public class {|PDSL0018:F|} { [Rule] public static bool R() => true; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R(double share) => true; } public class FAttribute([OptionRange(0, 1)] double share) : FilterAttribute<F> { public double S => share; } [Pipeline, JsonLines("x"), F({|PDSL0020:1.5|})] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R(int least, int most) => true; } public class FAttribute([NotAbove("most")] int least, int most) : FilterAttribute<F> { public int S => least + most; } [Pipeline, JsonLines("x"), F(most: 3, least: {|PDSL0021:4|})] public static partial class P;""",
        Long + """[Pipeline, JsonLines("x"), Filter<Long>, {|PDSL0022:Filter<Long>|}] public static partial class P;""",
        """[Tokenize({|PDSL0023:"o200k_bas"|})] public class T; [Pipeline, JsonLines("x"), Tokenize<T>] public static partial class P;""",
        """[Pipeline, JsonLines("x"), MatchesRegex({|PDSL0029:"(unclosed"|})] public static partial class P;""",
        """[Pipeline, JsonLines("x"), NotMatchesRegex(ignoreCase: true, pattern: {|PDSL0029:@"(a)\1"|}), MatchesRegex(@"\bok\b")] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R([Text] ReadOnlySpan<byte> text) => {|PDSL1001:Encoding.UTF8.GetString(text)|}.Length > 1; } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
        """[Filter] public class F { [Rule] public static bool R() => {|PDSL1002:DateTime.UtcNow|}.Hour > 1 || {|PDSL1002:new Random()|}.Next() > new Random(7).Next(); } [Pipeline, JsonLines("x"), Filter<F>] public static partial class P;""",
    ];

    /// <summary>Pipelines that nothing is to be said of.</summary>
    public static TheoryData<string> Right { get; } =
    [
        """[Pipeline, JsonLines("x")] public static partial class P;""",
        Long + """[Mapper] public class M { [Map] public static void A(TextBuffer b) { } } [Pipeline, JsonLines("x"), JsonLines("y"), Filter<Long>, Map<M>, Filter<Long>] public static partial class P;""",
        """[Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), Tokenize<T>] public static partial class P;""",
        """[Tokenize("o200k_base")] public class T; [Pipeline, JsonLines("x"), Tokenize<T>, Sequences(8, Packing.BestFit), TokenFileOutput, MegatronOutput] public static partial class P;""",
        "public class Other { public static DateTime Now => DateTime.Now; }",
    ];

    [Theory]
    [MemberData(nameof(WithoutCode))]
    public async Task NoCodeMeansAnError(string marked)
    {
        (ImmutableArray<Diagnostic> diagnostics, int files) = await VerifyAsync(marked);
        Assert.Equal(0, files);
        Assert.Contains(diagnostics, static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(WithCode))]
    public async Task ReportsAtThePlace(string marked) => Assert.Equal(1, (await VerifyAsync(marked)).Files);

    [Theory]
    [MemberData(nameof(Right))]
    public async Task SaysNothingOfWhatIsRight(string source)
    {
        (_, int files) = await VerifyAsync(source);
        Assert.Equal(source.Contains("[Pipeline", StringComparison.Ordinal) ? 1 : 0, files);
    }

    [Fact]
    public void EveryRuleHasATestAPageAndARow()
    {
        string root = Path.GetFullPath(Path.Combine(Folder(), "../../.."));
        string cases = string.Concat(((IEnumerable<object[]>)WithoutCode).Concat(WithCode).Select(static row => (string)row[0]));
        string releases = File.ReadAllText(Path.Combine(root, "src/PipelineDsl.Generator/AnalyzerReleases.Unshipped.md"));
        string table = File.ReadAllText(Path.Combine(root, "docs/diagnostics/README.md"));
        foreach (DiagnosticDescriptor rule in AnalyzerHost.Analyzers.SelectMany(static a => a.SupportedDiagnostics))
        {
            Assert.Contains("{|" + rule.Id, cases, StringComparison.Ordinal);
            Assert.StartsWith($"# {rule.Id}: {rule.Title}", File.ReadAllText(Path.Combine(root, rule.HelpLinkUri)), StringComparison.Ordinal);
            Assert.Contains($"\n{rule.Id} |", releases, StringComparison.Ordinal);
            Assert.Contains($"[{rule.Id}]({rule.Id}.md)", table, StringComparison.Ordinal);
        }
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static async Task<(ImmutableArray<Diagnostic> Diagnostics, int Files)> VerifyAsync(string marked)
    {
        MarkedSource source = MarkedSource.Parse(marked);
        using AdhocWorkspace workspace = new();
        Microsoft.CodeAnalysis.Document document = AnalyzerHost.Open(workspace, source.Text);
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerHost.DiagnosticsAsync(document);
        string text = (await document.GetTextAsync()).ToString();
        Assert.Equal(
            source.Expected.Select(static e => (e.Id, e.Start + AnalyzerHost.Offset, e.Under)),
            diagnostics.Select(d => (d.Id, d.Location.SourceSpan.Start, text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length))));
        return (diagnostics, await AnalyzerHost.GeneratedFilesAsync(document));
    }
}
