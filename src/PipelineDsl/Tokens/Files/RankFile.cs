using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>Reads .tiktoken files: a line for each token, its bytes in base64, a space and its rank, which is its id.</summary>
/// <remarks>
/// Also the form that the data packages of Microsoft.ML.Tokenizers hold: a first line <c>Capacity: N</c>, and then tokens without ranks, in their order.
/// </remarks>
internal static class RankFile
{
    /// <summary>Reads all tokens.</summary>
    /// <param name="stream">The file; read to its end and not disposed of.</param>
    /// <param name="ends">By rank: where the token ends. A rank that no line names has an empty token.</param>
    /// <returns>The tokens' bytes, one token after the other in the order of their ranks.</returns>
    /// <exception cref="InvalidDataException">A line is not of this form, or the ranks do not rise.</exception>
    public static ReadOnlySpan<byte> Read(Stream stream, out ReadOnlySpan<int> ends)
    {
        ReadOnlySpan<byte> text = ReadAll(stream);
        byte[] tokens = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        List<int> ranks = new(text.Length / 16);
        int length = 0;
        int number = 0;
        while (!text.IsEmpty)
        {
            number++;
            int newline = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (newline < 0 ? text : text[..newline]).TrimEnd((byte)'\r');
            text = newline < 0 ? default : text[(newline + 1)..];
            if (line.IsEmpty)
            {
                continue;
            }

            if (number == 1 && line.StartsWith("Capacity: "u8))
            {
                continue;
            }

            int space = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> token = space < 0 ? line : line[..space];
            int rank = ranks.Count;
            if ((space >= 0 && !TryParse(line[(space + 1)..], out rank))
                || rank < ranks.Count
                || Base64.DecodeFromUtf8(token, tokens.AsSpan(length), out _, out int written) != OperationStatus.Done
                || written == 0)
            {
                throw new InvalidDataException($"line {number} of the vocabulary is not a token in base64, a space and a rank above those before it");
            }

            while (ranks.Count < rank)
            {
                ranks.Add(length);
            }

            length += written;
            ranks.Add(length);
        }

        ends = CollectionsMarshal.AsSpan(ranks);
        return tokens.AsSpan(0, length);
    }

    /// <summary>Whether a file that begins with these bytes looks like one of these.</summary>
    public static bool IsLine(ReadOnlySpan<byte> head)
    {
        int newline = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (newline < 0 ? head : head[..newline]).TrimEnd((byte)'\r');
        int space = line.IndexOf((byte)' ');
        return space > 0 && TryParse(line[(space + 1)..], out _) && Base64.IsValid(line[..space]);
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, out int rank)
        => Utf8Parser.TryParse(digits, out rank, out int consumed) && consumed == digits.Length;

    private static ReadOnlySpan<byte> ReadAll(Stream stream)
    {
        byte[] buffer = new byte[stream.CanSeek ? checked((int)(stream.Length - stream.Position)) + 1 : 4 << 20];
        int length = 0;
        int read;
        while ((read = stream.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }
        }

        return buffer.AsSpan(0, length);
    }
}
