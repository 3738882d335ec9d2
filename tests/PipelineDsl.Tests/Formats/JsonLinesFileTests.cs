using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests;

/// <summary>What is written is JSON, says the framework's own reader, and holds what the document holds.</summary>
public class JsonLinesFileTests
{
    private static readonly FieldInfo[] s_fields =
    [
        new("body", FieldKind.Utf8, false),
        new("id", FieldKind.Utf8, true),
        new("count", FieldKind.Integer, true),
        new("score", FieldKind.Number, true),
        new("good", FieldKind.Boolean, true),
        new("naïve\n\"name\"", FieldKind.Utf8, true),
    ];

    [Fact]
    public void TextsComeBackAsTheyWere()
        => RandomTexts.Text.Sample(
            text =>
            {
                Document document = new(s_fields.Length);
                document.SetUtf8(0, Encoding.UTF8.GetBytes(text));
                document.SetUtf8(1, Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, 1)].Replace("\uD83D", "x", StringComparison.Ordinal)));
                string line = Write(document, "count, naïve\n\"name\"");
                Assert.EndsWith("}\n", line, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', line[..^1]);
                Assert.Equal(text, JsonDocument.Parse(line).RootElement.GetProperty("body").GetString());
            },
            iter: 2000);

    [Fact]
    public void MembersStandInOrderAndMissingOnesAreLeftOut()
    {
        Document document = new(s_fields.Length);
        document.SetUtf8(0, "text"u8);
        Assert.Equal("{\"body\":\"text\"}\n", Write(document, "count,score,good"));

        document.SetUtf8(1, "a\u0001\t\\\"/é"u8);
        document.SetBits(2, Document.SlotState.Integer, long.MinValue);
        document.SetBits(3, Document.SlotState.Number, BitConverter.DoubleToInt64Bits(-1.7976931348623157E+308));
        document.SetBits(4, Document.SlotState.Boolean, 1);
        Assert.Equal(
            "{\"id\":\"a\\u0001\\t\\\\\\\"/é\",\"body\":\"text\",\"good\":true,\"count\":-9223372036854775808,\"score\":-1.7976931348623157E+308}\n",
            Write(document, "good,count,score"));
    }

    [Fact]
    public void NumbersComeBackAsTheyWere()
        => Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            Document document = new(s_fields.Length);
            document.SetUtf8(0, ""u8);
            document.SetBits(3, Document.SlotState.Number, BitConverter.DoubleToInt64Bits(value));
            string line = Write(document, "score");
            Assert.Equal(value, double.Parse(line["{\"body\":\"\",\"score\":".Length..^2], CultureInfo.InvariantCulture));
            Assert.Equal(value, JsonDocument.Parse(line).RootElement.GetProperty("score").GetDouble());
        });

    [Fact]
    public void AFieldIsWrittenOnceHoweverOftenItIsNamed()
    {
        Document document = new(s_fields.Length);
        document.SetUtf8(0, "t"u8);
        document.SetUtf8(1, "i"u8);
        Assert.Equal("{\"id\":\"i\",\"body\":\"t\"}\n", Write(document, "body,id,id"));
    }

    private static string Write(Document document, string fields)
    {
        OutputWriter writer = JsonLinesFile.Open(new OutputContext(s_fields, 1, null), "x.jsonl", fields);
        TextBuffer output = new();
        writer.Write(document, output);
        return Encoding.UTF8.GetString(output.Bytes);
    }
}
