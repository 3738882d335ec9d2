using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>Counts the bits of masks.</summary>
internal static class Bits
{
    public static int Of(in TextChunk chunk, TextClasses row)
    {
        int count = 0;
        foreach (ulong word in chunk.Mask(row))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}

/// <summary>Sees chunks: looks at masks that no other feature here looks at.</summary>
[Feature(TextClasses.Punctuation | TextClasses.Continuation)]
public struct Marks : IChunkVisitor
{
    public int Punctuation;
    public int Continuations;

    public void OnChunk(in TextChunk chunk)
    {
        Punctuation += Bits.Of(in chunk, TextClasses.Punctuation);
        Continuations += Bits.Of(in chunk, TextClasses.Continuation);
    }
}

/// <summary>Sees the same text in many ways; in the tier of the dearest.</summary>
[Feature(TextClasses.Digit)]
public struct Everything : IChunkVisitor, IByteVisitor, IRuneVisitor, ILineVisitor, IParagraphVisitor, IWordVisitor, ISentenceVisitor, IDocumentVisitor
{
    public int Hash;

    public void OnChunk(in TextChunk chunk) => Mix(Bits.Of(in chunk, TextClasses.Digit) > 0 ? 1 : 0);

    public void OnByte(byte value) => Mix(value);

    public void OnRune(Rune rune) => Mix(rune.Value);

    public void OnLine(in Line line) => Mix(line.Bytes.Length);

    public void OnParagraph(in Paragraph paragraph) => Mix(paragraph.Bytes.Length);

    public void OnWord(in Word word) => Mix(word.Bytes[0]);

    public void OnSentence(in Sentence sentence) => Mix(sentence.Bytes[^1]);

    public void OnDocument(ReadOnlySpan<byte> text) => Mix(text.Length);

    private void Mix(int value) => Hash = unchecked((Hash * 31) + value);
}

/// <summary>Sees sentences, at a cost that is not that of sentences.</summary>
[Feature(cost: FeatureCost.Models)]
public struct LongestSentence : ISentenceVisitor
{
    public int Bytes;
    public int Count;

    public void OnSentence(in Sentence sentence)
    {
        Count++;
        Bytes = Math.Max(Bytes, sentence.Bytes.Length);
    }
}

/// <summary>Derived of what is derived itself, from features of four tiers, by value and by <see langword="in"/>.</summary>
[Feature]
public struct Texture
{
    public double Value;

    [Finish]
    public void Finish(Mood mood, in LongestSentence sentences, Marks marks, DistinctBytes<Folded> bytes, in ParagraphCount paragraphs)
        => Value = mood.Value + (sentences.Count / 7.0) + (marks.Punctuation / 100.0) + (bytes.Count / 256.0) + (paragraphs.Count / 50.0);
}

/// <summary>A feature that keeps memory, sees words, and looks at another one in the end.</summary>
[Feature]
public sealed class Vocabulary : IWordVisitor
{
    private readonly HashSet<string> _words = [];

    public int Distinct => _words.Count;

    public double Share { get; private set; }

    [Begin]
    public void Reset() => _words.Clear();

    public void OnWord(in Word word) => _words.Add(Encoding.UTF8.GetString(word.Bytes));

    [Finish]
    public void End(in WordLengths words) => Share = words.Count == 0 ? 1 : (double)Distinct / words.Count;
}

/// <summary>Two features of one name in one tier.</summary>
public static class Shouting
{
    /// <summary>Counts capital letters.</summary>
    [Feature(TextClasses.Upper)]
    public struct Signs : IChunkVisitor
    {
        public int Count;

        public void OnChunk(in TextChunk chunk) => Count += Bits.Of(in chunk, TextClasses.Upper);
    }
}

/// <summary>The other feature of that name.</summary>
[Feature(TextClasses.NumberSign | TextClasses.Ellipsis | TextClasses.Period)]
public struct Signs : IChunkVisitor
{
    public int Count;

    public void OnChunk(in TextChunk chunk) => Count += Bits.Of(in chunk, TextClasses.NumberSign) + Bits.Of(in chunk, TextClasses.Ellipsis) + Bits.Of(in chunk, TextClasses.Period);
}

/// <summary>A generic struct whose argument is generic too.</summary>
[Feature]
public struct Sampled<TView> : IByteVisitor, IDocumentVisitor
    where TView : struct, IByteView
{
    public int Sum;
    public int Length;

    public void OnByte(byte value) => Sum += (TView.Of(value) & 3) == 1 ? 1 : 0;

    public void OnDocument(ReadOnlySpan<byte> text) => Length = text.Length;
}

/// <summary>A view made of a view.</summary>
public readonly struct Flipped<TView> : IByteView
    where TView : struct, IByteView
{
    public static byte Of(byte value) => (byte)~TView.Of(value);
}

/// <summary>Options of every type that an attribute can have.</summary>
public sealed class PickyAttribute(
    char sign = '"',
    string word = "the \"quoted\"\n\u2028word",
    long seed = long.MinValue,
    double share = 0.35,
    float weight = 1.5f,
    short least = -3,
    byte most = 200,
    uint mask = uint.MaxValue,
    ulong wide = ulong.MaxValue,
    Strictness strictness = Strictness.Strict,
    bool invert = false,
    string? none = null) : FilterAttribute<Picky>
{
    public char Sign { get; } = sign;

    public string Word { get; } = word;

    public long Seed { get; } = seed;

    public double Share { get; } = share;

    public float Weight { get; } = weight;

    public short Least { get; } = least;

    public byte Most { get; } = most;

    public uint Mask { get; } = mask;

    public ulong Wide { get; } = wide;

    public Strictness Strictness { get; } = strictness;

    public bool Invert { get; } = invert;

    public string? None { get; } = none;
}

public enum Strictness
{
    Lax = -1,
    Strict = 7,
}

[Filter]
public sealed class Picky
{
    [Rule]
    public static Check NoSign([Text] ReadOnlySpan<byte> text, char sign, bool invert)
    {
        Span<byte> utf8 = stackalloc byte[4];
        utf8 = utf8[..Encoding.UTF8.GetBytes([char.IsSurrogate(sign) ? '?' : sign], utf8)];
        int at = text.IndexOf(utf8);
        return new Check(at < 0 != invert, at, 0).At(Math.Max(at, 0), at < 0 ? 0 : utf8.Length);
    }

    [Rule]
    public static Check OftenEnough(Vocabulary words, double share, Strictness strictness, string? none) => Check.AtLeast(words.Share + (none?.Length ?? 0), share / (int)strictness);

    [Rule]
    public static bool Lucky(in ByteSum bytes, long seed, uint mask, ulong wide) => (unchecked(bytes.Sum + (int)seed) & mask & (uint)wide) % 11 != 3;

    [Rule]
    public static Check Shapely(in Texture texture, float weight, short least, byte most) => new(texture.Value * weight >= least && texture.Value <= most, texture.Value, weight);

    [Rule]
    public static bool OtherWord([Text] ReadOnlySpan<byte> text, string word) => word.Length == 0 || text.IndexOf(Encoding.UTF8.GetBytes(word)) < 0;
}

/// <summary>Fields of every type, required and optional, by their names and by options.</summary>
public sealed class CardAttribute(string? number = "score", string? title = "kind", double most = 3) : FilterAttribute<Card>
{
    public string? Number { get; } = number;

    public string? Title { get; } = title;

    public double Most { get; } = most;
}

[Filter]
public sealed class Card
{
    [Rule]
    public static Check NotAbove([FieldNamedBy("number", optional: true)] double value, double most) => new(!(value > most), value, most);

    [Rule]
    public static bool NotHidden([Field("hidden", optional: true)] bool hidden) => !hidden;

    [Rule]
    public static Check Starred([Field("stars")] long stars, in UpperRunes upper) => Check.AtMost(upper.Count, stars * 40);

    [Rule]
    public static bool OtherKind([FieldNamedBy("title", optional: true)] ReadOnlySpan<byte> title, [Field("language", optional: true)] ReadOnlySpan<byte> language)
        => !title.SequenceEqual("odd"u8) || language.IsEmpty;

    [Rule]
    public static Check NotMuchShorter([Field("text")] ReadOnlySpan<byte> original, [Text] ReadOnlySpan<byte> text) => Check.AtLeast(text.Length, original.Length / 5);
}

/// <summary>What the rules of one step hand on to each other.</summary>
[Scratch]
public sealed class Ledger
{
    public int First { get; set; }

    public int Second { get; set; }
}

/// <summary>Rules in order that share memory, dear ones first.</summary>
[Filter(inOrder: true)]
public sealed class Chained
{
    [Rule]
    public static Check Long(in LongestSentence sentences, Ledger ledger, int limit = 700)
    {
        ledger.First = sentences.Bytes;
        return Check.AtMost(sentences.Bytes, limit);
    }

    [Rule]
    public static Check Even(Ledger ledger, in Signs signs)
    {
        ledger.Second = ledger.First + signs.Count;
        return new Check(ledger.Second % 13 != 5, ledger.Second, 5);
    }

    [Rule]
    public static bool Odd([Text] ReadOnlySpan<byte> text, Ledger ledger) => (text.Length + ledger.Second) % 17 != 4;
}

/// <summary>Rules in tiers apart, so that those of another such step come between them, and each has memory of its own.</summary>
public sealed class TallyAttribute(int salt = 5) : FilterAttribute<Tally>
{
    public int Salt { get; } = salt;
}

[Filter(inOrder: true)]
public sealed class Tally
{
    [Rule]
    public static bool Remember(in ByteSum bytes, Ledger ledger, int salt)
    {
        ledger.First = unchecked(bytes.Count + salt);
        return bytes.Count != 77;
    }

    [Rule]
    public static Check Recall(in WordLengths words, Ledger ledger) => new(ledger.First % 7 != 3 || words.Count % 2 == 0, ledger.First, words.Count);
}

/// <summary>Rules of all tiers, the dear ones declared first.</summary>
[Filter]
public sealed class Shuffled
{
    [Rule]
    public static Check Textured(in Texture texture) => Check.AtLeast(texture.Value, 0.2);

    [Rule]
    public static bool Sampled(Sampled<Flipped<Folded>> flipped, in Sampled<Raw> raw) => raw.Length == 0 || (flipped.Sum + raw.Sum) % 19 != 7;

    [Rule]
    public static Check Quiet(in Shouting.Signs capitals, in Signs signs) => Check.AtMost(capitals.Count, 60 + (9 * signs.Count));

    [Rule]
    public static Check Hashed(in Everything everything) => new((everything.Hash & 15) != 6, everything.Hash, 6);

    [Rule]
    public static Check Narrow(in LineLengths lines, Vocabulary words) => Check.AtMost(lines.Longest, 500 + words.Distinct);

    [Rule]
    public static Check Plain(in Marks marks) => Check.AtMost(marks.Continuations, 4000 + marks.Punctuation);
}

/// <summary>Names that are words of C#, a name of a field that no name of C# can be, and two rules of one name.</summary>
public sealed class AwkwardAttribute(int @class = 3, string? @null = "a \"b\"\\\n{c}") : FilterAttribute<@event>
{
    public int Class { get; } = @class;

    public string? Null { get; } = @null;
}

[Filter]
public sealed class @event
{
    [Rule]
    public static Check @if(in @struct<@struct<Raw>> @in, int @class) => Check.AtLeast(@in.@long, @class);

    [Rule]
    public static bool @if([FieldNamedBy("null", optional: true)] ReadOnlySpan<byte> @out, in @struct<Folded> @ref) => @out.Length != 3 || @ref.@long % 2 == 0;
}

/// <summary>A generic feature of which one tier has two.</summary>
[Feature]
public struct @struct<TView> : IWordVisitor, IByteView
    where TView : struct, IByteView
{
    public int @long;

    public static byte Of(byte value) => (byte)(TView.Of(value) ^ 1);

    public void OnWord(in Word word) => @long = Math.Max(@long, word.Bytes.Length - (TView.Of(word.Bytes[0]) & 1));
}

/// <summary>How many times a document counts.</summary>
public sealed class RepeatedAttribute(int most = 3) : FilterAttribute<Repeated>
{
    public int Most { get; } = most;
}

[Filter]
public sealed class Repeated
{
    [Times]
    public static int ByWords(in WordLengths words, int most) => Math.Clamp(words.Count % 5, 0, Math.Clamp(most, 0, 4));

    [Times]
    public static int ByScore([Field("score", optional: true)] double score) => score > 1 ? 2 : 1;

    [Rule]
    public static bool SomeWords(in WordLengths words) => words.Count > 0;
}

/// <summary>A step with a name: another one with options of its own.</summary>
[Shape(minWords: 3, maxMood: 0.95)]
public sealed class Shapely;

/// <summary>Writes always, measures what it changes, and judges what it made.</summary>
public sealed class WrapAttribute(int width = 60, string end = "\n") : MapAttribute<Wrap>
{
    public int Width { get; } = width;

    public string End { get; } = end;
}

[Mapper]
public sealed class Wrap
{
    [Map]
    public static void Apply([Text] ReadOnlySpan<byte> text, in LineLengths lines, TextBuffer output, Ledger ledger, int width, string end)
    {
        ledger.First = 0;
        ledger.Second = lines.Longest;
        int column = 0;
        foreach (byte value in text)
        {
            if (value == ' ' && column >= width && lines.Longest > width)
            {
                output.Append(Encoding.UTF8.GetBytes(end));
                ledger.First++;
                column = 0;
            }
            else
            {
                output.Append(value);
                column = value == '\n' ? 0 : column + 1;
            }
        }
    }

    [Rule]
    public static Check FewBreaks(Ledger ledger, in LineLengths lines) => Check.AtMost(ledger.First, 40 + lines.Lines);

    [Rule]
    public static Check Shorter(in LineLengths lines, Ledger ledger) => Check.AtMost(lines.Longest, Math.Max(ledger.Second, 1));

    [Rule]
    public static bool Even(Ledger ledger) => ledger.First % 9 != 8;
}

/// <summary>Removes what a field says, or everything.</summary>
[Mapper]
public sealed class Censor
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, [Field("kind", optional: true)] ReadOnlySpan<byte> kind, in Marks marks)
    {
        if (kind.IsEmpty || (kind.SequenceEqual("even"u8) && marks.Punctuation % 2 == 0))
        {
            return !kind.IsEmpty; // all of the text is gone
        }

        output.Append(text);
        output.Append(kind);
        output.Append((byte)'\n');
        return marks.Punctuation > 3; // what was written counts only then
    }
}

/// <summary>Doubles the text, so that it lies elsewhere and in a longer buffer.</summary>
[Mapper]
public sealed class Echo
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        if (text.Length > 3000)
        {
            return false;
        }

        output.Append(text);
        output.Append("\n\n"u8);
        output.Append(text);
        return true;
    }
}

/// <summary>A key that is a number, of features; the best survives.</summary>
[Dedup]
public sealed class ByShape
{
    [Key]
    public static UInt128 Key(in LineLengths lines, Vocabulary words) => ((UInt128)(uint)lines.Lines << 64) | (uint)(words.Distinct / 4);

    [Rank]
    public static double Rank([Field("score", optional: true)] double score, in WordLengths words) => score + (words.Count % 3);
}

/// <summary>A key that is a stretch of text, verified or not, with rules after the cut.</summary>
[Dedup]
public sealed class ByFirstLine
{
    [Key]
    public static ReadOnlySpan<byte> Key([Text] ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is >= 0 and int end ? text[..end] : text;

    [Rule]
    public static Check NotHuge(in ByteSum bytes, DedupOutcome outcome) => Check.AtMost(bytes.Count, outcome.IsChanged ? 0 : 60_000);

    [Rule]
    public static bool NotLucky(in Everything everything, int remainder = 9) => BitOperations.PopCount((uint)everything.Hash) != remainder;
}

/// <summary>A sketch, which a deduplication of the library reads.</summary>
[Dedup]
public sealed class ByWords
{
    [Sketch]
    public static void Sketch(Sketch sketch, in WordLengths words, Vocabulary vocabulary, Ledger ledger)
    {
        ledger.First = words.Count + vocabulary.Distinct;
        if (words.Count > 4)
        {
            sketch.WriteUInt128((UInt128)(uint)ledger.First);
        }
    }

    [Rank]
    public static double Rank(Ledger ledger, in Mood mood) => ledger.First - mood.Value;

    [Resolve]
    public static Deduplication Resolve() => ExactDeduplication.Resolve();
}
