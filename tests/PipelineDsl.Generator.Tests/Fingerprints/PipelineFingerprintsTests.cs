using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Generator.Tests.Fingerprints;

public class PipelineFingerprintsTests
{
    private static readonly Lazy<Fingerprint> s_fingerprint = new(static () => FingerprintKit.Of(FingerprintSources.Pipeline, FingerprintSources.Helpers));

    private static Fingerprint Base => s_fingerprint.Value;

    [Fact]
    public void TheSameSourceGivesTheSame()
        => Assert.Equal(Base.Text, FingerprintKit.Of(FingerprintSources.Pipeline, FingerprintSources.Helpers).Text);

    [Theory]
    [InlineData("comment", "int local =", "/* a comment */ int local =")]
    [InlineData("renamed local", "local", "another")]
    [InlineData("renamed local of a closure", "captured", "seized")]
    [InlineData("renamed local of a state machine", "hoisted", "lifted")]
    [InlineData("another method with a closure in place of one that nobody calls", "public static int NeverCalled() => 3001;", "private static int Early(int n) { Func<int, int> f = x => x + n; return f(1); }")]
    [InlineData("another class", "public enum Color", "public static class Unrelated { public static readonly int X = 5; public static int F(int n) { Func<int, int> g = x => x + n; return g(X); } } public enum Color")]
    [InlineData("another method with closures, before", "[Rule] public static bool Calls", "private static int Added(int n) { int L(int x) => x + n; Func<int, int> g = static x => x + 1; return g(L(1)) + new { A = 1 }.A + Iterate(5).Select(x => x + n).Sum(); }\n[Rule] public static bool Calls")]
    [InlineData("another static field of a class that is used", "public static readonly int Limit", "public static readonly object Other = new(); public static readonly int Limit")]
    [InlineData("another enumeration constant's order is the same value", "Red = 1, Blue = 7", "Red = 0 + 1, Blue = 7")]
    [InlineData("inlining is asked for", "private static int Switch", "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] private static int Switch")]
    [InlineData("a method of a struct that nobody calls", "public int Own() => 2023;", "public int Own() => 2023; public int Spare() => 9;")]
    [InlineData("the string's spelling", "\"string 2002\"", "(\"string\" + \" 2002\")")]
    public void NothingChangesWith(string what, string old, string text)
    {
        string source = Replace(FingerprintSources.Pipeline, old, text);
        Assert.True(Base.Text == FingerprintKit.Of(source, FingerprintSources.Helpers).Text, $"{what}: {Difference(Base, FingerprintKit.Of(source, FingerprintSources.Helpers))}");
    }

    [Theory]
    [InlineData("an unused overload", "(int)value + 1003", "(int)value - 1003")]
    [InlineData("a virtual method that nobody calls", "NeverCalled() => 1005", "NeverCalled() => 7")]
    [InlineData("another class", "public class Shape", "public static class Added { public static int F(int n) { int L(int x) => x + n; return L(1); } } public class Shape")]
    public void NothingChangesWithAReferredAssemblys(string what, string old, string text)
        => Assert.True(Base.Text == FingerprintKit.Of(FingerprintSources.Pipeline, Replace(FingerprintSources.Helpers, old, text)).Text, what);

    [Fact]
    public void TheOrderOfMembersDoesNotCount()
    {
        // Classes turned round, and within each the members that are whole lines.
        string[] types = Regex.Split(FingerprintSources.Helpers, @"(?=^public )", RegexOptions.Multiline);
        string helpers = string.Concat(types.Take(1).Concat(types.Skip(1).Reverse().Select(static t => t.TrimEnd() + "\n\n")));
        string source = FingerprintSources.Pipeline
            .Replace("private static int Recursive(int value) => value < 1 ? 2013 : Other(value - 1);", "", StringComparison.Ordinal)
            .Replace("public static int NeverCalled() => 3001;", "public static int NeverCalled() => 3001; private static int Recursive(int value) => value < 1 ? 2013 : Other(value - 1);", StringComparison.Ordinal);
        string closures = Between(source, "[Rule] public static bool Closures", "private static IEnumerable<int> Iterate");
        string iterate = Between(source, "private static IEnumerable<int> Iterate", "private static async");
        source = source.Replace(closures, "", StringComparison.Ordinal).Replace(iterate, "", StringComparison.Ordinal);
        source = Replace(source, "[Rule] public static bool Objects", iterate + "[Rule] public static bool Objects");
        source = Replace(source, "[Rule] public static bool Values", closures + "[Rule] public static bool Values");
        Fingerprint moved = FingerprintKit.Of(source, helpers);
        Assert.True(Base.Text == moved.Text, Difference(Base, moved));
    }

    [Fact]
    public void DebugInformationAndPathsDoNotCount()
    {
        string source = FingerprintSources.Pipeline
            .Replace("public static int NeverCalled() => 3001;", "private static int OfFile(int n) => FileLocal.F(n);", StringComparison.Ordinal)
            .Replace("int local =", "int local = OfFile(1) +", StringComparison.Ordinal)
            .Replace("public enum Color", "file static class FileLocal { public static int F(int n) => n + 2040; } public enum Color", StringComparison.Ordinal);
        EmitOptions embedded = new(debugInformationFormat: DebugInformationFormat.Embedded);
        Fingerprint before = FingerprintKit.Of(source, FingerprintSources.Helpers, emit: embedded);
        Assert.Contains("code Sample.FileLocal", Names(before.Phases[0]));
        Fingerprint after = FingerprintKit.Of(source, FingerprintSources.Helpers, emit: embedded, sourceFolder: "/elsewhere/");
        Assert.True(before.Text == after.Text, Difference(before, after));

        Fingerprint bare = FingerprintKit.Of(source, FingerprintSources.Helpers, Optimized);
        Fingerprint informed = FingerprintKit.Of(source, FingerprintSources.Helpers, Optimized, emit: embedded);
        Assert.True(bare.Text == informed.Text, Difference(bare, informed));
        Assert.NotEqual(Text(before.Phases[0]), Text(FingerprintKit.Of(Replace(source, "2040", "7"), FingerprintSources.Helpers).Phases[0]));
    }

    [Fact]
    public void OptimizedCodeIsFollowedToo()
    {
        Fingerprint optimized = FingerprintKit.Of(FingerprintSources.Pipeline, FingerprintSources.Helpers, Optimized);
        Assert.Equal(Names(Base.Phases[0]), Names(optimized.Phases[0]));
        string changed = Replace(FingerprintSources.Helpers, "1002", "7");
        Assert.NotEqual(Text(optimized.Phases[0]), Text(FingerprintKit.Of(FingerprintSources.Pipeline, changed, Optimized).Phases[0]));
    }

    [Theory]
    [InlineData("a constant three calls away", "", "1002")]
    [InlineData("a base's virtual method", "", "1004")]
    [InlineData("a default method of an interface", "", "1006")]
    [InlineData("an inlined constant", "", "Inlined = 5")]
    [InlineData("bytes", "bytes 2001", "")]
    [InlineData("a string", "string 2002", "")]
    [InlineData("a case", "2007", "")]
    [InlineData("the name of a case", "\"a5\"", "")]
    [InlineData("recursion", "2014", "")]
    [InlineData("a closure", "2015", "")]
    [InlineData("a lambda", "2016", "")]
    [InlineData("a local function", "2017", "")]
    [InlineData("an anonymous type's value", "anonymous 2018", "")]
    [InlineData("an iterator", "2019", "")]
    [InlineData("an asynchronous method", "2020", "")]
    [InlineData("an override", "2021", "")]
    [InlineData("an override that a library calls", "square 2022", "")]
    [InlineData("a visitor", "2023", "")]
    [InlineData("a static contract", "2024", "")]
    [InlineData("an override of a struct", "2025", "")]
    [InlineData("an array", "2028", "")]
    [InlineData("a span of data", "2032", "")]
    [InlineData("the initializer of a static field", "2034", "")]
    [InlineData("the argument of an initializer", "made 2036", "")]
    [InlineData("a method that an initializer calls", "2037", "")]
    [InlineData("a static constructor", "2038", "")]
    [InlineData("an option", "2039", "")]
    [InlineData("the value of a constant that is boxed", "Red = 1", "")]
    public void PhaseZeroAloneChangesWith(string what, string inPipeline, string inHelpers)
    {
        string source = inPipeline.Length == 0 ? FingerprintSources.Pipeline : Replace(FingerprintSources.Pipeline, inPipeline, Other(inPipeline));
        string helpers = inHelpers.Length == 0 ? FingerprintSources.Helpers : Replace(FingerprintSources.Helpers, inHelpers, Other(inHelpers));
        Fingerprint changed = FingerprintKit.Of(source, helpers);
        Assert.True(Text(Base.Phases[0]) != Text(changed.Phases[0]), what);
        if (what != "an inlined constant")
        {
            Assert.True(Base.Text.Replace(Text(Base.Phases[0]), "", StringComparison.Ordinal).Length > 0, what);
            Assert.Equal(Text(Base.Phases[1]), Text(changed.Phases[1]));
            Assert.Equal(Base.Read.Select(Text), changed.Read.Select(Text));
            Assert.Equal(Base.Resolve.Select(Text), changed.Resolve.Select(Text));
            Assert.Equal(Base.Open.Select(Text), changed.Open.Select(Text));
        }
    }

    [Theory]
    [InlineData("another overload", "Deeper.Add(value)", "Deeper.Add((long)value)", true)]
    [InlineData("the order of a struct's fields", "public int First;\n        public int Second;", "public int Second;\n        public int First;", false)]
    [InlineData("the layout of a struct", "public struct Layout", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)] public struct Layout", false)]
    [InlineData("the name of a boxed constant", "Red", "Rosy", false)]
    [InlineData("static state of a thread's own", "public static int Value;", "[ThreadStatic] public static int Value;", false)]
    [InlineData("a variable's type", "int local", "long local", false)]
    [InlineData("checked arithmetic", "=> value + 1002", "=> checked(value + 1002)", true)]
    [InlineData("a new override", "public sealed class Square(int side) : Shape\n    {", "public sealed class Square(int side) : Shape\n    { public override bool Equals(object? other) => other is Square; public override int GetHashCode() => 1;", false)]
    [InlineData("an initializer moved before another that calls code", "public static readonly int Limit = Environment.ProcessorCount > 5000 ? 2034 : 2035;", "public static readonly string Before = Make(\"before\"); public static readonly int Limit = Environment.ProcessorCount > 5000 ? 2034 : 2035;", false)]
    public void PhaseZeroChangesWith(string what, string old, string text, bool inHelpers)
    {
        Fingerprint changed = inHelpers
            ? FingerprintKit.Of(FingerprintSources.Pipeline, Replace(FingerprintSources.Helpers, old, text))
            : FingerprintKit.Of(Replace(FingerprintSources.Pipeline, old, text), FingerprintSources.Helpers);
        Assert.True(Text(Base.Phases[0]) != Text(changed.Phases[0]), what);
        Assert.Equal(Text(Base.Phases[1]), Text(changed.Phases[1]));
    }

    [Fact]
    public void PhaseOneAloneChangesWithItsRule()
    {
        Fingerprint changed = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "4001", "4002"), FingerprintSources.Helpers);
        Assert.Equal(Text(Base.Phases[0]), Text(changed.Phases[0]));
        Assert.NotEqual(Text(Base.Phases[1]), Text(changed.Phases[1]));
    }

    [Fact]
    public void ARuleMoreInPhaseOneLeavesPhaseZeroAlone()
    {
        Fingerprint changed = FingerprintKit.Of(
            Replace(FingerprintSources.Pipeline, "[Filter] public sealed class Late {", "[Filter] public sealed class Late { [Rule] public static bool First([Text] ReadOnlySpan<byte> text) => text.Length != 9; "),
            FingerprintSources.Helpers);
        Assert.Equal(Text(Base.Phases[0]), Text(changed.Phases[0]));
        Assert.Equal(Base.Resolve.Select(Text), changed.Resolve.Select(Text));
        Assert.NotEqual(Text(Base.Phases[1]), Text(changed.Phases[1]));
    }

    [Fact]
    public void OptionsOfOtherTasksChangeThoseAlone()
    {
        Fingerprint resolve = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "[ExactDedup]", "[ExactDedup(index: \"new.index\")]"), FingerprintSources.Helpers);
        Assert.Equal(Base.Phases.Select(Text), resolve.Phases.Select(Text));
        Assert.NotEqual(Text(Base.Resolve[0]), Text(resolve.Resolve[0]));

        Fingerprint open = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "kept.jsonl", "all.jsonl"), FingerprintSources.Helpers);
        Assert.Equal(Base.Phases.Select(Text), open.Phases.Select(Text));
        Assert.NotEqual(Text(Base.Open[0]), Text(open.Open[0]));
    }

    /// <summary>Every number in the sources says by its thousands whether phase 0 reaches it: 1 and 2 do, apart from those that are named here, 3 and 4 do not.</summary>
    [Fact]
    public void AnyLiteralCountsWhereItIsReachedAndNowhereElse()
    {
        string[] unreached = ["1001", "1003", "1005"];
        string[] all = [.. Regex.Matches(FingerprintSources.Helpers + FingerprintSources.Pipeline, @"\b[1-4]\d{3}\b").Select(static m => m.Value).Distinct()];
        Gen.Select(Gen.Int[0, all.Length - 1], Gen.Int[6000, 9999]).Sample(
            (index, value) =>
            {
                string literal = all[index];
                string text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Fingerprint changed = FingerprintKit.Of(
                    Regex.Replace(FingerprintSources.Pipeline, $@"\b{literal}\b", text),
                    Regex.Replace(FingerprintSources.Helpers, $@"\b{literal}\b", text));
                bool isReached = literal[0] <= '2' && !unreached.Contains(literal);
                return isReached == (Text(changed.Phases[0]) != Text(Base.Phases[0])) && (literal[0] == '4') == (Text(changed.Phases[1]) != Text(Base.Phases[1]));
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void PartsSayWhatIsReached()
    {
        string[] names = Names(Base.Phases[0]);
        Assert.Contains("code Sample.Rules", names);
        Assert.Contains("code Helpers.Deeper", names);
        Assert.Contains("code Sample.Corpus+CorpusCode+Worker", names);
        Assert.DoesNotContain("code Sample.Late", names);
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Single(names, static n => n.StartsWith("library ", StringComparison.Ordinal));
        Assert.Single(names, static n => n == "framework .NET " + Environment.Version.ToString(2));
        Assert.DoesNotContain(names, static n => n.Contains('<', StringComparison.Ordinal));
    }

    [Fact]
    public void AChangeShowsInThePartThatItIsIn()
    {
        Fingerprint changed = FingerprintKit.Of(FingerprintSources.Pipeline, Replace(FingerprintSources.Helpers, "1002", "7"));
        Assert.Equal(["code Helpers.Deeper"], Base.Phases[0].Except(changed.Phases[0]).Select(static p => p.Name));
    }

    [Fact]
    public void APackageIsNotLookedInto()
    {
        Fingerprint package = FingerprintKit.Of(FingerprintSources.Pipeline, FingerprintSources.Helpers, withDepsFile: true);
        Assert.DoesNotContain(Names(package.Phases[0]), static n => n.StartsWith("code Helpers.", StringComparison.Ordinal));
        Assert.Contains("library Helpers 0.0.0", Names(package.Phases[0]));
        Fingerprint changed = FingerprintKit.Of(FingerprintSources.Pipeline, Replace(FingerprintSources.Helpers, "1001", "7"), withDepsFile: true);
        Assert.Equal(["library Helpers 0.0.0"], package.Phases[0].Except(changed.Phases[0]).Select(static p => p.Name));
    }

    [Fact]
    public void SequencesAndTokensHaveFingerprintsOfTheirOwn()
    {
        const string Source = """
            namespace Sample;
            [Tokenize("cl100k_base")] public sealed class Tokens;
            [Pipeline]
            [JsonLines("*.jsonl", id: "id")]
            [ExactDedup]
            [Tokenize<Tokens>]
            [Sequences(2048, Packing.BestFit, Shuffle.Both, seed: 7)]
            [MegatronOutput("corpus")]
            public static partial class Corpus;
            """;
        Fingerprint before = FingerprintKit.Of(Source);
        Fingerprint seed = FingerprintKit.Of(Replace(Source, "seed: 7", "seed: 8"));
        Assert.Equal(before.Phases.Concat(before.OpenDataset).Append(before.Packing).Select(Text), seed.Phases.Concat(seed.OpenDataset).Append(seed.Packing).Select(Text));
        Assert.NotEqual(Text(before.Sequences), Text(seed.Sequences));

        Fingerprint tokens = FingerprintKit.Of(Replace(Source, "\"cl100k_base\"", "\"cl100k_base\", beginOfText: false, endOfText: false"));
        Assert.Equal([Text(before.Phases[0]), Text(before.Sequences)], [Text(tokens.Phases[0]), Text(tokens.Sequences)]);
        Assert.NotEqual(Text(before.Phases[1]), Text(tokens.Phases[1]));
        Assert.NotEqual(Text(before.Packing), Text(tokens.Packing));

        Fingerprint dataset = FingerprintKit.Of(Replace(Source, "\"corpus\"", "\"other\""));
        Assert.NotEqual(Text(before.OpenDataset[0]), Text(dataset.OpenDataset[0]));
        Assert.Equal(before.Phases.Append(before.Packing).Append(before.Sequences).Select(Text), dataset.Phases.Append(dataset.Packing).Append(dataset.Sequences).Select(Text));
    }

    private const string WithResources = """
        namespace Sample;

        using System.IO;

        public sealed class Names : IService<Names> { public int Count; public static Names Load(in ServiceRequest request) => new() { Count = File.ReadAllText(request.Path!).Length }; }

        public sealed class ListedAttribute(string names) : FilterAttribute<Listed> { public string Names => names; }

        [Filter] public sealed class Listed { [Rule] public static bool Has([Text] ReadOnlySpan<byte> text, Names names) => text.Length > names.Count; }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Listed("first.txt")]
        [ExactDedup(against: "old/*.index")]
        [Listed("second.txt")]
        public static partial class Corpus;
        """;

    [Fact]
    public void AResourceCountsForThePhaseThatUsesIt()
    {
        string folder = Directory.CreateTempSubdirectory("fingerprint-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "old"));
            File.WriteAllText(Path.Combine(folder, "first.txt"), "one");
            File.WriteAllText(Path.Combine(folder, "second.txt"), "two");
            File.WriteAllText(Path.Combine(folder, "old", "a.index"), "a");
            Fingerprint before = FingerprintKit.Of(WithResources, folder: folder);
            Assert.Contains("resource first.txt", Names(before.Phases[0]));
            Assert.DoesNotContain("resource second.txt", Names(before.Phases[0]));
            Assert.Contains("resource second.txt", Names(before.Phases[1]));
            Assert.Contains("index old/*.index", Names(before.Resolve[0]));

            File.WriteAllText(Path.Combine(folder, "second.txt"), "2");
            Fingerprint second = FingerprintKit.Of(WithResources, folder: folder);
            Assert.Equal(Text(before.Phases[0]), Text(second.Phases[0]));
            Assert.Equal(["resource second.txt"], before.Phases[1].Except(second.Phases[1]).Select(static p => p.Name));

            File.Move(Path.Combine(folder, "old", "a.index"), Path.Combine(folder, "old", "b.index"));
            Fingerprint renamed = FingerprintKit.Of(WithResources, folder: folder);
            Assert.Equal(second.Phases.Select(Text), renamed.Phases.Select(Text));
            Assert.Equal(["index old/*.index"], second.Resolve[0].Except(renamed.Resolve[0]).Select(static p => p.Name));

            string moved = folder + "-moved";
            Directory.Move(folder, moved);
            folder = moved;
            Assert.Equal(renamed.Text, FingerprintKit.Of(WithResources, folder: moved).Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CSharpCompilationOptions Optimized(CSharpCompilationOptions options) => options.WithOptimizationLevel(OptimizationLevel.Release);

    private static string Other(string text) => text.Any(char.IsDigit) ? Regex.Replace(text, @"\d+", static m => m.Value[0] == '9' ? "8" : "9") : text + "!";

    private static string Replace(string text, string old, string replacement)
    {
        string unix = old.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains(unix, text, StringComparison.Ordinal);
        return text.Replace(unix, replacement, StringComparison.Ordinal);
    }

    private static string Between(string text, string from, string to)
        => text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf(to, StringComparison.Ordinal)];

    private static string Text(IReadOnlyList<KeyPart> parts)
        => parts.Aggregate(new StringBuilder(), static (text, p) => text.Append(p.Name).Append(' ').Append(p.Hash.ToString("x32", null)).Append('\n')).ToString();

    private static string[] Names(IReadOnlyList<KeyPart> parts) => [.. parts.Select(static p => p.Name)];

    private static string Difference(Fingerprint x, Fingerprint y) => string.Join('\n', x.Text.Split('\n').Except(y.Text.Split('\n')));
}
