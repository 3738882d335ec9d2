using System.Threading.Tasks;
using Xunit;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>What is emitted for pipelines of every shape. The snapshots are meant to be read.</summary>
public class EmittedCodeTests
{
    [Fact]
    public Task Minimal() => GeneratorKit.Verify("""
        namespace Sample;

        [Pipeline]
        [JsonLines("data/*.jsonl")]
        public static partial class Minimal;
        """);

    [Fact]
    public Task WebCorpus() => GeneratorKit.Verify("""
        namespace Sample;

        [Feature]
        public struct WordCount : IWordVisitor
        {
            public int Count;
            public void OnWord(in Word word) => Count++;
        }

        [Feature]
        public struct Hashtags : IWordVisitor
        {
            public int Count;
            public void OnWord(in Word word) { if (word.Bytes[0] == (byte)'#') { Count++; } }
        }

        [Feature]
        public struct Lines : ILineVisitor
        {
            public int Count;
            public void OnLine(in Line line) => Count++;
        }

        [Filter]
        public sealed partial class HouseRules
        {
            [Rule] public static Check FewHashtags(in Hashtags hashtags, in WordCount words) => Check.AtMost(hashtags.Count, words.Count * 0.1);
            [Rule] public static bool HasLines(in Lines lines) => lines.Count > 0;
            [Rule] public static bool NotInternal([Field("url")] ReadOnlySpan<byte> url) => url.IndexOf("intranet"u8) < 0;
        }

        public sealed class LengthAttribute(int minWords = 50, int maxWords = 100_000) : FilterAttribute<Length>
        {
            public int MinWords { get; } = minWords;
            public int MaxWords { get; } = maxWords;
        }

        [Filter]
        public sealed class Length
        {
            [Rule] public static Check EnoughWords(in WordCount words, int minWords) => Check.AtLeast(words.Count, minWords);
            [Rule] public static Check NotTooManyWords(in WordCount words, int maxWords) => Check.AtMost(words.Count, maxWords);
        }

        [Tokenize("o200k_base", contextLength: 4096)]
        public sealed partial class Gpt4oTokens;

        /// <summary>Clean pages of the web.</summary>
        [Pipeline]
        [JsonLines("data/*.jsonl.gz", text: "text", id: "id")]
        [Length(minWords: 50)]
        [Filter<HouseRules>]
        [ExactDedup]
        [Tokenize<Gpt4oTokens>]
        [TokenFileOutput("tokens.bin")]
        public static partial class WebCorpus;
        """);

    [Fact]
    public Task MemoryAndProfiles() => GeneratorKit.Verify("""
        namespace Sample;

        public interface IUnit { static abstract byte Of(byte value); }
        public struct Raw : IUnit { public static byte Of(byte value) => value; }
        public struct Folded : IUnit { public static byte Of(byte value) => (byte)(value | 0x20); }

        [Feature]
        public sealed class Letters<TUnit> : IByteVisitor
            where TUnit : struct, IUnit
        {
            private readonly bool[] _seen = new bool[256];
            public int Count { get; private set; }
            [Begin] public void Begin() { Count = 0; Array.Clear(_seen); }
            public void OnByte(byte value) { if (!_seen[TUnit.Of(value)]) { _seen[TUnit.Of(value)] = true; Count++; } }
        }

        [Feature(cost: FeatureCost.NGrams)]
        public struct Ratio
        {
            public double Value;
            [Finish] public void Finish(Letters<Raw> raw, Letters<Folded> folded) => Value = (double)folded.Count / raw.Count;
        }

        [Filter(inOrder: true)]
        public sealed class Varied<TUnit>
            where TUnit : struct, IUnit
        {
            [Rule] public static Check EnoughRatio(in Ratio ratio) => Check.AtLeast(ratio.Value, 0.5);
            [Rule] public static Check EnoughLetters(Letters<TUnit> letters, int least) => Check.AtLeast(letters.Count, least);
        }

        [Filter] public sealed class Old { [Rule] public static bool NotEmpty([Text] ReadOnlySpan<byte> text) => text.Length > 0; }

        [StepProfile("old", typeof(Old))]
        public sealed class VariedAttribute<TUnit>(int least = 3, [Profile] string? profile = null) : FilterAttribute<Varied<TUnit>>
            where TUnit : struct, IUnit
        {
            public int Least => least;
            public string? Profile => profile;
        }

        [Scratch] public sealed class Removed { public int Count; }

        [Mapper]
        public sealed class NoSpaces
        {
            [Map]
            public static void Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, Removed removed)
            {
                removed.Count = 0;
                foreach (byte value in text) { if (value != 32) { output.Append(value); } else { removed.Count++; } }
            }

            [Rule] public static Check FewRemoved(Removed removed) => Check.AtMost(removed.Count, 9);
        }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Varied<Folded>(least: 5)]
        [Varied<Raw>(profile: "old")]
        [Map<NoSpaces>]
        [Map<NoSpaces>]
        [Varied<Raw>]
        public static partial class MemoryAndProfiles;
        """);

    [Fact]
    public Task EveryVisitor() => GeneratorKit.Verify("""
        namespace Sample;

        [Feature(TextClasses.Upper | TextClasses.Digit)] public struct Chunks : IChunkVisitor { public int N; public void OnChunk(in TextChunk chunk) => N++; }
        [Feature] public struct Bytes : IByteVisitor { public int N; public void OnByte(byte value) => N++; }
        [Feature] public struct Runes : IRuneVisitor { public int N; public void OnRune(Rune rune) => N++; }
        [Feature] public struct Lines : ILineVisitor { public int N; public void OnLine(in Line line) => N++; }
        [Feature] public struct Paragraphs : IParagraphVisitor { public int N; public void OnParagraph(in Paragraph paragraph) => N++; }
        [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }
        [Feature] public struct Sentences : ISentenceVisitor { public int N; public void OnSentence(in Sentence sentence) => N++; }
        [Feature] public struct Whole : IDocumentVisitor { public int N; public void OnDocument(ReadOnlySpan<byte> text) => N = text.Length; }
        [Feature]
        public struct Several : IByteVisitor, IWordVisitor
        {
            public int N;
            public void OnByte(byte value) => N++;
            public void OnWord(in Word word) => N++;
        }

        [Filter]
        public sealed class Rules
        {
            [Rule] public static bool Chunk(in Chunks chunks) => chunks.N > 0;
            [Rule] public static bool Byte(Bytes bytes) => bytes.N > 0;
            [Rule] public static bool Rune(in Runes runes) => runes.N > 0;
            [Rule] public static bool Line(in Lines lines) => lines.N > 0;
            [Rule] public static bool Paragraph(in Paragraphs paragraphs) => paragraphs.N > 0;
            [Rule] public static bool Word(in Words words) => words.N > 0;
            [Rule] public static bool Sentence(in Sentences sentences) => sentences.N > 0;
            [Rule] public static bool Document(in Whole whole) => whole.N > 0;
            [Rule] public static bool Both(in Several several) => several.N > 0;
        }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Filter<Rules>]
        public static partial class EveryVisitor;
        """);

    [Fact]
    public Task DerivedFeatures() => GeneratorKit.Verify("""
        namespace Sample;

        [Feature] public struct Bangs : IRuneVisitor { public int N; public void OnRune(Rune rune) { if (rune.Value == '!') { N++; } } }
        [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }
        [Feature] public struct Excitement { public double PerWord; [Finish] public void Finish(in Bangs bangs, Words words) => PerWord = (double)bangs.N / words.N; }
        [Feature]
        public struct Mood : ILineVisitor
        {
            public double Value;
            public void OnLine(in Line line) => Value++;
            [Finish] public void Complete(in Excitement excitement) => Value *= excitement.PerWord;
        }

        [Filter]
        public sealed class Calm
        {
            [Rule] public static Check FewBangs(in Bangs bangs) => Check.AtMost(bangs.N, 9);
            [Rule] public static Check GoodMood(in Mood mood) => Check.AtMost(mood.Value, 1);
        }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Filter<Calm>]
        public static partial class DerivedFeatures;
        """);

    [Fact]
    public Task MappersAndDedups() => GeneratorKit.Verify("""
        namespace Sample;

        [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }

        [Filter] public sealed class Short { [Rule] public static Check FewWords(in Words words) => Check.AtMost(words.N, 100); }

        public sealed class TrimAttribute(char sign = ' ') : MapAttribute<Trim> { public char Sign { get; } = sign; }

        [Mapper]
        public sealed class Trim
        {
            [Map]
            public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, char sign)
            {
                output.Append(text.Trim((byte)sign));
                return output.Length != text.Length;
            }
        }

        [Mapper] public sealed class Quote { [Map] public static void Apply(TextBuffer output, [Text] ReadOnlySpan<byte> text) { output.Append((byte)'"'); output.Append(text); } }

        [Dedup] public sealed class OnePerTitle { [Key] public static ReadOnlySpan<byte> Key([Field("title", optional: true)] ReadOnlySpan<byte> title) => title; }

        [Pipeline(audit: true)]
        [JsonLines("*.jsonl")]
        [Filter<Short>]
        [Trim]
        [Filter<Short>]
        [ExactDedup]
        [Trim('"')]
        [Dedup<OnePerTitle>]
        [Map<Quote>]
        [Filter<Short>]
        public static partial class MappersAndDedups;
        """);

    [Fact]
    public Task SketchesAndNamedSteps() => GeneratorKit.Verify("""
        namespace Sample;

        [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }

        public sealed class NearAttribute(int bands = 14, string? index = null, string? clusterId = null) : DedupAttribute<Near>
        {
            public int Bands { get; } = bands;
            public string? Index { get; } = index;
            public string? ClusterId { get; } = clusterId;
        }

        [Dedup]
        public sealed class Near
        {
            [Sketch] public static void Sketch([Text] ReadOnlySpan<byte> text, in Words words, Sketch sketch, int bands) => sketch.WriteUInt32((uint)(words.N * bands));
            [Rank] public static double Rank([Field("date", optional: true)] double date) => date;
            [Resolve] public static Deduplication Resolve(int bands, string? index) => ExactDeduplication.Resolve(index: index);
            [Rule] public static Check LongEnough(DedupOutcome outcome, in Words words, int minimum = 50) => Check.AtLeast(outcome.IsChanged ? words.N : minimum, minimum);
        }

        [Dedup] [Near(bands: 9, index: "near.index")] public sealed class NearDuplicates;

        [Filter] public sealed class Weights { [Times] public static int BySize([Field("copies", optional: true)] long copies) => copies > 1 ? 2 : 1; }

        [Pipeline(audit: true)]
        [JsonLines("*.jsonl")]
        [Dedup<NearDuplicates>(clusterSize: "copies")]
        [Filter<Weights>]
        [ExactDedup(verify: true, against: "old.index", clusterId: "first")]
        [JsonLinesOutput(fields: "copies, first")]
        public static partial class SketchesAndNamedSteps;
        """);

    [Fact]
    public Task SourcesAndOutputs() => GeneratorKit.Verify("""
        namespace Sample;

        [Reader]
        public sealed class TextReader
        {
            [Read]
            public static void Read(RecordInput input, Record record)
            {
                while (input.TryReadThrough("\n"u8, out ReadOnlySpan<byte> line)) { record.SetText(line); record.Emit(); }
            }
        }

        [Filter] public sealed class English { [Rule] public static bool IsEnglish([Field("language", optional: true)] ReadOnlySpan<byte> language) => language is "en"; }

        [Tokenize("cl100k_base", endOfText: false)] public sealed class Tokens;

        [Pipeline]
        [JsonLines("web/**/*.jsonl", text: "content", id: "url")]
        [JsonLines("books/*.jsonl", text: "body")]
        [Source<TextReader>("plain/*.txt")]
        [Filter<English>]
        [Tokenize<Tokens>]
        [JsonLinesOutput("kept.jsonl", fields: "title, author")]
        [TokenFileOutput("first.bin")]
        [TokenFileOutput("second.bin")]
        public static partial class SourcesAndOutputs;
        """.Replace("language is \"en\"", "language.SequenceEqual(\"en\"u8)", System.StringComparison.Ordinal));

    [Fact]
    public Task Datasets() => GeneratorKit.Verify("""
        namespace Sample;

        [Writer]
        public sealed class Counter : DatasetWriter
        {
            [Open] public static Counter Open(DatasetContext context, string file) => new();
            public override void Write(TokenSequence sequence) { }
        }

        public sealed class CountAttribute(string file) : OutputAttribute<Counter> { public string File => file; }

        [Tokenize("cl100k_base")] public sealed class Tokens;

        [Pipeline]
        [JsonLines("web/*.jsonl", id: "id")]
        [Tokenize<Tokens>]
        [Sequences(2048, Packing.BestFit, Shuffle.Both, seed: 7, validation: 0.01)]
        [MegatronOutput]
        [TokenFileOutput]
        [Count("counts.txt")]
        public static partial class Datasets;
        """);

    [Fact]
    public Task Conversations() => GeneratorKit.Verify("""
        namespace Sample;

        [Tokenize("o200k_base", endOfText: false)]
        [ChatTemplate("chat/tokenizer_config.json", train: TrainedTurns.LastAssistant, maxTokens: 2048, variables: "{\"enable_thinking\":false}")]
        public sealed class Chat;

        [Pipeline]
        [Conversations("sft/*.jsonl", format: ConversationFormat.ShareGpt, id: "id")]
        [ExactDedup]
        [Tokenize<Chat>]
        [JsonLinesOutput]
        public static partial class Conversations;
        """);

    [Fact]
    public Task GlobalNamespace() => GeneratorKit.Verify("""
        [Filter] public sealed class NotEmpty { [Rule] public static bool HasText([Text] ReadOnlySpan<byte> text) => !text.IsEmpty; }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Filter<NotEmpty>]
        public static partial class GlobalNamespace;
        """);

    [Fact]
    public Task NestedWithKeywords() => GeneratorKit.Verify("""
        namespace Sample.@event.Deep;

        public sealed class IfAttribute(int @default, string @string = "s") : FilterAttribute<@if>
        {
            public int Default { get; } = @default;
            public string String { get; } = @string;
        }

        [Filter] public sealed class @if { [Rule] public static Check @else([Field("stars")] long @long, int @default, string @string) => Check.AtLeast(@long, @default + @string.Length); }

        public partial interface IOuter
        {
            internal partial record struct @struct
            {
                [Pipeline]
                [JsonLines("*.jsonl")]
                [If(3)]
                internal static partial class @class;
            }
        }
        """);

    [Fact]
    public Task FeaturesOfOneName() => GeneratorKit.Verify("""
        namespace Sample
        {
            [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N++; }

            [Filter] public sealed class Rules { [Rule] public static bool Same(in Words words, in Other.Words others) => words.N == others.N; }

            [Pipeline]
            [JsonLines("*.jsonl")]
            [Filter<Rules>]
            [Filter<Other.Rules>]
            public static partial class FeaturesOfOneName;
        }

        namespace Sample.Other
        {
            [Feature] public struct Words : IWordVisitor { public int N; public void OnWord(in Word word) => N += 2; }

            [Filter] public sealed class Rules { [Rule] public static bool Same(in Words words) => words.N == 0; }
        }
        """);

    [Fact]
    public Task EveryLiteral() => GeneratorKit.Verify("""
        namespace Sample;

        public enum Mode { Fast, @default }

        [Flags] public enum Signs : byte { None, Dots = 1, Commas = 2 }

        public sealed class LiteralsAttribute(
            string text = "say \"hi\"\\\n\u2028", double ratio = -0.25, double whole = 3, double big = 1e300, float single = 1.5f, int number = -7,
            long wide = long.MinValue, ulong huge = ulong.MaxValue, uint word = 7, short small = -3, byte octet = 255, Mode mode = Mode.@default,
            Signs signs = Signs.Dots | Signs.Commas, char sign = '\'', bool strict = true, string? nothing = null) : FilterAttribute<Literals>
        {
            public object?[] All { get; } = [text, ratio, whole, big, single, number, wide, huge, word, small, octet, mode, signs, sign, strict, nothing];
        }

        public sealed class Names : IService<Names> { public static Names Load(in ServiceRequest request) => new(); }

        [Filter]
        public sealed class Literals
        {
            [Rule]
            public static bool Step(
                string text, double ratio, double whole, double big, float single, int number, long wide, ulong huge, uint word, short small, byte octet, Mode mode, Signs signs,
                char sign, bool strict, string? nothing)
                => text.Length + ratio + whole + big + single + number + wide + huge + word + small + octet + (int)mode + (int)signs + sign > 0 && strict && nothing is null;

            [Rule]
            public static bool Own(Names names, double limit = double.PositiveInfinity, double none = double.NaN, Mode own = Mode.Fast, int? maybe = null, decimal price = 1.50m)
                => names is not null && limit > none && own == Mode.Fast && maybe is null && price > 1;
        }

        public sealed class ListedAttribute(string names) : FilterAttribute<Listed> { public string Names { get; } = names; }

        [Filter]
        public sealed class Listed
        {
            [Rule] public static bool First(Names names) => names is not null;
            [Rule] public static bool Second(Names names) => names is not null;
        }

        [Pipeline]
        [JsonLines("*.jsonl")]
        [Literals]
        [Literals(text: "", ratio: double.NegativeInfinity, sign: '\0', mode: (Mode)(-1))]
        [Listed("words/a.txt")]
        [Listed("words/b.txt")]
        public static partial class EveryLiteral;
        """);
}
