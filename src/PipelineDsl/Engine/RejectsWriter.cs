using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PipelineDsl.Engine;

/// <summary>Writes rejected records as JSON lines: where, why, and the record itself, so that nothing is lost.</summary>
/// <remarks>The record stands as a string under <c>record</c> if it is UTF-8, and in base 64 under <c>recordBase64</c> otherwise.</remarks>
internal sealed class RejectsWriter(Stream stream) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record.</summary>
    public void Write(Rejection rejection, ReadOnlySpan<byte> raw)
    {
        using (Utf8JsonWriter json = new(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteString("file"u8, rejection.File);
            json.WriteNumber("line"u8, rejection.Line);
            json.WriteNumber("offset"u8, rejection.Offset);
            json.WriteString("reason"u8, rejection.Reason.ToString());
            json.WriteString("detail"u8, rejection.Detail);
            if (Utf8.IsValid(raw))
            {
                json.WriteString("record"u8, raw);
            }
            else
            {
                json.WriteBase64String("recordBase64"u8, raw);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
