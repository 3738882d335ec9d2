using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests;

public sealed class JsonLinesReaderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kernels => [.. JsonStringKernels.Available.Select(static k => k.Name)];

    public static TheoryData<string> SharedFiles =>
    [
        "data/bench/web20.jsonl.gz", "data/web-text/web.jsonl.gz", "data/web-text/dclm-quality-labels.jsonl.gz", "data/chinese/wiki-zh.jsonl.gz",
        "data/multilingual/udhr.jsonl.gz", "data/code/code.jsonl.gz", "data/sample/sample.jsonl.zst", "data/sft/oasst-trees.jsonl.gz",
    ];

    [Fact]
    public void The_best_kernel_comes_first_and_the_scalar_one_last()
    {
        output.WriteLine(string.Join(", ", JsonStringKernels.Available.Select(static k => k.Name)));
        Assert.Same(JsonStringKernels.Available[0], JsonStringKernels.Best);
        Assert.Equal(nameof(JsonStringScalar), JsonStringKernels.Available[^1].Name);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Lines_come_to_what_is_written_here(string kernel)
    {
        (string Line, string? Note)[] cases =
        [
            ("""{"text":"a"}""", "s:61 | - | - | - | - | -"),
            ("""  { "id" : "x" , "text" : "a\n\"b\"\u00e9\ud83d\ude00" , "count" : -12 , "score":1.5e3,"good":true } """, "s:610A226222C3A9F09F9880 | s:78 | Integer:FFFFFFFFFFFFFFF4 | Number:4097700000000000 | Boolean:1 | -"),
            ("", null),
            (" \t\r", null),
            ("""{"te\u0078t":"a"}""", "s:61 | - | - | - | - | -"),
            ("""{"text":"a","text":"bc"}""", "s:6263 | - | - | - | - | -"),
            ("""{"text":["a"],"text":"bc"}""", "s:6263 | - | - | - | - | -"),
            ("""{"text":"a","text":null}""", "MissingField"),
            ("""{"text":"a","meta":{"a":[1,2,{"b":[]}],"c":"]}"}}""", "s:61 | - | - | - | - | -"),
            ("""{"text":"\ud800"}""", "LoneSurrogate"),
            ("""{"text":"\udc00\ud800"}""", "LoneSurrogate"),
            ("""{"text":"\ud800","text":"a"}""", "s:61 | - | - | - | - | -"),
            ("""{"other":"\ud800","\ud800":"\udfff","text":"a"}""", "s:61 | - | - | - | - | -"),
            ("""{"text":12}""", "WrongType"),
            ("""{"text":"a","id":12}""", "WrongType"),
            ("""{"text":"a","count":1.0}""", "WrongType"),
            ("""{"text":"a","count":"1"}""", "WrongType"),
            ("""{"text":"a","score":1e999}""", "s:61 | - | - | Number:7FF0000000000000 | - | -"),
            ("""{"text":"a","score":7}""", "s:61 | - | - | Number:401C000000000000 | - | -"),
            ("""{"id":"a"}""", "MissingField"),
            ("{}", "MissingField"),
            ("""["text"]""", "Malformed"),
            ("12", "Malformed"),
            ("""{"text":"a"} x""", "Malformed"),
            ("""{"text":"a"}{"text":"a"}""", "Malformed"),
            ("""{"text":"a",}""", "Malformed"),
            ("""{"text":"a" "id":"b"}""", "Malformed"),
            ("""{"text":"a","b":01}""", "Malformed"),
            ("""{"text":"a","b":[1,2,,3]}""", "Malformed"),
            ("""{"text":"a","b":{"a":1,}}""", "Malformed"),
            ("""{"text":"a","b":tru}""", "Malformed"),
            ("""{"text":"a\x"}""", "Malformed"),
            ("""{"text":"a\u12G4"}""", "Malformed"),
            ("{\"text\":\"a\tb\"}", "Malformed"),
            ("{\"text\":\"a", "Malformed"),
            ("""{"text":"a"}//c""", "Malformed"),
            ("{\"text\":\"a\",\"b\":" + new string('[', 63) + new string(']', 63) + "}", "s:61 | - | - | - | - | -"),
            ("{\"text\":\"a\",\"b\":" + new string('[', 64) + new string(']', 64) + "}", "Malformed"),
        ];
        foreach ((string line, string? note) in cases)
        {
            byte[] bytes = FormatTestKit.Utf8(line);
            Assert.Equal(note, ReferenceJsonLine.Note(bytes, ListedFields.OfEachKind));
            NotingSink sink = FormatTestKit.Read(Kernel(kernel), ListedFields.OfEachKind, bytes);
            Assert.True(note == sink.Notes.SingleOrDefault(), $"{line}: {sink.Notes.SingleOrDefault()}");
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Runs_of_backslashes_are_paired_at_every_place(string kernel)
    {
        for (int before = 0; before < 131; before++)
        {
            foreach (string escapes in (string[])["\\\\", "\\\\\\\\n", "\\\\\\n", "\\\"", "\\\\\\\"", "\\u0041n\\\\u", "\\u0041n\\u0000no\\u00e9\\u4e2dnon\\u0042none\\u0043nonen\\u0044\\\"", "\\u0041é\\u0042", "\\ud83d\\ude00n\\ud83d\\ude00", "\\n\\\\\\n\\\\"])
            {
                string line = $"{{\"text\":\"{new string('n', before)}{escapes}nnn{escapes}\"}}";
                NotingSink sink = FormatTestKit.Read(Kernel(kernel), ListedFields.TextOnly, FormatTestKit.Utf8(line + "\n" + line));
                string text = System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
                Assert.All(sink.Texts, bytes => Assert.Equal(text, System.Text.Encoding.UTF8.GetString(bytes)));
                Assert.Equal(2, sink.Texts.Count);
            }
        }
    }

    [Fact]
    public void A_rejection_says_where_and_why()
    {
        NotingSink sink = FormatTestKit.Read(JsonStringKernels.Best, ListedFields.TextOnly, "\uFEFF{\"text\":\"a\"}\r\n\n{\"text\":}\r\n"u8.ToArray());
        Rejection rejection = Assert.Single(sink.Rejections);
        Assert.Equal((3, 18, RejectReason.Malformed), (rejection.Line, rejection.Offset, rejection.Reason));
        Assert.Contains("BytePositionInLine: 8", rejection.Detail, StringComparison.Ordinal);
        Assert.Equal("{\"text\":}"u8.ToArray(), sink.Raw[0]);
        Assert.Single(sink.Texts);
    }

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public void Real_files_give_what_the_reference_gives(string file)
    {
        if (!SharedData.TryFind(file, output, out string path))
        {
            return;
        }

        byte[] content = Decompress(path);
        FieldMap fields = ListedFields.TextOnly;
        List<string> expected = [.. Lines(content).Select(line => ReferenceJsonLine.Note(line.Span, fields)!)];
        foreach (JsonStringKernel kernel in JsonStringKernels.Available)
        {
            var sink = new NotingSink();
            using RecordInput input = RecordInput.Open(path, file, 16 << 20);
            kernel.Read(input, new Record(input, fields, new Document(1), sink));
            Assert.Equal(expected, sink.Notes);
        }

        output.WriteLine($"{file}: {expected.Count} lines");
    }

    internal static JsonStringKernel Kernel(string name) => JsonStringKernels.Available.Single(k => k.Name == name);

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] content)
    {
        for (int begin = 0; begin < content.Length;)
        {
            int length = Array.IndexOf(content, (byte)'\n', begin) - begin;
            length = length < 0 ? content.Length - begin : length;
            yield return content.AsMemory(begin, length);
            begin += length + 1;
        }
    }

    private static byte[] Decompress(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".zst", StringComparison.Ordinal) ? new ZstdSharp.DecompressionStream(file) : new GZipStream(file, CompressionMode.Decompress);
        using var all = new MemoryStream();
        plain.CopyTo(all);
        return all.ToArray();
    }
}
