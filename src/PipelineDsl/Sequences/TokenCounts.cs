using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Counts of documents and tokens with a digest of what they are: two counts are equal only if nothing was lost, repeated or changed between them.</summary>
/// <remarks>
/// The digest is the sum, modulo 2⁶⁴, of a product for each token: of its id (with its flag) and of a number made of its document's key and its place in the document. A sum does not
/// mind the order, so it is the same before and after packing and shuffling.
/// </remarks>
internal struct TokenCounts
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15; // 2⁶⁴ divided by the golden ratio, odd

    /// <summary>Documents with a token at least.</summary>
    public long Documents { get; set; }

    /// <summary>Documents without a token.</summary>
    public long Empty { get; set; }

    /// <summary>Tokens.</summary>
    public long Tokens { get; set; }

    /// <summary>Documents with loss flags.</summary>
    public long Flagged { get; set; }

    /// <summary>The digest.</summary>
    public ulong Digest { get; private set; }

    /// <summary>Counts the tokens of a stretch of a document; not the document.</summary>
    /// <param name="document">The document's key.</param>
    /// <param name="offset">The first token's place in the document.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="loss">Their flags, or empty: every token counts.</param>
    public void AddTokens(UInt128 document, long offset, ReadOnlySpan<int> ids, ReadOnlySpan<byte> loss)
    {
        ulong place = ((ulong)document ^ (ulong)(document >> 64)) + ((ulong)offset * Step);
        ulong sum = 0;
        if (loss.IsEmpty)
        {
            foreach (int id in ids)
            {
                sum += ((uint)id + 1UL) * place;
                place += Step;
            }
        }
        else
        {
            for (int i = 0; i < ids.Length; i++)
            {
                sum += ((uint)ids[i] + 1UL + (loss[i] == 0 ? 1UL << 32 : 0)) * place;
                place += Step;
            }
        }

        Digest += sum;
        Tokens += ids.Length;
    }

    /// <summary>Adds other counts.</summary>
    public void Add(in TokenCounts other)
    {
        Documents += other.Documents;
        Empty += other.Empty;
        Tokens += other.Tokens;
        Flagged += other.Flagged;
        Digest += other.Digest;
    }

    /// <summary>Writes the counts.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(Documents);
        writer.Write(Empty);
        writer.Write(Tokens);
        writer.Write(Flagged);
        writer.Write(Digest);
    }

    /// <summary>Reads counts that <see cref="Write"/> wrote.</summary>
    public static TokenCounts Read(BinaryReader reader)
        => new() { Documents = reader.ReadInt64(), Empty = reader.ReadInt64(), Tokens = reader.ReadInt64(), Flagged = reader.ReadInt64(), Digest = reader.ReadUInt64() };
}
