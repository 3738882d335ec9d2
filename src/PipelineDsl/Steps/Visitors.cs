using System;
using System.Text;

namespace PipelineDsl;

/// <summary>
/// Marks a struct or a sealed class as a feature: something measured of a text. It implements one or more of the visitor interfaces of this file and joins the
/// fused pass of every segment in which a rule asks for it. A struct starts as <c>default</c> for each text; a class, which has a parameterless constructor and a
/// method marked <see cref="BeginAttribute"/>, is made once for each worker and keeps its memory.
/// </summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>Declares a feature.</summary>
    /// <param name="classes">The bit masks that an <see cref="IChunkVisitor"/> looks at; those of the other visitors are known.</param>
    /// <param name="cost">The least cost tier that the feature is measured in; by default its visitors say.</param>
    public FeatureAttribute(TextClasses classes = TextClasses.None, FeatureCost cost = FeatureCost.ByVisitor)
    {
        Classes = classes;
        Cost = cost;
    }

    /// <summary>The bit masks that the feature looks at.</summary>
    public TextClasses Classes { get; }

    /// <summary>The least cost tier that the feature is measured in.</summary>
    public FeatureCost Cost { get; }
}

/// <summary>The cost tiers of a segment: a tier is measured when no rule of a cheaper one has dropped the document.</summary>
public enum FeatureCost
{
    /// <summary>The tier of the feature's dearest visitor, or of the dearest feature it is derived from.</summary>
    ByVisitor,

    /// <summary>Counts of characters: bit masks, bytes, scalar values.</summary>
    Characters,

    /// <summary>Lines and paragraphs.</summary>
    Lines,

    /// <summary>Words and sentences.</summary>
    Words,

    /// <summary>The whole text at once.</summary>
    Document,

    /// <summary>Repeated n-grams.</summary>
    NGrams,

    /// <summary>Models.</summary>
    Models,
}

/// <summary>Sees the text as chunks of up to 4 KiB with one bit mask per class and 64 bytes: the fastest way to measure. Cost tier 1.</summary>
public interface IChunkVisitor
{
    /// <summary>Called for each chunk, in order.</summary>
    /// <param name="chunk">The chunk and its masks.</param>
    void OnChunk(in TextChunk chunk);
}

/// <summary>Sees each byte of the text. Cost tier 1.</summary>
public interface IByteVisitor
{
    /// <summary>Called for each byte, in order.</summary>
    /// <param name="value">The byte.</param>
    void OnByte(byte value);
}

/// <summary>Sees each Unicode scalar value of the text. Cost tier 1.</summary>
public interface IRuneVisitor
{
    /// <summary>Called for each scalar value, in order.</summary>
    /// <param name="rune">The scalar value.</param>
    void OnRune(Rune rune);
}

/// <summary>Sees each line, without its end (line ends as Python's <c>str.splitlines</c> has them). Cost tier 2.</summary>
public interface ILineVisitor
{
    /// <summary>Called for each line, in order; an empty text has no line, and a final line end opens no further line.</summary>
    /// <param name="line">The line.</param>
    void OnLine(in Line line);
}

/// <summary>Sees each paragraph: lines between blank lines (runs of two or more U+000A). Cost tier 2.</summary>
public interface IParagraphVisitor
{
    /// <summary>Called for each paragraph that is not empty, in order.</summary>
    /// <param name="paragraph">The paragraph.</param>
    void OnParagraph(in Paragraph paragraph);
}

/// <summary>Sees each word: a run of characters that are not white space. Cost tier 3.</summary>
public interface IWordVisitor
{
    /// <summary>Called for each word, in order.</summary>
    /// <param name="word">The word.</param>
    void OnWord(in Word word);
}

/// <summary>Sees each sentence. Cost tier 3.</summary>
public interface ISentenceVisitor
{
    /// <summary>Called for each sentence, in order.</summary>
    /// <param name="sentence">The sentence.</param>
    void OnSentence(in Sentence sentence);
}

/// <summary>Sees the whole text at once. Cost tier 4, the last.</summary>
public interface IDocumentVisitor
{
    /// <summary>Called once.</summary>
    /// <param name="text">The text, UTF-8.</param>
    void OnDocument(ReadOnlySpan<byte> text);
}
