using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>Writes the sample of dropped documents as JSON lines: rule, value, threshold, where the document stands, and a piece of its text with the span that decided.</summary>
internal static class SamplesFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "samples.jsonl";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the samples.</summary>
    public static void Write(IEnumerable<DropSample> samples, IReadOnlyList<Shard> shards, Stream stream)
    {
        foreach (DropSample sample in samples)
        {
            using (Utf8JsonWriter json = new(stream, s_options))
            {
                json.WriteStartObject();
                json.WriteString("rule"u8, sample.Verdict.Rule!.ToString());
                if (!double.IsNaN(sample.Verdict.Threshold))
                {
                    WriteNumber(json, "value", sample.Verdict.Value);
                    WriteNumber(json, "threshold", sample.Verdict.Threshold);
                }

                if (!sample.Id.IsEmpty)
                {
                    json.WriteString("id"u8, sample.Id);
                }

                json.WriteString("record"u8, $"{shards[sample.Shard].Name}#{(sample.Ordinal + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}");
                if (sample.Verdict.Span.Length > 0)
                {
                    json.WriteNumber("spanStart"u8, sample.Verdict.Span.Start);
                    json.WriteNumber("spanLength"u8, sample.Verdict.Span.Length);
                }

                json.WriteNumber("textBytes"u8, sample.TextBytes);
                json.WriteNumber("excerptStart"u8, sample.ExcerptStart);
                json.WriteString("excerpt"u8, sample.Excerpt);
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
