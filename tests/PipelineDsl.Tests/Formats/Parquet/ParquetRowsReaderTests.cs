using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Parquet;
using Parquet.Serialization;
using PipelineDsl.Tests.Engine;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.ParquetRows;

/// <summary>Rows of Parquet files are what was written, in whatever way it was; and a damaged file never ends silently.</summary>
public sealed class ParquetRowsReaderTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int[] s_codecs = [0, 1, 2, 4, 6, 7];
    private static readonly int[] s_textEncodings = [0, 6, 7, 8];
    private static readonly int[] s_numberEncodings = [0, 5, 8, 9];

    private readonly TempFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasWrittenIsRead()
        => Gen.Select(Gen.Int[0, 400], Gen.Int[1, 150], Gen.Int[1, 90], Gen.Int[0, 5], Gen.Bool, Gen.Int).Sample(
            (rows, group, page, codec, version2, seed) =>
            {
                Random random = new(seed);
                TestColumn[] columns = Columns(random, rows);
                NotingSink read = Read(ParquetTestFile.Write(new TestLayout(s_codecs[codec], version2, group, page, random.Next(2) == 0), columns));
                Assert.Equal([], read.Rejections);
                Assert.Equal(Expected(columns, rows), read.Notes);
            },
            iter: 150);

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task WhatAnotherLibraryWroteIsRead(CompressionMethod method)
    {
        Row[] rows = [.. Enumerable.Range(0, 3000).Select(static i => new Row
        {
            text = $"text {i} 漢字 {new string('x', i % 300)} {i * 7919 % 1000}",
            id = i % 5 == 0 ? null : $"id-{i % 40}",
            count = i % 7 == 0 ? null : i - 1000,
            score = i * 0.25,
            good = i % 3 == 0,
            other = [i, i + 1],
        })];
        MemoryStream file = new();
        await ParquetSerializer.SerializeAsync(rows, file, new ParquetOptions { CompressionMethod = method, RowGroupSize = 1000 });
        Assert.Equal(
            rows.Select(static r => string.Join(" | ", Note(r.text), Note(r.id), Note(r.count is { } c ? (long)c : null), Note(r.score), Note(r.good), "-")),
            Read(file.ToArray()).Notes);
    }

    [Theory]
    [InlineData("fineweb-15", "text")]
    [InlineData("cc-100-zstd-polars", "contents")]
    [InlineData("ededup-5", "title")]
    public void FilesOfOtherWritersAreRead(string name, string column)
    {
        if (!SharedData.TryFind($"data/parquet/{name}.parquet", output, out string path))
        {
            return;
        }

        using GZipStream lines = new(File.OpenRead(path.Replace(".parquet", ".jsonl.gz", StringComparison.Ordinal)), CompressionMode.Decompress);
        using StreamReader reader = new(lines);
        List<string> expected = [];
        while (reader.ReadLine() is { } line)
        {
            expected.Add(JsonDocument.Parse(line).RootElement.GetProperty(column).GetString()!);
        }

        NotingSink sink = Read(File.ReadAllBytes(path), new ListedFields(-1, new FieldInfo(column, FieldKind.Utf8, false)));
        Assert.Equal(expected, sink.Texts.Select(Encoding.UTF8.GetString));
        Assert.Empty(sink.Rejections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ADamagedFileSaysSoOrIsAsItWas(bool isVersion2)
    {
        TestColumn[] columns = Columns(new Random(7), 60);
        byte[] file = ParquetTestFile.Write(new TestLayout(6, isVersion2, 25, 10), columns);
        List<string> whole = Expected(columns, 60);
        int corrupt = 0;
        for (int at = isVersion2 ? 1 : 0; at < file.Length; at += 5)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= (byte)(1 << (at % 8));
            NotingSink sink;
            try
            {
                sink = Read(damaged);
            }
            catch (IOException)
            {
                continue; // it asks for something that is not read
            }

            int rejected = sink.Rejections.FindIndex(static r => r.Reason == RejectReason.CorruptFile);
            if (rejected >= 0)
            {
                corrupt++;
                Assert.Equal(nameof(RejectReason.CorruptFile), sink.Notes[^1]);
            }
            else if (at < file.Length - 1200)
            {
                // The pages have checksums. (The schema has none: a column may have another name.)
                Assert.Equal(whole.Count, sink.Notes.Count);
            }

            Assert.True(sink.Notes.Count <= whole.Count + 1);
        }

        Assert.True(corrupt > file.Length / 50, $"{corrupt} of {file.Length}"); // much of it is statistics, which are passed over
    }

    [Fact]
    public void AFileThatIsCutAnywhereSaysSo()
    {
        byte[] file = ParquetTestFile.Write(new TestLayout(1, false, 10, 10), Columns(new Random(3), 20));
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Equal(RejectReason.CorruptFile, Assert.Single(Read(file[..length]).Rejections).Reason);
        }
    }

    [Fact]
    public void RowsBeforeTheDamageAreUsed()
    {
        TestColumn[] columns = [new("text", 6, false, 0, [.. Enumerable.Range(0, 40).Select(static i => $"row {i}")])];
        byte[] file = ParquetTestFile.Write(new TestLayout(0, false, 20, 5), columns);
        file[file.AsSpan().IndexOf("row 33"u8)] ^= 1;
        NotingSink sink = Read(file, ListedFields.TextOnly);
        Assert.Equal(Enumerable.Range(0, 30).Select(static i => $"row {i}"), sink.Texts.Select(Encoding.UTF8.GetString));
        Rejection rejection = Assert.Single(sink.Rejections);
        Assert.Equal((31, RejectReason.CorruptFile), (rejection.Line, rejection.Reason));
        Assert.Contains("column \"text\": a page is damaged", rejection.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsOfNoFieldsTypeAreRejectedRowByRow()
    {
        object?[] numbers = [1L, 2L];
        foreach ((TestColumn column, string found) in (ReadOnlySpan<(TestColumn, string)>)
        [
            (new("text", 1, true, 0, numbers), "an integer"),
            (new("text", 1, true, 0, numbers) { Converted = 6 }, "a date"),
            (new("text", 2, true, 0, numbers) { Converted = 9 }, "a time"),
            (new("text", 1, true, 0, numbers) { Converted = 5 }, "a decimal"),
            (new("text", 6, false, 0, ["a", "b"]) { IsRepeated = true }, "a list"),
        ])
        {
            NotingSink sink = Read(ParquetTestFile.Write(new TestLayout(0, false, 10, 10), column), ListedFields.TextOnly);
            Assert.Equal([(RejectReason.WrongType, $"field \"text\" is {found}, not a string"), (RejectReason.WrongType, $"field \"text\" is {found}, not a string")], sink.Rejections.Select(static r => (r.Reason, r.Detail)));
            Assert.Equal([1L, 2L], sink.Rejections.Select(static r => r.Line));
        }

        TestColumn text = new("text", 6, false, 0, ["a", "b", "c"]);
        ListedFields score = new(-1, new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("score", FieldKind.Number, true), new FieldInfo("count", FieldKind.Integer, true));
        NotingSink odd = Read(ParquetTestFile.Write(new TestLayout(0, false, 10, 10), text, new TestColumn("score", 5, true, 0, [double.NaN, 1.5, null]), new TestColumn("count", 2, false, 0, [-1L, 5L, -1L]) { Converted = 14 }), score);
        Assert.Equal([$"field \"score\" is no finite number, not a number", "field \"count\" is an integer of more than 63 bits, not an integer"], odd.Rejections.Select(static r => r.Detail));
        Assert.Equal("s:62 | Number:3FF8000000000000 | Integer:5", odd.Notes[1]);
        NotingSink missing = Read(ParquetTestFile.Write(new TestLayout(0, false, 10, 10), new TestColumn("id", 6, true, 0, ["a", null])));
        Assert.Equal([RejectReason.MissingField, RejectReason.MissingField], missing.Rejections.Select(static r => r.Reason));
        NotingSink latin = Read(Replace(ParquetTestFile.Write(new TestLayout(0, false, 10, 10, HasChecksums: false), new TestColumn("text", 6, false, 0, ["~"])), (byte)'~', 0xE9), ListedFields.TextOnly);
        Assert.Equal(RejectReason.InvalidUtf8, Assert.Single(latin.Rejections).Reason);
    }

    [Fact]
    public void WhatIsNotReadIsAnErrorThatSaysWhatIs()
    {
        TestColumn text = new("text", 6, true, 0, ["a", null]);
        Assert.Contains("LZO", Assert.Throws<IOException>(() => Read(ParquetTestFile.Write(new TestLayout(3, false, 10, 10), text))).Message, StringComparison.Ordinal);
        Assert.Contains("column \"text\": it is compressed with LZ4 in Hadoop's frames, which is not read; write it with Zstandard or Snappy", Assert.Throws<IOException>(() => Read(ParquetTestFile.Write(new TestLayout(5, true, 10, 10), text))).Message, StringComparison.Ordinal);
        byte[] encrypted = ParquetTestFile.Write(new TestLayout(0, false, 10, 10), text);
        encrypted[^1] = (byte)'E';
        Assert.Contains("encrypted", Assert.Throws<IOException>(() => Read(encrypted)).Message, StringComparison.Ordinal);
        using RecordInput stream = RecordInput.FromStream(new MemoryStream(encrypted), "x", 100);
        Assert.Contains("front to back", Assert.Throws<InvalidOperationException>(() => stream.Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingRowsAllocatesNothing()
    {
        static byte[] File(int rows) => ParquetTestFile.Write(new TestLayout(6, false, 20_000, 500), new TestColumn("text", 6, true, 0, [.. Enumerable.Range(0, rows).Select(static i => $"row {i} of a file {i * 7919 % 1000}")]));
        string few = _folder.Write("few.parquet", "");
        string many = _folder.Write("many.parquet", "");
        System.IO.File.WriteAllBytes(few, File(20_000));
        System.IO.File.WriteAllBytes(many, File(40_000));
        CountingSink sink = new();
        Document document = new(1);
        void Run(string path)
        {
            using RecordInput input = RecordInput.Open(path, "x.parquet", 1 << 20);
            ParquetRowsReader.Read(input, new Record(input, ListedFields.TextOnly, document, sink));
        }

        // Twice as many rows take another row group: its requests, and nothing for a row or a page.
        long once = Allocation.OfCall(() => Run(few));
        long twice = Allocation.OfCall(() => Run(many));
        Assert.InRange(twice - once, 0, 8000);
        Assert.True(sink.Documents > 0 && sink.Rejected == 0);
    }

    private static byte[] Replace(byte[] file, byte from, byte to) => [.. file.Select(b => b == from ? to : b)];

    /// <summary>Columns of every type, in an encoding by chance, among them some that nobody names.</summary>
    private static TestColumn[] Columns(Random random, int rows)
    {
        TestColumn[] columns =
        [
            Column("unnamed", 6, random.Next(4), i => $"nobody reads {i}"),
            Column("text", 6, s_textEncodings[random.Next(4)], i => $"text {i / 3} 漢字 {new string((char)('a' + random.Next(3)), random.Next(40))}", isOptional: false),
            Column("score", random.Next(2) == 0 ? 4 : 5, random.Next(3) switch { 0 => 0, 1 => 8, _ => 9 }, _ => random.Next(-50, 50) / 4.0),
            Column("id", 6, s_textEncodings[random.Next(4)], _ => $"id-{random.Next(20)}"),
            Column("count", random.Next(2) == 0 ? 1 : 2, s_numberEncodings[random.Next(4)], _ => (long)random.Next(int.MinValue, int.MaxValue)),
            Column("good", 0, random.Next(2) * 3, _ => random.Next(2) == 0),
        ];
        random.Shuffle(columns);
        return columns;

        TestColumn Column(string name, int type, int encoding, Func<int, object> value, bool? isOptional = null)
        {
            bool optional = isOptional ?? random.Next(3) > 0;
            int nulls = optional ? random.Next(1, 10) : 0;
            return new TestColumn(name, type, optional, name == "unnamed" ? 0 : encoding, [.. Enumerable.Range(0, rows).Select(i => random.Next(10) < nulls ? null : value(i))]);
        }
    }

    private static List<string> Expected(TestColumn[] columns, int rows) => [.. Enumerable.Range(0, rows).Select(i => string.Join(" | ", ((string[])["text", "id", "count", "score", "good"]).Select(n => Note(Array.Find(columns, c => c.Name == n)!.Values[i])).Append("-")))];

    private static string Note(object? value) => value switch
    {
        null => "-",
        string text => "s:" + Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        long number => $"Integer:{number:X}",
        double number => $"Number:{BitConverter.DoubleToInt64Bits(number):X}",
        bool truth => $"Boolean:{(truth ? 1 : 0):X}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private NotingSink Read(byte[] file, ListedFields? fields = null)
    {
        string path = Path.Combine(_folder.Path, $"{Interlocked.Increment(ref _files)}.parquet");
        File.WriteAllBytes(path, file);
        fields ??= ListedFields.OfEachKind;
        NotingSink sink = new();
        using RecordInput input = RecordInput.Open(path, "test.parquet", 1 << 20);
        ParquetRowsReader.Read(input, new Record(input, fields, new Document(fields.Fields.Count), sink));
        return sink;
    }

    private sealed class Row
    {
        public string text { get; set; } = "";

        public string? id { get; set; }

        public int? count { get; set; }

        public double score { get; set; }

        public bool good { get; set; }

        public List<int> other { get; set; } = [];
    }
}
