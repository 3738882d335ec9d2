using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

public sealed class TextPatternTests
{
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    // .NET's folding of case differs: the same, written out.
    private const string ContractionsOfNet = "(?:'(?:[sS\u017F]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD]))";

    private const string Words = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+";
    private const string UpperWords = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";
    private const string Spaces = @"\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] s_knownPatterns =
    [
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
        @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + Spaces,
        Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + Spaces,
        Words + Contractions + "?|" + UpperWords + Contractions + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + Spaces,
        Words + "|" + UpperWords + @"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + Spaces,
        @"\p{N}{1,3}",
        "[一-龥\u3040-ゟ゠-ヿ]+",
        @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        "[0-9][0-9][0-9]",
    ];

    public static TheoryData<string> KnownPatterns { get; } = new(s_knownPatterns);

    private static readonly Gen<string> s_characters = OneOf("a", "b", "c", "é", "語");

    private static readonly Gen<string> s_atom = Gen.Frequency(
        (6, s_characters),
        (1, OneOf("[ab]", "[^a]", ".", "[a-c]", @"\p{Lo}", "[^é語]", @"\x61", "[[a-b]c]", "[a-c&&[^b]]")),
        (1, OneOf(@"\A", @"\z", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?<=ab|c)", "(?=a+b)", "(?!.*c)")));

    private static readonly Gen<string> s_expression = Expression("(?:{0}){{1,3}}");

    private static Gen<string> Expression(string repetition) => Gen.Recursive<string>((depth, inner) => depth > 4
        ? s_atom
        : Gen.Frequency(
            (2, s_atom),
            (3, Gen.Select(inner, inner, static (left, right) => left + right)),
            (2, Gen.Select(inner, inner, static (left, right) => $"(?:{left}|{right})")),
            (1, inner.Select(static body => $"(?:{body})?")),
            (1, inner.Select(static body => $"(?:{body})??")),
            (1, inner.Select(static body => $"(?:a{body})*")),
            (1, inner.Select(static body => $"(?:{body}b)+")),
            (1, inner.Select(static body => $"(?:{body}c)*?")),
            (1, inner.Select(static body => $"(?:b{body})+?")),
            (1, inner.Select(body => string.Format(CultureInfo.InvariantCulture, repetition, body))),
            (1, inner.Select(static body => $"(?:{body}a){{2,}}")),
            (2, Gen.Select(s_characters, OneOf("*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}?"), static (c, q) => c + q)),
            (1, OneOf("[ab]*", "[^b]+", ".*", "[ac]+?", ".{1,2}", "[bc]*?")),
            (1, inner.Select(static body => $"(?>{body})")),
            (1, Gen.Select(s_characters, OneOf("*+", "++", "?+"), static (c, q) => c + q)),
            (1, inner.Select(static body => $"(?={body})")),
            (1, inner.Select(static body => $"(?!{body})"))));

    private static readonly Gen<string> s_text = s_characters.Array[0, 14].Select(static characters => string.Concat((IEnumerable<string>)characters));

    private static Gen<string> OneOf(params string[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    [Theory]
    [MemberData(nameof(KnownPatterns))]
    public void PatternsOfTokenizersMatchAsInNet(string expression)
    {
        TextPattern pattern = TextPattern.Compile(expression);
        Regex regex = new(expression.Replace(Contractions, ContractionsOfNet, StringComparison.Ordinal), RegexOptions.CultureInvariant);
        RandomTexts.Text.Select(static text => string.Concat(text.Where(static c => !char.IsSurrogate(c)))).Sample(
            text => PatternRun.Matches(new PatternMatcher(pattern), text).SequenceEqual(PatternRun.Matches(regex, text))
                && PatternRun.Matches(new PatternMatcher(pattern, freeSteps: -1_000_000), text).SequenceEqual(PatternRun.Matches(regex, text)),
            iter: 300);
    }

    [Fact]
    public void CutsAsTheScannersDo()
    {
        Check<Gpt2PreTokenizer>(PreTokenPattern.Gpt2);
        Check<Cl100kPreTokenizer<NumberTriples>>(PreTokenPattern.Cl100k);
        Check<Cl100kPreTokenizer<SingleNumbers>>(PreTokenPattern.Qwen);
        Check<O200kPreTokenizer<O200kRules>>(PreTokenPattern.O200k);
        Check<O200kPreTokenizer<TekkenRules>>(PreTokenPattern.Tekken);
        Check<O200kPreTokenizer<KimiRules>>(PreTokenPattern.Kimi);

        static void Check<TPreTokenizer>(PreTokenPattern known)
            where TPreTokenizer : struct, IPreTokenizer
        {
            TextPattern pattern = TextPattern.Compile(known.Regex, PatternDialect.Rust);
            RandomTexts.Text.Sample(CheckText, iter: 300);
            for (int c = 0x80; c <= 0x10FFFF; c += c < 0x32400 || c >> 12 == 0xE0 ? 1 : 97)
            {
                if (Rune.TryCreate(c, out Rune character))
                {
                    CheckText($"a{character}{character}B 1{character} {character}'{character}\n{character}漢{character}A");
                }
            }

            void CheckText(string text)
            {
                List<int> expected = PatternRun.Cuts(default(TPreTokenizer), text);
                List<int> actual = PatternRun.Cuts(new PatternPieces(pattern), text);
                int same = expected.Zip(actual).TakeWhile(static pair => pair.First == pair.Second).Count();
                int start = same == 0 ? 0 : expected[same - 1];
                Assert.True(
                    expected.SequenceEqual(actual),
                    $"{known.Name}: scanner {Piece(expected)}, pattern {Piece(actual)}");

                string Piece(List<int> cuts) => same == cuts.Count ? "none" : JsonSerializer.Serialize(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan()[start..cuts[same]]));
            }
        }
    }

    [Theory]
    [InlineData("(?=[A-Z])", "aBcD", "1 3 4")]
    [InlineData("b", "abc", "1 2 3")]
    [InlineData("x*", "axxb", "1 3 4")]
    [InlineData("(?<=a)b", "ab", "1 2")]
    [InlineData("", "ab", "1 2")]
    public void CutsAroundMatchesAndBetween(string expression, string text, string cuts)
        => Assert.Equal(cuts, string.Join(' ', PatternRun.Cuts(new PatternPieces(TextPattern.Compile(expression)), text)));

    /// <summary>
    /// Without repetitions of what may be empty: in <c>(?:(?:a?)??b??){1,3}</c> and the like .NET does not repeat once a repetition was empty, while Oniguruma writes the three out. Without atomic groups: .NET 10 finds no match for <c>(?:(?&gt;.*))?b</c> in <c>ab</c>. It finds none for <c>(?:a+|)+</c> in the empty text either, but one for <c>(a+|)+</c>: where .NET contradicts itself so, either
    /// answer will do.
    /// </summary>
    [Fact]
    public void RandomPatternsMatchAsInNet()
        => Gen.Select(Expression("(?:{0}a){{1,3}}").Select(static expression => expression.Replace("(?>", "(?:", StringComparison.Ordinal).Replace("*+", "*", StringComparison.Ordinal).Replace("++", "+", StringComparison.Ordinal).Replace("?+", "?", StringComparison.Ordinal)), s_text.Array[1, 8]).Sample(
            static (expression, texts) =>
            {
                // .NET has no intersection of classes; it subtracts.
                string theirs = expression.Replace("[a-c&&[^b]]", "[a-c-[b]]", StringComparison.Ordinal).Replace("[[a-b]c]", "[abc]", StringComparison.Ordinal);
                Regex regex = new(theirs, RegexOptions.CultureInvariant);
                Check(
                    expression,
                    texts,
                    text => PatternRun.Matches(regex, text),
                    text => PatternRun.Matches(new Regex(theirs.Replace("(?:", "(", StringComparison.Ordinal), RegexOptions.CultureInvariant), text));
            },
            iter: 5_000);

    [Fact]
    public void RandomPatternsMatchAsANaiveMatcherDoes()
        => Gen.Select(s_expression, s_text.Array[1, 8]).Sample(
            static (expression, texts) =>
            {
                NaivePattern naive = new(PatternParser.Parse(expression, PatternDialect.Oniguruma));
                Check(expression, texts, naive.Matches);
            },
            iter: 5_000);

    private static void Check(string expression, string[] texts, Func<string, List<(int Start, int End)>> reference, Func<string, List<(int Start, int End)>>? other = null)
    {
        TextPattern pattern = TextPattern.Compile(expression);
        PatternMatcher fast = new(pattern);
        PatternMatcher remembering = new(pattern, freeSteps: -1_000_000);
        foreach (string text in texts)
        {
            List<(int Start, int End)> expected = reference(text);
            if (!Agree(expected) && (other is null || !Agree(other(text))))
            {
                throw new InvalidOperationException($"{expression} over '{text}': {string.Join(' ', expected)}, fast {string.Join(' ', PatternRun.Matches(fast, text))}, remembering {string.Join(' ', PatternRun.Matches(remembering, text))}");
            }

            bool Agree(List<(int Start, int End)> matches) => PatternRun.Matches(fast, text).SequenceEqual(matches) && PatternRun.Matches(remembering, text).SequenceEqual(matches);
        }
    }

    [Theory]
    [InlineData("a++a|a", "aaa", "0-1 1-2 2-3")]
    [InlineData(@"\p{N}{1,3}+", "12345", "0-5")] // in Oniguruma an interval is repeated
    [InlineData("(?i:k)", "kK\u212A", "0-1 1-2 2-5")]
    [InlineData("(?i:[^s])", "s\u017Fx", "3-4")]
    [InlineData("a(?i)b|c", "aBaC", "0-2 2-4")] // the flag's scope holds the alternative
    [InlineData(@"\R", "a\r\nb\u2028", "1-3 4-7")]
    [InlineData(@"\h+", "fF0g", "0-3")]
    [InlineData(@"\w+", "a\u0301_1 \u2167\u24B6", "0-5 6-12")]
    [InlineData("[[:digit:][:upper:]]+", "a1B", "1-3")]
    [InlineData(@"\p{Han}+", "a漢𮯰字", "1-11")]
    [InlineData(@"\p{Script=Greek}\p{^Greek}", "αa", "0-3")]
    [InlineData("[^a]", "a𝒳", "1-5")]
    [InlineData("^b$", "a\nb\nc", "2-3")]
    [InlineData("(?m:.)+", "a\nb", "0-3")]
    [InlineData("(?x) a  b # c", "ab", "0-2")]
    [InlineData("(?#x)(?<n>a)(?:)b", "ab", "0-2")]
    [InlineData("[]a]+", "a]", "0-2")]
    [InlineData("[a-]+", "a-", "0-2")]
    [InlineData(@"[\w&&[^\d_]]+", "a_1b", "0-1 3-4")]
    [InlineData("x{,2}", "xxx", "0-2 2-3")]
    [InlineData("a{b}", "a{b}", "0-4")]
    [InlineData("(?=[A-Z])", "aBc", "1-1")]
    [InlineData(@"\bb", "ab b", "3-4")]
    [InlineData(@"(|a)+x", "aax", "0-3")]
    public void KnowsTheSyntaxOfOniguruma(string expression, string text, string expected)
        => Assert.Equal(expected, string.Join(' ', PatternRun.Matches(new PatternMatcher(TextPattern.Compile(expression)), text).Select(static match => $"{match.Start}-{match.End}")));

    [Theory]
    [InlineData(@"\p{N}{1,3}+", "12345", "0-3 3-5")]
    [InlineData(@"\s++$|\s", " \n ", "0-3")]
    [InlineData("^b$", "a\nb", "")]
    [InlineData("(?m)^b$", "a\nb", "2-3")]
    [InlineData("(?s).+", "a\nb", "0-3")]
    [InlineData(@"\pL+", "ab1", "0-2")]
    [InlineData("a(?i)b|C", "aBc", "0-2 2-3")]
    [InlineData("[[:alpha:]]+", "aé", "0-1")]
    public void KnowsTheSyntaxOfRust(string expression, string text, string expected)
        => Assert.Equal(
            expected,
            string.Join(' ', PatternRun.Matches(new PatternMatcher(TextPattern.Compile(expression, PatternDialect.Rust)), text).Select(static match => $"{match.Start}-{match.End}")));

    [Theory]
    [InlineData("(a", "a '(' has no ')'", 1)]
    [InlineData("a)", "a ')' has no '('", 2)]
    [InlineData("[a", "a '[' has no ']'", 1)]
    [InlineData("*a", "'*' repeats nothing", 1)]
    [InlineData(@"a\1", @"'\1' is not supported", 2)]
    [InlineData(@"\p{Klingon}", "the property 'Klingon' is not known", 1)]
    [InlineData("(?(1)a)", "'(?(' is not supported", 3)]
    [InlineData("[b-a]", "in the wrong order", 3)]
    [InlineData("a{2,1}", "numbers of repetitions", 2)]
    [InlineData(@"a\", "nothing follows the last backslash", 2)]
    public void SaysWhatIsWrongAndWhere(string expression, string what, int place)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => TextPattern.Compile(expression));
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"(at character {place})", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expression, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(?<=a+)b", "fixed length")]
    [InlineData("((a{1000}b){1000}c){1000}", "more than")]
    public void SaysWhatCannotBeCompiled(string expression, string what)
        => Assert.Contains(what, Assert.Throws<InvalidDataException>(() => TextPattern.Compile(expression)).Message, StringComparison.Ordinal);

    /// <summary>Patterns that take quadratic or exponential time in engines that only go back, and those of tokenizers, over long runs: the steps are bounded by the length.</summary>
    [Theory]
    [InlineData("a+b|a", "a", 0)]
    [InlineData("a++b|a", "a", 0)]
    [InlineData("(?:a|a)*b|a", "a", 0)]
    [InlineData("(?:a*)*b|a", "a", 0)]
    [InlineData("(?:aa|a)+b|a", "a", 0)]
    [InlineData("a*?b|a", "a", 0)]
    [InlineData("(?=a*c)b|a", "a", 0)]
    [InlineData("a(?=a*)", "a", 0)]
    [InlineData("a(?=(?:aa|a)*c|(?:aa)*)", "a", 0)]
    [InlineData("(?>(?:aa)*)c|aa", "a", 0)]
    [InlineData("(?:a{1,5}){1,5}b|a", "a", 0)]
    [InlineData(".*x|.", "a", 0)]
    [InlineData(@"\s+(?!\S)|\s+", " ", 0)]
    [InlineData("x", "語", 0)]
    [MemberData(nameof(KnownOverRuns))]
    public void TakesStepsInProportionToTheText(string expression, string piece, int kind)
    {
        const int Length = 100_000;
        string text = new StringBuilder().Insert(0, piece, Length).Append(kind == 0 ? "" : "a").ToString();
        PatternMatcher matcher = new(TextPattern.Compile(expression));
        _ = PatternRun.Matches(matcher, text);
        Assert.InRange(matcher.Steps, 0, 200L * Length);
    }

    public static IEnumerable<object[]> KnownOverRuns()
        => from pattern in s_knownPatterns
           from piece in new[] { "a", " ", "A", "\n", "語", "'", "1", ".", "\u0301" }
           select new object[] { pattern, piece, 1 };
}
