using System;
using System.Buffers;
using System.IO;
using System.Linq;

namespace PipelineDsl;

/// <summary>Reads the entries of a list: a file with one entry on each line, or a folder of such files, which are then one list.</summary>
/// <remarks>
/// A line that begins with <c>#</c> is a comment; white space around an entry is no part of it; blank lines are ignored, and so is a byte-order mark. Files whose names end with <c>.gz</c> or
/// <c>.zst</c> are decompressed. The files of a folder (not those of folders inside it) are read in the order of their names.
/// </remarks>
internal static class ListFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Takes an entry.</summary>
    internal delegate void EntryAction(ReadOnlySpan<byte> entry);

    /// <summary>Hands all entries to <paramref name="add"/>; none if there is no path.</summary>
    /// <param name="path">The absolute path of a file or folder, or null.</param>
    /// <param name="add">Takes each entry; never empty.</param>
    /// <param name="trim">Whether white space around an entry is removed, and lines that begin with <c>#</c> are comments; if not, entries are the lines as they are.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">A compressed file is damaged.</exception>
    public static void Read(string? path, EntryAction add, bool trim = true)
    {
        if (path is null)
        {
            return;
        }

        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)] : [path];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            foreach (string file in files)
            {
                ReadFile(file, ref buffer, add, trim);
            }
        }
        catch (CorruptInputException exception)
        {
            throw new InvalidDataException($"the list {path} cannot be read: {exception.Message}", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void ReadFile(string file, ref byte[] buffer, EntryAction add, bool trim)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"there is no list {file}", file);
        }

        using InputDecoder input = InputDecoder.For(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1), file);
        int length = 0;
        bool first = true;
        while (true)
        {
            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            int read = input.Read(buffer.AsSpan(length));
            length += read;
            ReadOnlySpan<byte> text = buffer.AsSpan(0, length);
            if (first && (length >= 3 || read == 0))
            {
                text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
                first = false;
            }

            while (text.IndexOf((byte)'\n') is >= 0 and int end)
            {
                AddLine(text[..end], add, trim);
                text = text[(end + 1)..];
            }

            if (read == 0)
            {
                AddLine(text, add, trim);
                return;
            }

            text.CopyTo(buffer);
            length = text.Length;
        }
    }

    private static void AddLine(ReadOnlySpan<byte> line, EntryAction add, bool trim)
    {
        line = line.TrimEnd((byte)'\r');
        if (trim)
        {
            line = line.StartsWith((byte)'#') ? default : TextSpace.Trim(line);
        }

        if (!line.IsEmpty)
        {
            add(line);
        }
    }
}
