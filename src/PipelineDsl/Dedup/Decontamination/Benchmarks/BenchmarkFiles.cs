using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Threading;

namespace PipelineDsl;

/// <summary>Files of benchmarks: one file, all files of a folder, or those that match a pattern (<c>*</c> within a name, <c>**</c> for any folders), in the order of their names.</summary>
/// <remarks>
/// <para>JSON lines (one object a line) or CSV (names ending in <c>.csv</c>), plain, <c>.gz</c> or <c>.zst</c>, UTF-8. CSV has a header if a cell of its first row is one of the fields that are
/// looked for. Blank lines are passed over; anything else that cannot be read is an error that names file and line.</para>
/// <para>The indexes that are made of the rows are kept: steps with the same options share one.</para>
/// </remarks>
public sealed class BenchmarkFiles : IService<BenchmarkFiles>
{
    private static readonly string[] s_header = ["question", "problem", "input", "prompt", "ctx", "query", "label", "answer", "choices"];

    private readonly List<Source> _sources;
    private readonly Dictionary<ContaminationSettings, ContaminationIndex> _indexes = [];
    private readonly Lock _lock = new();

    private BenchmarkFiles(List<Source> sources) => _sources = sources;

    /// <summary>The number of rows.</summary>
    public int Rows => _sources.Sum(static s => s.Json.Count + s.Csv.Count);

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">No file matches.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or a line is no JSON object, or no CSV.</exception>
    public static BenchmarkFiles Load(in ServiceRequest request)
    {
        if (request.Path is not { } path)
        {
            throw new FileNotFoundException("no benchmark files are named; say where they are, such as [Decontaminate(\"benchmarks/*.jsonl\")]");
        }

        List<Source> sources = [];
        foreach ((string file, string name) in Expand(path))
        {
            sources.Add(Read(file, name));
        }

        return sources.Count > 0 ? new BenchmarkFiles(sources) : throw new FileNotFoundException($"no benchmark file matches {path}; correct the pattern, or supply the files", path);
    }

    /// <summary>The items of all rows.</summary>
    /// <param name="schema">The schema of the rows, or null: each row shows its own.</param>
    /// <param name="query">The fields of what is asked, or null; see <see cref="DecontaminateAttribute"/>.</param>
    /// <param name="label">The fields of what answers it, or null.</param>
    /// <exception cref="InvalidDataException">A row lacks the fields.</exception>
    public IReadOnlyList<BenchmarkItem> Items(string? schema = null, string? query = null, string? label = null)
    {
        if (schema is not null && (query ?? label) is not null)
        {
            throw new InvalidDataException($"the schema {schema} says which fields are what, so query and label cannot be given too; leave out one or the other");
        }

        BenchmarkSchema? asked = schema is not null ? BenchmarkSchema.Named(schema) : (query ?? label) is not null ? new NamedFieldsSchema(query, label) : null;
        List<BenchmarkItem> items = [];
        foreach (Source source in _sources)
        {
            foreach (BenchmarkRow row in source.Rows(query, label))
            {
                items.Add(asked is null ? BenchmarkSchema.ReadAny(row) : asked.ReadOrThrow(row));
            }
        }

        return items;
    }

    /// <summary>The index of the items by some settings, made at the first call.</summary>
    /// <exception cref="Engine.RunException">It cannot be made of these files.</exception>
    internal ContaminationIndex Index(in ContaminationSettings settings)
    {
        lock (_lock)
        {
            if (!_indexes.TryGetValue(settings, out ContaminationIndex? index))
            {
                try
                {
                    index = ContaminationIndex.Build(Items(settings.Schema, settings.Query, settings.Label), settings);
                }
                catch (InvalidDataException exception)
                {
                    throw new Engine.RunException("PDSL2007", $"the benchmarks cannot be indexed: {exception.Message}");
                }

                _indexes.Add(settings, index);
            }

            return index;
        }
    }

    private static IEnumerable<(string Path, string Name)> Expand(string path)
    {
        if (Directory.Exists(path))
        {
            foreach (string file in Directory.GetFiles(path).Order(StringComparer.Ordinal))
            {
                yield return (file, Path.GetFileName(file));
            }

            yield break;
        }

        foreach ((string file, string name) in Engine.ShardList.Files(path, Path.GetPathRoot(path) ?? "."))
        {
            yield return (file, name);
        }
    }

    private static Source Read(string path, string name)
    {
        byte[] bytes = Decompressed(path, name);
        ReadOnlySpan<byte> text = bytes;
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        Source source = new(name);
        if (plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            CheckUtf8(text, name, 1);
            source.Csv.AddRange(CsvRows.Read(Encoding.UTF8.GetString(text), name));
        }
        else
        {
            ReadJson(text, source);
        }

        return source;
    }

    private static byte[] Decompressed(string path, string name)
    {
        ArrayBufferWriter<byte> bytes = new(1 << 20);
        try
        {
            using InputDecoder input = InputDecoder.For(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), name);
            int read;
            while ((read = input.Read(bytes.GetSpan(1 << 16))) > 0)
            {
                bytes.Advance(read);
            }
        }
        catch (CorruptInputException exception)
        {
            throw new InvalidDataException($"{name} cannot be decompressed: {exception.Message}", exception);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void ReadJson(ReadOnlySpan<byte> text, Source source)
    {
        for (int line = 1; !text.IsEmpty; line++)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> row = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            row = TextSpace.Trim(row);
            if (row.IsEmpty)
            {
                continue;
            }

            CheckUtf8(row, source.Name, line);
            JsonElement value;
            try
            {
                using JsonDocument document = JsonDocument.Parse(row.ToArray());
                value = document.RootElement.Clone();
            }
            catch (JsonException exception)
            {
                throw BenchmarkRow.Wrong(source.Name, line, $"this is no JSON ({exception.Message.Split('.')[0]}); benchmark files have one JSON object on each line, or are CSV with a name that ends in .csv");
            }

            source.Json.Add(value.ValueKind == JsonValueKind.Object
                ? new BenchmarkRow(source.Name, line, value)
                : throw BenchmarkRow.Wrong(source.Name, line, $"a row is a JSON object, but this is {value.ValueKind}; write one object on each line"));
        }
    }

    private static void CheckUtf8(ReadOnlySpan<byte> text, string name, int line)
    {
        if (!Utf8.IsValid(text))
        {
            throw BenchmarkRow.Wrong(name, line, "the text is not UTF-8; convert the file");
        }
    }

    /// <summary>The rows of one file. Those of CSV become rows when it is known which fields are looked for, since these decide whether there is a header.</summary>
    private sealed class Source(string name)
    {
        public string Name { get; } = name;

        public List<BenchmarkRow> Json { get; } = [];

        public List<(int Line, List<string> Cells)> Csv { get; } = [];

        public IEnumerable<BenchmarkRow> Rows(string? query, string? label)
        {
            if (Csv.Count == 0)
            {
                return Json;
            }

            string[] asked = $"{query},{label}".Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            List<string> first = Csv[0].Cells;
            return first.Exists(cell => s_header.Contains(cell) || asked.Contains(cell))
                ? Csv.Skip(1).Select(row => new BenchmarkRow(Name, row.Line, Object(first, row.Cells, row.Line)))
                : Csv.Select(row => new BenchmarkRow(Name, row.Line, Cells(row.Cells)));
        }

        private JsonElement Object(List<string> names, List<string> cells, int line)
        {
            if (names.Count != cells.Count)
            {
                throw BenchmarkRow.Wrong(Name, line, $"the row has {cells.Count} cells, the header {names.Count}; correct the row");
            }

            return ToJson(json =>
            {
                json.WriteStartObject();
                for (int i = 0; i < names.Count; i++)
                {
                    json.WriteString(names[i], cells[i]);
                }

                json.WriteEndObject();
            });

        }

        private static JsonElement Cells(List<string> cells) => ToJson(json =>
        {
            json.WriteStartArray();
            cells.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        });
    }

    private static JsonElement ToJson(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            write(json);
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
