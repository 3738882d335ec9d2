using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>safetensors (github.com/huggingface/safetensors): tensors <c>input_ids</c>, <c>labels</c>, <c>position_ids</c> (I32) and <c>attention_mask</c> (U8), with a row for each sequence.</summary>
/// <remarks>
/// The length of a JSON header (uint64, little-endian), the header (data type, shape, place of each tensor; filled up with spaces to a multiple of 8), the tensors without gaps. Without a context length the
/// tensors have one dimension, and <c>document_ends</c> (I64) says where each document ends. The header's metadata names the tokenizer and the hash of its vocabulary.
/// </remarks>
[Writer]
public sealed class SafetensorsWriter : DatasetWriter
{
    private readonly NumberedFiles _files;
    private readonly SequenceColumns _columns;
    private readonly DatasetContext _context;
    private readonly Tensor[] _tensors;
    private readonly int _width;
    private readonly TextBuffer _buffer = new();
    private DatasetFile? _file;
    private long _rows;
    private long _length;

    private SafetensorsWriter(DatasetContext context, string name, Labels labels, bool acrossDocuments, long maxTokens)
    {
        _context = context;
        _files = new NumberedFiles(context, name, ".safetensors", maxTokens);
        _columns = new SequenceColumns(labels, acrossDocuments);
        _width = context.Sequences.ContextLength;
        _tensors =
        [
            new Tensor("input_ids", "I32", context.CreateScratch()),
            new Tensor("labels", "I32", context.CreateScratch()),
            new Tensor("attention_mask", "U8", context.CreateScratch()),
            new Tensor("position_ids", "I32", context.CreateScratch()),
            .. _width == 0 ? [new Tensor("document_ends", "I64", context.CreateScratch())] : Array.Empty<Tensor>(),
        ];
        _file = _files.Next();
    }

    /// <summary>A tensor while its elements are collected.</summary>
    private sealed record Tensor(string Name, string Type, Stream Elements);

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name, relative to the output folder.</param>
    /// <param name="labels">Where the label of a token stands.</param>
    /// <param name="acrossDocuments">Whether a document's first token is learned from the document before it.</param>
    /// <param name="maxTokens">The tokens after which a file is closed, or 0.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name, Labels labels = Labels.Same, bool acrossDocuments = true, long maxTokens = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SafetensorsWriter(context, name, labels, acrossDocuments, maxTokens);
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _file ??= _files.Next();
        _columns.Take(sequence);
        Append(0, sequence.Ids);
        Append(1, _columns.Labels);
        _tensors[2].Elements.Write(_columns.Mask);
        Append(3, _columns.Positions);
        _rows++;
        _length += sequence.Ids.Length;
        if (_width == 0)
        {
            Span<byte> end = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(end, _length);
            _tensors[4].Elements.Write(end);
        }

        if (_files.Add(sequence.Ids.Length))
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        if (_file is not null)
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", "int32")];

    private void Append(int tensor, ReadOnlySpan<int> values)
    {
        _buffer.Clear();
        _buffer.AppendInt32(values);
        _tensors[tensor].Elements.Write(_buffer.Bytes);
    }

    private void Close()
    {
        byte[] header = Header();
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        _file!.Write(length);
        _file.Write(header);
        foreach (Tensor tensor in _tensors)
        {
            tensor.Elements.Position = 0;
            tensor.Elements.CopyTo(_file);
            tensor.Elements.SetLength(0);
            tensor.Elements.Position = 0;
        }

        _file.Dispose();
        _file = null;
        _rows = 0;
        _length = 0;
    }

    private byte[] Header()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__"u8);
            json.WriteString("format"u8, "pt");
            json.WriteString("tokenizer"u8, _context.Tokens.Tokenizer);
            json.WriteString("vocabularyHash"u8, _context.Tokens.VocabularyHash);
            json.WriteEndObject();
            long start = 0;
            foreach (Tensor tensor in _tensors)
            {
                long end = start + tensor.Elements.Length;
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype"u8, tensor.Type);
                json.WriteStartArray("shape"u8);
                json.WriteNumberValue(_width > 0 ? _rows : tensor.Type == "I64" ? _rows : _length);
                if (_width > 0)
                {
                    json.WriteNumberValue(_width);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets"u8);
                json.WriteNumberValue(start);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        while (stream.Length % 8 != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }
}
