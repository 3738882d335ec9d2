namespace PipelineDsl.Generator.Tests.Fingerprints;

/// <summary>A pipeline whose rules reach something of everything.</summary>
internal static class FingerprintSources
{
    public const string Helpers = """
        namespace Helpers;

        public static class Words
        {
            public const int Inlined = 5;

            public static int Score(int value) => Deeper.Add(value);

            public static int Unused(int value) => value * 1001;
        }

        public static class Deeper
        {
            public static int Add(int value) => value + 1002;

            public static int Add(long value) => (int)value + 1003;
        }

        public class Shape
        {
            public virtual int Area() => 1004;

            public virtual int NeverCalled() => 1005;
        }

        public interface INamed
        {
            int Default() => 1006;

            int Own();

            static abstract int Shared();
        }
        """;

    public const string Pipeline = """
        namespace Sample
        {
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            using Helpers;

            [Filter]
            public sealed class Rules
            {
                [Rule] public static bool Calls([Text] ReadOnlySpan<byte> text)
                {
                    int local = Words.Score(text.Length) + Words.Inlined;
                    return local > 1;
                }

                [Rule] public static bool Literals([Text] ReadOnlySpan<byte> text)
                    => text.IndexOf("bytes 2001"u8) < 0 && "string 2002".Length + Data.Table[text.Length & 3] + Data.Span[text.Length & 3] > 2003 && Switch("a" + text.Length) > 2;

                private static int Switch(string name) => name switch
                {
                    "a1" => 2004,
                    "a2" => 2005,
                    "a3" => 2006,
                    "a4" => 2007,
                    "a5" => 2008,
                    "a6" => 2009,
                    "a7" => 2010,
                    "a8" => 2011,
                    _ => 2012,
                };

                [Rule] public static bool Objects([Text] ReadOnlySpan<byte> text)
                {
                    Shape shape = text.Length > 1 ? new Square(text.Length) : new Shape();
                    return shape.Area() + Visit<Visitor>(text.Length) + new Visitor().GetHashCode() + Recursive(text.Length) > 1;
                }

                private static int Visit<TVisitor>(int value) where TVisitor : struct, INamed
                {
                    TVisitor visitor = default;
                    return visitor.Default() + visitor.Own() + TVisitor.Shared() + value;
                }

                private static int Recursive(int value) => value < 1 ? 2013 : Other(value - 1);

                private static int Other(int value) => value < 1 ? 2014 : Recursive(value - 2);

                [Rule] public static bool Closures([Text] ReadOnlySpan<byte> text)
                {
                    int captured = text.Length;
                    Func<int, int> add = value => value + captured + 2015;
                    Func<int, int> free = static value => value + 2016;
                    int Local(int value) => value < 0 ? Local(value + 1) : value + captured + 2017;
                    return add(1) + free(2) + Local(3) + Iterate(captured).Sum() + WaitAsync(captured).Result + new { Name = "anonymous 2018" }.ToString()!.Length > 0;
                }

                private static IEnumerable<int> Iterate(int count)
                {
                    for (int i = 0; i < count; i++)
                    {
                        yield return i + 2019;
                    }
                }

                private static async Task<int> WaitAsync(int value)
                {
                    int hoisted = value + 2020;
                    await Task.Yield();
                    return hoisted + value;
                }

                [Rule] public static bool Values([Text] ReadOnlySpan<byte> text)
                {
                    Layout layout = new() { First = text.Length };
                    object boxed = Color.Red;
                    return Statics.Limit + Statics.Made.Length + Initialized.Value + System.Runtime.InteropServices.MemoryMarshal.AsBytes([layout])[0] > 0 && boxed.ToString() != "x";
                }

                public static int NeverCalled() => 3001;
            }

            public sealed class Square(int side) : Shape
            {
                public override int Area() => side * 2021;

                public override int NeverCalled() => 3002;

                public override string ToString() => "square 2022";
            }

            public struct Visitor : INamed
            {
                public int Own() => 2023;

                public static int Shared() => 2024;

                public override int GetHashCode() => 2025;
            }

            public struct Layout
            {
                public int First;
                public int Second;
                public long Third;
            }

            public enum Color { Red = 1, Blue = 7 }

            public static class Data
            {
                public static readonly int[] Table = [2026, 2027, 2028, 2029];

                public static ReadOnlySpan<int> Span => [2030, 2031, 2032, 2033];
            }

            public static class Statics
            {
                public static readonly int Limit = Environment.ProcessorCount > 5000 ? 2034 : 2035;
                public static readonly int Unread = Environment.ProcessorCount > 5001 ? 3003 : 3004;
                public static readonly string Made = Make("made 2036");

                private static string Make(string name) => name + 2037;
            }

            public static class Initialized
            {
                public static int Value;

                static Initialized() => Value = 2038;
            }

            public sealed class LimitAttribute(int atLeast = 2039) : FilterAttribute<Limit> { public int AtLeast => atLeast; }

            [Filter] public sealed class Limit { [Rule] public static bool LongEnough([Text] ReadOnlySpan<byte> text, int atLeast) => text.Length >= atLeast; }

            [Filter] public sealed class Late { [Rule] public static bool Second([Text] ReadOnlySpan<byte> text) => text.Length != 4001 + Words.Inlined; }

            [Pipeline]
            [JsonLines("*.jsonl")]
            [Filter<Rules>]
            [Limit]
            [ExactDedup]
            [Filter<Late>]
            [JsonLinesOutput("kept.jsonl")]
            public static partial class Corpus;
        }
        """;
}
