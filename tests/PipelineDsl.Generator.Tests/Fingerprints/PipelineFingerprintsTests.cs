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
        Assert.Contains("generated Worker", names);
        Assert.DoesNotContain("code Sample.Late", names);
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Single(names, static n => n.StartsWith("library ", StringComparison.Ordinal));
        Assert.Single(names, static n => n == "framework .NET: " + Environment.Version.ToString(2));
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
        Assert.Contains("library Helpers: 0.0.0", Names(package.Phases[0]));
        Fingerprint changed = FingerprintKit.Of(FingerprintSources.Pipeline, Replace(FingerprintSources.Helpers, "1001", "7"), withDepsFile: true);
        Assert.Equal(["library Helpers: 0.0.0"], package.Phases[0].Except(changed.Phases[0]).Select(static p => p.Name));
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

    [Theory]
    [InlineData("a comparer", "private sealed class By : System.Collections.Generic.IComparer<int> { public int Compare(int x, int y) => x - y + 5555; }", "new System.Collections.Generic.SortedSet<int>(new By()) { n, 2 }.Count")]
    [InlineData("a method as a delegate", "private static int F(int x) => x + 5555; private static int G(Func<int, int> f) => f(1);", "G(F)")]
    [InlineData("a property's initial value", "private sealed class C { public int P { get; set; } = 5555; }", "new C().P")]
    [InlineData("what a serializer sets", "private sealed class C { private int _p; public int P { get => _p; set => _p = value + 5555; } public int Q() => _p; }", "System.Text.Json.JsonSerializer.Deserialize<C>(\"{}\")!.Q()")]
    [InlineData("what a serializer sets inside", "private sealed class C { public System.Collections.Generic.List<D>? P { get; set; } } private sealed class D { public int P { get; set; } = 5555; }", "System.Text.Json.JsonSerializer.Deserialize<C>(\"{}\")!.P!.Count")]
    [InlineData("a constructor of a type argument", "private sealed class C { public int P; public C() => P = 5555; } private static T New<T>() where T : new() => new();", "New<C>().P")]
    [InlineData("a static field of a generic type", "private static class C<T> { public static readonly int F = 5555; public static readonly T? D = default; }", "C<int>.F")]
    [InlineData("an operator", "private readonly struct V(int v) { public readonly int X = v; public static V operator +(V a, V b) => new(a.X + b.X + 5555); }", "(new V(n) + new V(1)).X")]
    [InlineData("an override of an abstract method, through a base's call", "private abstract class B { public int Run() => Core(); protected abstract int Core(); } private sealed class D : B { protected override int Core() => 5555; }", "new D().Run()")]
    [InlineData("an inherited implementation", "private interface I { int F(); } private class B { public int F() => 5555; } private sealed class D : B, I; private static int Call(I i) => i.F();", "Call(new D())")]
    [InlineData("an explicit implementation", "private interface I<T> { T F(); } private sealed class D : I<int>, I<string> { int I<int>.F() => 5555; string I<string>.F() => \"\"; } private static T Call<T>(I<T> i) => i.F();", "Call<int>(new D())")]
    [InlineData("a default method given by another contract", "private interface I { int F(); } private interface J : I { int I.F() => 5555; } private sealed class D : J; private static int Call(I i) => i.F();", "Call(new D())")]
    [InlineData("a filter of exceptions", "private static int F(int x) { try { return 1 / x; } catch (DivideByZeroException) when (x == 5555) { return 2; } }", "F(n)")]
    [InlineData("a local function that calls itself, in a generic method", "private static int F<T>(T x) { int L(int y) => y > 0 ? L(y - 1) : x!.GetHashCode() + 5555; return L(3); }", "F(n)")]
    [InlineData("a lambda in an initializer", "private static readonly Func<int, int> s_f = static x => x + 5555;", "s_f(n)")]
    [InlineData("a lambda that an initializer of another field made", "private static Func<int, int>? s_f; private static readonly int s_g = Set(); private static int Set() { s_f = static x => x + 5555; return 1; }", "s_g + s_f!(n)")]
    [InlineData("an asynchronous iterator", "private static async System.Collections.Generic.IAsyncEnumerable<int> F(int x) { await System.Threading.Tasks.Task.Yield(); yield return x + 5555; }", "F(n).GetAsyncEnumerator().MoveNextAsync().AsTask().Result ? 1 : 0")]
    [InlineData("a multi-dimensional array", "private static readonly int[,] s_t = { { 1, 2 }, { 3, 5555 } };", "s_t[n & 1, 1]")]
    [InlineData("a fixed buffer's length", "private unsafe struct S { public fixed int B[5555]; }", "System.Runtime.CompilerServices.Unsafe.SizeOf<S>()")]
    [InlineData("an inline array's length", "[System.Runtime.CompilerServices.InlineArray(5555)] private struct S { public int E; }", "default(S)[0]")]
    [InlineData("a record's equality", "private sealed record R(int A) { public bool Equals(R? other) => other is not null && A == other.A + 5555; public override int GetHashCode() => 1; }", "new R(n).Equals((object)new R(1)) ? 1 : 0")]
    [InlineData("a file-local type's member", "private static int F(int x) => Local.F(x) + 5555;", "F(n)")]
    [InlineData("a large constant of another width", "private static long F(int x) => x + 5555_000_000_000L;", "(int)F(n)")]
    [InlineData("a decimal", "private static decimal F(int x) => x * 0.5555m;", "(int)F(n)")]
    [InlineData("a finalizer", "private sealed class C { ~C() => Console.Write(5555); }", "new C().GetHashCode()")]
    [InlineData("a module initializer", "internal static int S; [System.Runtime.CompilerServices.ModuleInitializer] internal static void Init() => S = 5555;", "1")]
    public void WhatIsReachedCounts(string what, string members, string expression)
    {
        string source = OneRule(members, expression);
        Fingerprint before = FingerprintKit.Of(source, options: Unsafe);
        Assert.True(Text(before.Phases[0]) != Text(FingerprintKit.Of(Replace(source, "5555", "5556"), options: Unsafe).Phases[0]), what);
    }

    [Theory]
    [InlineData("a class beside", "private static class C { public static int F() => 5555; }", "n")]
    [InlineData("an override of a type that is never made", "private abstract class B { public abstract int F(); } private sealed class D : B { public override int F() => 5555; } private sealed class E : B { public override int F() => n2; private const int n2 = 3; }", "new E().F()")]
    [InlineData("an implementation that is never called", "private interface I { int F(); int G(); } private sealed class D : I { public int F() => 1; public int G() => 5555; } private static int Call(I i) => i.F();", "Call(new D())")]
    [InlineData("the initializer of a field that is not read", "private static readonly int s_a = Environment.TickCount > 1 ? 1 : 2; private static readonly int s_b = Environment.TickCount > 5555 ? 1 : 2; private static readonly Func<int, int> s_c = static x => x + 5555;", "s_a")]
    [InlineData("a static constructor of a type that is only named", "private sealed class C { public static int X; static C() => X = 5555; }", "new object() is C ? 1 : n")]
    [InlineData("an unread property", "private sealed class C { public int P => 5555; public int Q => 1; }", "new C().Q")]
    public void WhatIsNotReachedDoesNotCount(string what, string members, string expression)
    {
        string source = OneRule(members, expression);
        Fingerprint before = FingerprintKit.Of(source, options: Unsafe);
        Fingerprint after = FingerprintKit.Of(Replace(source, "5555", "5556"), options: Unsafe);
        Assert.True(before.Text == after.Text, $"{what}: {Difference(before, after)}");
    }

    [Fact]
    public void EmbeddedFilesCountWhereAssembliesAreAskedForThem()
    {
        string asks = OneRule("private static long F() => typeof(Rules).Assembly.GetManifestResourceStream(\"words\")!.Length;", "(int)F() + n");
        Fingerprint before = FingerprintKit.Of(asks, embedded: "one");
        Assert.Contains("embedded files of Sample", Names(before.Phases[0]));
        Assert.Equal(["embedded files of Sample"], before.Phases[0].Except(FingerprintKit.Of(asks, embedded: "two").Phases[0]).Select(static p => p.Name));

        string silent = OneRule("", "n");
        Assert.Equal(FingerprintKit.Of(silent, embedded: "one").Text, FingerprintKit.Of(silent, embedded: "two").Text);
    }

    [Fact]
    public void OptionsAreNamed()
    {
        Fingerprint changed = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "2039", "2040"), FingerprintSources.Helpers);
        Assert.Equal(["Limit atLeast 2039 \u2192 2040"], PlanDifference.Between(Base.Phases[0], changed.Phases[0]));
        Fingerprint more = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "[Limit]", "[Limit] [Filter<Late>]"), FingerprintSources.Helpers);
        Assert.Contains("code Sample.Late is new", PlanDifference.Between(Base.Phases[0], more.Phases[0]));
        Fingerprint moved = FingerprintKit.Of(Replace(FingerprintSources.Pipeline, "[Filter<Rules>]\n    [Limit]", "[Limit]\n    [Filter<Rules>]"), FingerprintSources.Helpers);
        Assert.Equal(["the steps or their order changed"], PlanDifference.Between(Base.Phases[0], moved.Phases[0]));
    }

    private static CSharpCompilationOptions Unsafe(CSharpCompilationOptions options) => options.WithAllowUnsafe(true);

    private static string OneRule(string members, string expression) => $$"""
        namespace Sample;

        [Filter]
        public sealed class Rules
        {
            [Rule] public static bool Only([Text] ReadOnlySpan<byte> text)
            {
                int n = text.Length;
                return ({{expression}}) > 0;
            }

            {{members}}
        }

        file static class Local { public static int F(int x) => x; }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Filter<Rules>]
        public static partial class Corpus;
        """;

    private const string WithResources = """
        namespace Sample;

        using System.IO;

        public sealed class Names : IService<Names> { public int Count; public static Names Load(in ServiceRequest request) => new() { Count = File.ReadAllText(request.Path!).Length }; }

        public sealed class ListedAttribute(string names) : FilterAttribute<Listed> { public string Names => names; }

        [Filter] public sealed class Listed { [Rule] public static bool Has([Text] ReadOnlySpan<byte> text, Names names) => text.Length > names.Count; }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Listed("first.txt")]
        [ExactDedup]
        [Listed("second.txt")]
        public static partial class Corpus;
        """;

    [Fact]
    public void AResourceCountsForThePhaseThatUsesIt()
    {
        string folder = Directory.CreateTempSubdirectory("fingerprint-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "first.txt"), "one");
            File.WriteAllText(Path.Combine(folder, "second.txt"), "two");
            Fingerprint before = FingerprintKit.Of(WithResources, folder: folder);
            Assert.Contains("resource first.txt", Names(before.Phases[0]));
            Assert.DoesNotContain("resource second.txt", Names(before.Phases[0]));
            Assert.Contains("resource second.txt", Names(before.Phases[1]));

            File.WriteAllText(Path.Combine(folder, "second.txt"), "2");
            Fingerprint second = FingerprintKit.Of(WithResources, folder: folder);
            Assert.Equal(Text(before.Phases[0]), Text(second.Phases[0]));
            Assert.Equal(["resource second.txt"], before.Phases[1].Except(second.Phases[1]).Select(static p => p.Name));

            Fingerprint loader = FingerprintKit.Of(Replace(WithResources, ".Length };", ".Length + 1 };"), folder: folder);
            Assert.Equal(["code Sample.Names"], second.Phases[0].Except(loader.Phases[0]).Select(static p => p.Name));

            string moved = folder + "-moved";
            Directory.Move(folder, moved);
            folder = moved;
            Assert.Equal(second.Text, FingerprintKit.Of(WithResources, folder: moved).Text);
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
