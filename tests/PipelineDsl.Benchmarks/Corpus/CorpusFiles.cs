using System;
using System.Globalization;
using System.IO;
using System.IO.Hashing;
using System.Text;

namespace PipelineDsl.Benchmarks;

/// <summary>Writes a generated corpus as files of JSON lines: <c>id</c>, <c>text</c>, <c>kind</c> and, for copies, <c>of</c>: the id of the original.</summary>
/// <param name="generator">Makes the documents.</param>
/// <param name="folder">Where the files go, <c>part-00000.jsonl</c> and so on.</param>
internal sealed class CorpusFiles(CorpusGenerator generator, string folder)
{
    private readonly XxHash128 _hash = new();
    private readonly TextBuffer _line = new();
    private readonly TextBuffer _text = new();

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Documents written.</summary>
    public long Documents { get; private set; }

    /// <summary>Exact copies among them.</summary>
    public long Exact { get; private set; }

    /// <summary>Near copies among them.</summary>
    public long Near { get; private set; }

    /// <summary>The XXH3-128 of all files' bytes, one after the other.</summary>
    public UInt128 Hash => _hash.GetCurrentHashAsUInt128();

    /// <summary>Writes documents until there are as many bytes as asked for.</summary>
    /// <param name="bytes">The length of the corpus; the last document may go beyond it.</param>
    /// <param name="fileBytes">The length at which the next file begins.</param>
    public void Write(long bytes, long fileBytes)
    {
        Directory.CreateDirectory(folder);
        for (int file = 0; Bytes < bytes; file++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{file:D5}.jsonl"));
            using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
            long end = Math.Min(bytes, Bytes + fileBytes);
            while (Bytes < end)
            {
                WriteDocument();
                stream.Write(_line.Bytes);
                _hash.Append(_line.Bytes);
                Bytes += _line.Length;
            }
        }
    }

    private void WriteDocument()
    {
        _text.Clear();
        (CorpusKind kind, long of) = generator.Write(Documents, _text);
        _line.Clear();
        _line.Append("{\"id\":\""u8);
        AppendId(Documents);
        _line.Append("\",\"text\":"u8);
        JsonString.Append(_text.Bytes, _line);
        _line.Append(kind switch { CorpusKind.Exact => ",\"kind\":\"exact\""u8, CorpusKind.Near => ",\"kind\":\"near\""u8, _ => ",\"kind\":\"original\""u8 });
        if (kind != CorpusKind.Original)
        {
            _line.Append(",\"of\":\""u8);
            AppendId(of);
            _line.Append((byte)'"');
        }

        _line.Append("}\n"u8);
        Documents++;
        Exact += kind == CorpusKind.Exact ? 1 : 0;
        Near += kind == CorpusKind.Near ? 1 : 0;
    }

    private void AppendId(long number)
    {
        Span<byte> id = stackalloc byte[24];
        _ = Encoding.ASCII.TryGetBytes(string.Create(CultureInfo.InvariantCulture, $"d{number:D10}"), id, out int length);
        _line.Append(id[..length]);
    }
}
