using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Benchmarks;

/// <summary>JSON lines in memory to unescaped, checked text, one thread, against <see cref="Utf8JsonReader"/>. Target: 8 times.</summary>
/// <remarks>
/// Both read the file where it lies in memory. Ours is the reader that pipelines use, with everything it does: it finds lines, checks that each is JSON to its end, that the text is
/// UTF-8, and hands a padded document to a sink. The baseline finds each line, stops at the text's value and copies it to a reused buffer.
/// </remarks>
internal sealed class JsonRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        byte[] file = Load(corpus);
        long documents = file.AsSpan().Count((byte)'\n');
        SteadySink sink = new();
        Document document = new(1);
        InputBuffer buffer = new(file.Length + 1);
        file.CopyTo(buffer.Bytes, 0);
        long theirs = 0;
        run.Add("ours", file.Length, documents, () =>
        {
            sink.Begin();
            using RecordInput input = RecordInput.FromBuffer(buffer, file.Length, "bench.jsonl", 16 << 20);
            JsonLinesReader.Read(input, new Record(input, new TextField(), document, sink));
            sink.End();
        });
        byte[] text = new byte[file.Length];
        run.Add("Utf8JsonReader + CopyString", file.Length, documents, () =>
        {
            theirs = 0;
            for (int begin = 0; begin < file.Length;)
            {
                ReadOnlySpan<byte> rest = file.AsSpan(begin);
                int length = rest.IndexOf((byte)'\n');
                theirs += CopyText(rest[..length], text);
                begin += length + 1;
            }
        });
        run.Print(() => sink.Allocated);
        if (sink.Bytes != theirs)
        {
            throw new InvalidOperationException($"{Name}: {sink.Bytes} bytes of text of ours, {theirs} of the baseline");
        }
    }

    private static int CopyText(ReadOnlySpan<byte> line, byte[] target)
    {
        Utf8JsonReader json = new(line);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("text"u8))
            {
                json.Read();
                return json.CopyString(target);
            }

            if (json.CurrentDepth > 0)
            {
                json.TrySkip();
            }
        }

        return 0;
    }

    /// <summary>The user's file, or the shared web text, or the texts of the token benchmark written as JSON lines.</summary>
    private static byte[] Load(string? corpus)
    {
        if (corpus is not null)
        {
            return File.ReadAllBytes(corpus);
        }

        if (TokenCorpus.FindShared("web20.jsonl.gz") is { } shared)
        {
            using GZipStream stream = new(File.OpenRead(shared), CompressionMode.Decompress);
            using MemoryStream all = new();
            stream.CopyTo(all);
            return all.ToArray();
        }

        TextBuffer lines = new(1 << 20);
        foreach (string text in TokenCorpus.Open(null, "web20.jsonl.gz").Strings)
        {
            lines.Append("{\"text\": "u8);
            JsonString.Append(Encoding.UTF8.GetBytes(text), lines);
            lines.Append("}\n"u8);
        }

        return lines.Bytes.ToArray();
    }

    private sealed class TextField() : FieldMap(-1, new FieldInfo("text", FieldKind.Utf8, Optional: false))
    {
        public override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("text"u8) ? TextSlot : -1;
    }

    /// <summary>Counts bytes of text, and what is allocated from the first document of a pass to the last: the file's own buffers are there by then.</summary>
    private sealed class SteadySink : IRecordSink
    {
        private bool _any;
        private long _before;

        public long Bytes { get; private set; }

        public long Allocated { get; private set; }

        public void Begin()
        {
            _any = false;
            Bytes = 0;
        }

        public void End() => Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;

        public void Accept(Document document)
        {
            if (!_any)
            {
                _any = true;
                _before = GC.GetAllocatedBytesForCurrentThread();
            }

            Bytes += document.Text.Length;
        }

        public void Reject(Rejection rejection, ReadOnlySpan<byte> raw) => throw new InvalidDataException(rejection.ToString());
    }
}
