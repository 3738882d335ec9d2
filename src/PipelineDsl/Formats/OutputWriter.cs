using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Turns kept documents into the bytes of one output file. A worker has one per output; the engine joins the shards' bytes in order.</summary>
/// <remarks>
/// What is written for a document may depend on nothing but the document, so that the file is the same for any number of workers and shards. A file
/// name that ends in <c>.gz</c> or <c>.zst</c> makes the engine compress the bytes, one member or frame a shard.
/// </remarks>
public abstract class OutputWriter
{
    /// <summary>The output file's name, relative to the output folder.</summary>
    public abstract string FileName { get; }

    /// <summary>Appends the bytes of one document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="output">Where to append.</param>
    public abstract void Write(Document document, TextBuffer output);

    /// <summary>Called once, after the last document of the last shard: appends what closes the file.</summary>
    /// <param name="totals">What was written to this file.</param>
    /// <param name="output">Where to append.</param>
    public virtual void Finish(in OutputTotals totals, TextBuffer output)
    {
    }

    /// <summary>What the manifest should say of the file beside its length and hash: a data type, a count.</summary>
    /// <param name="totals">What was written to this file.</param>
    /// <returns>Names and values, in the order to print them.</returns>
    public virtual IEnumerable<KeyValuePair<string, string>> Describe(OutputTotals totals) => [];
}

/// <summary>What was written to an output file.</summary>
/// <param name="Documents">The number of documents.</param>
/// <param name="Tokens">The number of their token ids.</param>
/// <param name="Bytes">The number of bytes before compression, without what <see cref="OutputWriter.Finish"/> appends.</param>
public readonly record struct OutputTotals(long Documents, long Tokens, long Bytes);

/// <summary>What a writer may want to know of its pipeline when it opens.</summary>
/// <param name="Fields">The fields that the documents carry, by slot; slot 0 is the text.</param>
/// <param name="IdSlot">The slot of the id, or -1.</param>
/// <param name="Tokens">How the pipeline makes tokens, or null if it makes none.</param>
public sealed record OutputContext(IReadOnlyList<FieldInfo> Fields, int IdSlot, TokenPacking? Tokens);
