using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>One shard's part of one output file: collects what the writer appends and writes it, compressed if the file's name says so, in large pieces.</summary>
internal sealed class OutputPart(OutputWriter writer, TextBuffer buffer, Stream stream) : IDisposable
{
    private const int FlushAt = 1 << 18;
    private long _documents;
    private long _tokens;
    private long _bytes;

    /// <summary>What was written so far.</summary>
    public OutputTotals Totals => new(_documents, _tokens, _bytes + buffer.Length);

    /// <summary>Writes a document.</summary>
    public void Write(Document document)
    {
        writer.Write(document, buffer);
        _documents++;
        _tokens += document.Tokens.Count;
        if (buffer.Length >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Called after the last document.</summary>
    public void End()
    {
        if (writer is CorpusWriter corpus)
        {
            corpus.EndShard(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        stream.Dispose();
    }

    private void Flush()
    {
        stream.Write(buffer.Bytes);
        _bytes += buffer.Length;
        buffer.Clear();
    }
}
