using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>Opens the files of a dataset and holds their headers against their lengths.</summary>
internal static class DatasetOpener
{
    private const int LlmcHeaderBytes = 1024;

    /// <summary>Opens a dataset by the ending of its file.</summary>
    public static DatasetParts Open(string path) => Path.GetExtension(path) switch
    {
        ".idx" => Megatron(Path.ChangeExtension(path, ".bin"), path),
        ".bin" when File.Exists(Path.ChangeExtension(path, ".idx")) => Megatron(path, Path.ChangeExtension(path, ".idx")),
        ".bin" => Llmc(path),
        ".ds" => Datatrove(path),
        ".npy" => Numpy(path),
        _ => throw new InvalidDataException($"'{path}' is no dataset that can be opened by its ending; known are .idx, .bin, .ds and .npy, and OpenRaw opens ids without header"),
    };

    /// <summary>Opens a file without header.</summary>
    public static DatasetParts Raw(string path, int width)
    {
        MappedFile file = new(path);
        return file.Length % width == 0
            ? new DatasetParts(file, 0, width, file.Length / width)
            : throw Damaged(file, $"its {file.Length} bytes are no whole number of ids of {width} bytes");
    }

    private static DatasetParts Megatron(string bin, string idx)
    {
        MappedFile index = new(idx);
        if (index.Length < 34 || !index.Bytes(0, 9).SequenceEqual("MMIDIDX\0\0"u8))
        {
            throw Damaged(index, "it does not begin with MMIDIDX");
        }

        long version = BinaryPrimitives.ReadInt64LittleEndian(index.Bytes(9, 8));
        byte code = index.Bytes(17, 1)[0];
        int width = code switch
        {
            4 => 4,
            8 => 2,
            _ => throw Damaged(index, $"its data type has the code {code}; ids are int32 (4) or uint16 (8)"),
        };
        long count = BinaryPrimitives.ReadInt64LittleEndian(index.Bytes(18, 8));
        long borders = BinaryPrimitives.ReadInt64LittleEndian(index.Bytes(26, 8));
        if (version != 1 || count < 0 || borders < 0 || index.Length < 34 + (12 * count) + (8 * borders))
        {
            throw Damaged(index, $"version {version} with {count} sequences and {borders} borders does not go with its {index.Length} bytes");
        }

        DatasetParts tokens = Raw(bin, width);
        EndTable ends = new(index, 34 + (4 * count), count, width, tokens.Count);
        string labels = Path.Combine(Path.GetDirectoryName(bin) ?? "", LabelsName(Path.GetFileNameWithoutExtension(bin)) + ".bin");
        MappedFile? loss = labels != bin && File.Exists(labels) ? new MappedFile(labels) : null;
        return loss is not null && loss.Length != tokens.Count * sizeof(int)
            ? throw Damaged(loss, $"it has {loss.Length} bytes for {tokens.Count} ids")
            : tokens with { Ends = ends, RowLength = RowLength(index, count), Loss = loss, LossIsLabels = true };
    }

    /// <summary>The labels of <c>NAME-SPLIT</c> are <c>NAME_labels-SPLIT</c>.</summary>
    private static string LabelsName(string name)
    {
        foreach (string split in (ReadOnlySpan<string>)["-" + SequenceOptions.TrainSplit, "-" + SequenceOptions.ValidationSplit])
        {
            if (name.EndsWith(split, StringComparison.Ordinal))
            {
                return $"{name[..^split.Length]}_labels{split}";
            }
        }

        return name + "_labels";
    }

    /// <summary>The length that all sequences have, or 0.</summary>
    private static int RowLength(MappedFile index, long count)
    {
        int first = count == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(index.Bytes(34, sizeof(int)));
        for (long i = 1; i < count; i++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(index.Bytes(34 + (sizeof(int) * i), sizeof(int))) != first)
            {
                return 0;
            }
        }

        return first;
    }

    private static DatasetParts Datatrove(string path)
    {
        string metadata = path + ".metadata";
        if (!File.Exists(metadata) || File.ReadAllLines(metadata) is not [string head, string count, ..]
            || !int.TryParse(head[(head.LastIndexOf('|') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int width) || width is not (2 or 4)
            || !long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out long tokens))
        {
            throw new InvalidDataException($"'{metadata}' does not say how many bytes an id has and how many there are; its first lines must be TOKENIZER|BYTES and the number");
        }

        DatasetParts parts = Raw(path, width);
        if (parts.Count != tokens)
        {
            throw Damaged(parts.Tokens, $"it has {parts.Count} ids, and its metadata says {tokens}");
        }

        MappedFile index = new(path + ".index");
        EndTable ends = new(index, 0, index.Length / sizeof(long), 1, -1);
        ends.Check(parts.Count);
        MappedFile? loss = File.Exists(path + ".loss") ? new MappedFile(path + ".loss") : null;
        return loss is not null && loss.Length != parts.Count
            ? throw Damaged(loss, $"it has {loss.Length} flags for {parts.Count} ids")
            : parts with { Ends = ends, Loss = loss };
    }

    private static DatasetParts Numpy(string path)
    {
        (MappedFile file, long start, string type, long[] shape) = Array(path);
        int width = type switch
        {
            "<u2" => 2,
            "<u4" or "<i4" => 4,
            _ => throw Damaged(file, $"its elements are '{type}'; ids are <u2, <u4 or <i4"),
        };
        long count = shape is [long rows, long columns] ? rows * columns : shape is [long length] ? length : throw Damaged(file, "it has neither one nor two dimensions");
        CheckLength(file, start, count * width);
        string name = path[..^".npy".Length];
        EndTable? ends = null;
        if (File.Exists(name + ".documents.npy"))
        {
            (MappedFile documents, long first, _, long[] pieces) = Array(name + ".documents.npy");
            CheckLength(documents, first, pieces[0] * sizeof(long));
            ends = new EndTable(documents, first, pieces[0], 1, -1);
            ends.Check(count);
        }

        MappedFile? loss = null;
        long lossStart = 0;
        if (File.Exists(name + ".loss.npy"))
        {
            (loss, lossStart, _, _) = Array(name + ".loss.npy");
            CheckLength(loss, lossStart, count);
        }

        return new DatasetParts(file, start, width, count) { Ends = ends, Loss = loss, LossStart = lossStart, RowLength = shape.Length == 2 ? checked((int)shape[1]) : 0 };
    }

    /// <summary>The header of an NPY file, version 1: where the elements begin, their type, the shape.</summary>
    private static (MappedFile File, long Start, string Type, long[] Shape) Array(string path)
    {
        MappedFile file = new(path);
        if (file.Length < 10 || file.Bytes(0, 1)[0] != 0x93 || !file.Bytes(1, 5).SequenceEqual("NUMPY"u8) || file.Bytes(6, 1)[0] != 1)
        {
            throw Damaged(file, "it does not begin as an NPY file of version 1; OpenRaw opens ids without header");
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(file.Bytes(8, 2));
        string header = Encoding.ASCII.GetString(file.Bytes(10, (int)Math.Min(length, file.Length - 10)));
        string type = Between(header, "'descr': '", "'");
        string shape = Between(header, "'shape': (", ")");
        if (type.Length == 0 || shape.Length == 0 || file.Length < 10 + length || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw Damaged(file, $"its header is not understood: {header.Trim()}");
        }

        string[] sizes = shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (file, 10 + length, type, System.Array.ConvertAll(sizes, static s => long.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    private static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.Ordinal);
        return end < 0 ? "" : text[(start + before.Length)..end];
    }

    private static DatasetParts Llmc(string path)
    {
        MappedFile file = new(path);
        (int magic, int version, int count) = file.Length < LlmcHeaderBytes ? default : (Number(file, 0), Number(file, 4), Number(file, 8));
        int width = (magic, version) switch
        {
            (20240520, 1) => 2,
            (20240801, 7) => 4,
            _ => throw Damaged(file, "it has no index beside it and no header of llm.c; OpenRaw opens ids without header"),
        };
        CheckLength(file, LlmcHeaderBytes, (long)count * width);
        return new DatasetParts(file, LlmcHeaderBytes, width, count);
    }

    private static int Number(MappedFile file, long offset) => BinaryPrimitives.ReadInt32LittleEndian(file.Bytes(offset, sizeof(int)));

    private static void CheckLength(MappedFile file, long start, long bytes)
    {
        if (file.Length != start + bytes)
        {
            throw Damaged(file, $"its header promises {bytes} bytes from byte {start} on, and it has {file.Length} bytes in all");
        }
    }

    private static InvalidDataException Damaged(MappedFile file, string what)
    {
        file.Dispose();
        return new InvalidDataException($"'{file.Path}': {what}; write the dataset again, or open the right file");
    }
}
