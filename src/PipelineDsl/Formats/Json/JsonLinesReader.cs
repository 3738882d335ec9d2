using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Reads JSON lines: each line one object (RFC 8259, UTF-8), of which the fields that some step names become the document's.</summary>
/// <remarks>
/// <para>A line is accepted exactly when <see cref="System.Text.Json.Utf8JsonReader"/> with its default options (strict, depth 64) reads it to its end
/// and its root is an object; lines of nothing but JSON's white space are passed over. Names are compared after unescaping; of several members with the
/// same name the last one counts, as in Python and System.Text.Json. null is the same as a missing field.</para>
/// <para>Only the strings of fields that some step names must be UTF-8 without unpaired surrogates; what other strings hold is not looked at. (The reader
/// named above does the same: it checks a string when it is asked for its value.) Bytes that are not UTF-8 outside of strings are broken JSON.</para>
/// <para>A line is first read by a scanner that is sure of what it accepts; when it is not, the line is read again with that reader, which either gives
/// the values or says what is wrong and where.</para>
/// </remarks>
[Reader(LineRecords.NotBlank)]
public sealed class JsonLinesReader
{
    private JsonLinesReader()
    {
    }

    /// <summary>Reads all lines.</summary>
    /// <param name="input">The file.</param>
    /// <param name="record">Takes the fields.</param>
    [Read]
    public static void Read(RecordInput input, Record record)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(record);
        JsonStringKernels.Best.Read(input, record);
    }

    /// <summary>Reads all lines with the kernel <typeparamref name="TKernel"/>.</summary>
    internal static unsafe void Read<TKernel>(RecordInput input, Record record)
        where TKernel : struct, IJsonStringKernel
    {
        while (true)
        {
            ReadBufferedLines<TKernel>(input, record);
            if (!input.TryReadLine(out ReadOnlySpan<byte> line))
            {
                return;
            }

            byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(line)); // a piece's memory is pinned
            switch (JsonLineScanner<TKernel>.Scan(start, start + line.Length, record, out _))
            {
                case JsonLine.Complete:
                    record.Emit();
                    break;
                case JsonLine.Blank:
                    break;
                default:
                    record.Clear();
                    CarefulJsonLine.Read(line, record);
                    break;
            }
        }
    }

    /// <summary>Reads the lines that are in memory to their end, up to one that holds a surprise. Their ends are where the scanner meets them: nobody looks for them first.</summary>
    private static unsafe void ReadBufferedLines<TKernel>(RecordInput input, Record record)
        where TKernel : struct, IJsonStringKernel
    {
        while (input.TryPeek(out byte* start, out byte* end))
        {
            JsonLine line = JsonLineScanner<TKernel>.Scan(start, end, record, out byte* stop);
            if (line == JsonLine.Surprise || stop >= end || !input.TryTakeLine(stop))
            {
                record.Clear();
                return;
            }

            if (line == JsonLine.Complete)
            {
                record.Emit();
            }
        }
    }
}
