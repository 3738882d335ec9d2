using System;
using System.Buffers.Binary;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>The keys by which documents are shuffled and split: the hash of the id, which does not depend on sharding, or else of source, file and ordinal.</summary>
internal sealed class DocumentKeys
{
    private readonly byte[] _place;

    /// <summary>Creates the keys of a file's documents.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="file">The file's name as outputs have it.</param>
    public DocumentKeys(string source, string file) => _place = [.. Encoding.UTF8.GetBytes($"{source}\0{file}\0"), .. new byte[sizeof(long)]];

    /// <summary>The key of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="idSlot">The slot of the id, or -1.</param>
    public UInt128 Of(Document document, int idSlot)
    {
        if (idSlot >= 0 && document.Has(idSlot))
        {
            return DedupKey.Of(document.Utf8(idSlot));
        }

        BinaryPrimitives.WriteInt64LittleEndian(_place.AsSpan(_place.Length - sizeof(long)), document.Ordinal);
        return DedupKey.Of(_place);
    }
}
