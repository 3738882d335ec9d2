using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>MosaicML's data shards (mosaicml-streaming, streaming/base/format/mds): a sample for each sequence with a column <c>tokens</c> (int32 array), and <c>labels</c> where there is something to say.</summary>
/// <remarks>
/// <para>A shard: number of samples n (uint32); n + 1 offsets from the shard's beginning (uint32); the configuration as JSON; the samples. A sample: for each column of no fixed size its length in bytes (uint32), then the
/// columns, in the order of their names. With a context length the arrays have a fixed shape and are stored bare (<c>ndarray:int32:2048</c>); else each begins with the number of its dimensions and its length (<c>ndarray:int32</c>).</para>
/// <para><c>index.json</c> lists the shards. <c>labels</c> (-100 where nothing is learned, beside the token itself) is written if documents carry loss flags or sequences are padded.</para>
/// </remarks>
[Writer]
public sealed class MdsWriter : DatasetWriter
{
    /// <summary>The greatest shard, unless an option says otherwise.</summary>
    public const int DefaultSizeLimit = 1 << 26;

    private readonly DatasetContext _context;
    private readonly string _folder;
    private readonly int _sizeLimit;
    private readonly bool _hasLabels;
    private readonly string[] _columnNames;
    private readonly byte[] _configuration;
    private readonly DatasetFile _index;
    private readonly TextBuffer _samples = new();
    private readonly List<int> _ends = [];
    private readonly List<(string Name, long Bytes, int Samples)> _shards = [];
    private readonly SequenceColumns _columns = new(Labels.Same, acrossDocuments: true);
    private long _size;

    private MdsWriter(DatasetContext context, string name, int sizeLimit)
    {
        _context = context;
        _folder = context.Split.Length == 0 ? name : $"{name}/{context.Split}";
        _sizeLimit = sizeLimit;
        _hasLabels = context.HasLoss || context.IsPadded;
        _columnNames = _hasLabels ? ["labels", "tokens"] : ["tokens"];
        _configuration = Json(WriteConfiguration);
        _index = context.Create($"{_folder}/index.json");
        _size = EmptySize;
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    private string Encoding => _context.Sequences.ContextLength > 0
        ? string.Create(CultureInfo.InvariantCulture, $"ndarray:int32:{_context.Sequences.ContextLength}")
        : "ndarray:int32";

    private long EmptySize => sizeof(int) + sizeof(int) + _configuration.Length;

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's folder, relative to the output folder.</param>
    /// <param name="sizeLimit">The greatest shard in bytes.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name, int sizeLimit = DefaultSizeLimit)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeLimit, 1);
        return new MdsWriter(context, name.TrimEnd('/'), sizeLimit);
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        long length = (_hasLabels ? 2 : 1) * SizeOf(sequence.Ids.Length);
        if (_ends.Count > 0 && _size + length + sizeof(int) > _sizeLimit)
        {
            CloseShard();
        }

        bool isFixed = _context.Sequences.ContextLength > 0;
        if (!isFixed)
        {
            for (int i = 0; i < _columnNames.Length; i++)
            {
                _samples.AppendInt32((int)SizeOf(sequence.Ids.Length) - sizeof(int));
            }
        }

        if (_hasLabels)
        {
            _columns.Take(sequence);
            AppendArray(_columns.Labels, isFixed);
        }

        AppendArray(sequence.Ids, isFixed);
        _ends.Add(_samples.Length);
        _size += length + sizeof(int);
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        if (_ends.Count > 0)
        {
            CloseShard();
        }

        _index.Write(Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("shards"u8);
            foreach ((string name, long bytes, int samples) in _shards)
            {
                WriteShard(json, name, bytes, samples);
            }

            json.WriteEndArray();
            json.WriteNumber("version"u8, 2);
            json.WriteEndObject();
        }));
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) =>
    [
        new("dtype", "int32"),
        new("shards", _shards.Count.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The bytes of an array in a sample, its length before the sample's columns included.</summary>
    private long SizeOf(int ids)
    {
        long values = (long)ids * sizeof(int);
        return _context.Sequences.ContextLength > 0 ? values : sizeof(int) + 1 + ShapeBytes(ids) + values;
    }

    /// <summary>The bytes of a dimension: the fewest of 1, 2 and 4 that hold it.</summary>
    private static int ShapeBytes(int length) => length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 4;

    private void AppendArray(ReadOnlySpan<int> values, bool isFixed)
    {
        if (!isFixed)
        {
            // One dimension, and the type of its length: 0 for uint8, 1 for uint16, 2 for uint32.
            int bytes = ShapeBytes(values.Length);
            _samples.Append((byte)((1 << 2) | (bytes / 2)));
            for (int i = 0; i < bytes; i++)
            {
                _samples.Append((byte)(values.Length >> (8 * i)));
            }
        }

        _samples.AppendInt32(values);
    }

    private void CloseShard()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"shard.{_shards.Count:d5}.mds");
        using (DatasetFile file = _context.Create($"{_folder}/{name}"))
        {
            TextBuffer head = new();
            head.AppendInt32(_ends.Count);
            int start = sizeof(int) + ((_ends.Count + 1) * sizeof(int)) + _configuration.Length;
            head.AppendInt32(start);
            foreach (int end in _ends)
            {
                head.AppendInt32(checked(start + end));
            }

            head.Append(_configuration);
            file.Write(head.Bytes);
            file.Write(_samples.Bytes);
            _shards.Add((name, file.Length, _ends.Count));
        }

        _samples.Clear();
        _ends.Clear();
        _size = EmptySize;
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            write(json);
        }

        return stream.ToArray();
    }

    private void WriteConfiguration(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteColumns(json);
        json.WriteString("format"u8, "mds");
        WriteHashes(json);
        json.WriteNumber("size_limit"u8, _sizeLimit);
        json.WriteNumber("version"u8, 2);
        json.WriteEndObject();
    }

    /// <summary>The entry of a shard in the index: the configuration and the file's facts, in the order of the names.</summary>
    private void WriteShard(Utf8JsonWriter json, string name, long bytes, int samples)
    {
        json.WriteStartObject();
        WriteColumns(json);
        json.WriteString("format"u8, "mds");
        WriteHashes(json);
        json.WriteStartObject("raw_data"u8);
        json.WriteString("basename"u8, name);
        json.WriteNumber("bytes"u8, bytes);
        json.WriteStartObject("hashes"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("samples"u8, samples);
        json.WriteNumber("size_limit"u8, _sizeLimit);
        json.WriteNumber("version"u8, 2);
        json.WriteNull("zip_data"u8);
        json.WriteEndObject();
    }

    private void WriteColumns(Utf8JsonWriter json)
    {
        json.WriteStartArray("column_encodings"u8);
        foreach (string _ in _columnNames)
        {
            json.WriteStringValue(Encoding);
        }

        json.WriteEndArray();
        json.WriteStartArray("column_names"u8);
        foreach (string column in _columnNames)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteStartArray("column_sizes"u8);
        foreach (string _ in _columnNames)
        {
            if (_context.Sequences.ContextLength > 0)
            {
                json.WriteNumberValue((long)_context.Sequences.ContextLength * sizeof(int));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        json.WriteNull("compression"u8);
    }

    private static void WriteHashes(Utf8JsonWriter json)
    {
        json.WriteStartArray("hashes"u8);
        json.WriteEndArray();
    }
}
