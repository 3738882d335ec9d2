using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Benchmarks;

/// <summary>Paragraphs of real documents: consecutive lines of some hundred bytes, in the order of the files, and in a file by language, so that what stands near each other is of one kind.</summary>
internal sealed class CorpusPieces : IRecordSink
{
    private const int LeastBytes = 256;
    private const int MostBytes = 1024;
    private const int MostDocumentBytes = 64 << 10;
    private readonly TextBuffer _bytes = new(1 << 20);
    private readonly List<(int Start, int Length)> _pieces = [];
    private readonly List<int> _documentBytes = [];
    private readonly List<(string Language, byte[] Text)> _file = [];

    /// <summary>The number of pieces.</summary>
    public int Count => _pieces.Count;

    /// <summary>The lengths of the documents that the pieces are from, at most 64 KiB each.</summary>
    public IReadOnlyList<int> DocumentBytes => _documentBytes;

    /// <summary>A piece: UTF-8, no line end behind it.</summary>
    public ReadOnlySpan<byte> this[int i] => _bytes.Bytes.Slice(_pieces[i].Start, _pieces[i].Length);

    /// <summary>Adds the documents of a file: JSON lines with the field <c>text</c> and, if they are of several languages, <c>lang</c>; plain, <c>.gz</c> or <c>.zst</c>.</summary>
    /// <exception cref="InvalidDataException">A record is broken.</exception>
    public void AddFile(string path)
    {
        using RecordInput input = RecordInput.Open(path, Path.GetFileName(path), 64 << 20);
        JsonLinesReader.Read(input, new Record(input, new Fields(), new Document(2), this));
        foreach ((_, byte[] text) in _file.OrderBy(static d => d.Language, StringComparer.Ordinal))
        {
            Add(text);
        }

        _file.Clear();
    }

    /// <summary>Adds a document.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        _documentBytes.Add(Math.Min(text.Length, MostDocumentBytes));
        while (!text.IsEmpty)
        {
            int end = End(text);
            ReadOnlySpan<byte> piece = text[..end].Trim(" \t\r\n"u8);
            if (!piece.IsEmpty)
            {
                _pieces.Add((_bytes.Length, piece.Length));
                _bytes.Append(piece);
            }

            text = text[end..];
        }
    }

    /// <inheritdoc/>
    public void Accept(Document document) => _file.Add((Encoding.UTF8.GetString(document.Utf8(Fields.Language)), document.Text.Bytes.ToArray()));

    /// <inheritdoc/>
    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw) => throw new InvalidDataException($"{rejection.File}({rejection.Line}): {rejection.Reason}: {rejection.Detail}");

    /// <summary>Where a piece ends: at the first line end behind 256 bytes, or at a space, or at a character, if that is more than 1024 bytes away.</summary>
    private static int End(ReadOnlySpan<byte> text)
    {
        if (text.Length <= LeastBytes)
        {
            return text.Length;
        }

        int line = text[LeastBytes..].IndexOf((byte)'\n');
        int end = line < 0 ? text.Length : LeastBytes + line + 1;
        if (end <= MostBytes)
        {
            return end;
        }

        int space = text[LeastBytes..MostBytes].LastIndexOf((byte)' ');
        if (space >= 0)
        {
            return LeastBytes + space + 1;
        }

        end = MostBytes;
        while ((text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return end;
    }

    private sealed class Fields() : FieldMap(-1, new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("lang", FieldKind.Utf8, true))
    {
        public const int Language = 1;

        public override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("text"u8) ? TextSlot : name.SequenceEqual("lang"u8) ? Language : -1;
    }
}
