using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests;

/// <summary>Fields found by comparing with each name in turn.</summary>
internal sealed class ListedFields(int idSlot, params FieldInfo[] fields) : FieldMap(idSlot, fields)
{
    private readonly byte[][] _names = [.. fields.Select(static f => Encoding.UTF8.GetBytes(f.Name))];

    public static ListedFields TextOnly => new(-1, new FieldInfo("text", FieldKind.Utf8, false));

    /// <summary>One field of each kind beside the text and the id, all optional but the text.</summary>
    public static ListedFields OfEachKind => new(
        1,
        new FieldInfo("text", FieldKind.Utf8, false),
        new FieldInfo("id", FieldKind.Utf8, true),
        new FieldInfo("count", FieldKind.Integer, true),
        new FieldInfo("score", FieldKind.Number, true),
        new FieldInfo("good", FieldKind.Boolean, true),
        new FieldInfo("naïve\n\"name\"", FieldKind.Utf8, true));

    public override int Find(ReadOnlySpan<byte> name)
    {
        for (int slot = 0; slot < _names.Length; slot++)
        {
            if (name.SequenceEqual(_names[slot]))
            {
                return slot;
            }
        }

        return -1;
    }
}

/// <summary>Writes down what a reader gives, one line for each document or rejection.</summary>
internal sealed class NotingSink : IRecordSink
{
    public List<string> Notes { get; } = [];

    public List<Rejection> Rejections { get; } = [];

    public List<byte[]> Raw { get; } = [];

    public List<byte[]> Texts { get; } = [];

    public void Accept(Document document)
    {
        Texts.Add(document.Text.Bytes.ToArray());
        Notes.Add(string.Join(" | ", Enumerable.Range(0, document.FieldCount).Select(slot => Value(document, slot))));
    }

    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw)
    {
        Rejections.Add(rejection);
        Raw.Add(raw.ToArray());
        Notes.Add(rejection.Reason.ToString());
    }

    private static string Value(Document document, int slot) => document.State(slot) switch
    {
        Document.SlotState.Utf8 => "s:" + Convert.ToHexString(document.Utf8(slot)),
        Document.SlotState.Missing => "-",
        Document.SlotState state => $"{state}:{document.RawBits(slot):X}",
    };
}

/// <summary>Counts and nothing else.</summary>
internal sealed class CountingSink : IRecordSink
{
    public long Documents { get; private set; }

    public long TextBytes { get; private set; }

    public long Rejected { get; private set; }

    public void Accept(Document document)
    {
        Documents++;
        TextBytes += document.Text.Length;
    }

    public void Reject(Rejection rejection, ReadOnlySpan<byte> raw) => Rejected++;
}

internal static class FormatTestKit
{
    public const int Limit = 1 << 20;

    public static NotingSink Read(JsonStringKernel kernel, FieldMap fields, byte[] file, string name = "test.jsonl", int buffer = RecordInput.DefaultBufferBytes, int limit = Limit)
    {
        var sink = new NotingSink();
        using RecordInput input = RecordInput.FromStream(new MemoryStream(file), name, limit, buffer);
        kernel.Read(input, new Record(input, fields, new Document(fields.Fields.Count), sink));
        return sink;
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Compress(byte[] content, string name)
    {
        using var file = new MemoryStream();
        using (Stream output = CompressedOutput.Wrap(file, name))
        {
            output.Write(content);
        }

        return file.ToArray();
    }
}
