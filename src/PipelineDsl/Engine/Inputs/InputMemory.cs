using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Remembers what is known of input files from one run to the next, so that only those are read again that may have changed.</summary>
/// <remarks>
/// <para>One file for each project, pipeline and set of patterns, in the folder <c>inputs</c> of the store. It is replaced at once, and one that is damaged counts as none: what is not remembered is read. Files that no run has
/// used for thirty days are removed.</para>
/// <para>Objects are remembered by their versions, and only those that had to be read. A file is taken for unchanged if its path, length and times (<see cref="FileStamp"/>) are the same. It is only remembered if, when reading it began, its times were <see cref="Settled"/> or more before the time that
/// the store's file system gave to a new file: a later change then has other times, even if the file system's clock is coarse. So a changed file is overlooked only if it has the same length and
/// both times are the same to the nanosecond: when the file system's clock was set back and came by that moment again, or when the corpus lies on another server than the store, whose clock is behind by more than
/// two seconds. (Outside of Linux, also when a program gives a file with other content of the same length its old time.)</para>
/// </remarks>
internal sealed class InputMemory
{
    /// <summary>How old a file's times must be, in nanoseconds: the coarsest clock of a usual file system (FAT) has steps of 2 seconds.</summary>
    public const long Settled = 2_000_000_000;

    /// <summary>For how long a memory that no run uses is kept, in nanoseconds: thirty days.</summary>
    private const long Unused = 30L * 24 * 3600 * 1_000_000_000;

    private const string Folder = "inputs";
    private const long Magic = 0x32_54_50_4E_49_4C_53_44; // "DSLINPT2"
    private readonly string? _path;
    private readonly long _sliceBytes;
    private readonly int _maxPieceBytes;
    private readonly long _settled;
    private readonly long _now;
    private readonly Dictionary<(string Path, LineRecords Lines), ScannedFile> _known = [];

    private InputMemory(string? path, long sliceBytes, int maxPieceBytes, long settled)
    {
        _settled = settled;
        _path = path;
        _sliceBytes = sliceBytes;
        _maxPieceBytes = maxPieceBytes;
        if (path is null)
        {
            return;
        }

        try
        {
            _now = Now(path);
            if (File.Exists(path))
            {
                Read(File.ReadAllBytes(path));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be used is found by those who cannot do without: here it costs time only.
            _path = null;
        }
    }

    /// <summary>Opens what is remembered of a pipeline's inputs.</summary>
    /// <param name="storeDirectory">The store, or null: nothing is remembered.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Names the project and the patterns.</param>
    /// <param name="settled">How old a file's times must be to be trusted, in nanoseconds; less only in tests.</param>
    public static InputMemory Open(string? storeDirectory, PipelineDefinition pipeline, RunOptions options, long settled = Settled)
    {
        string? path = null;
        if (storeDirectory is not null)
        {
            string[] parts = [Path.GetFullPath(options.ProjectDirectory), pipeline.Name, .. ShardList.Patterns(pipeline, options).Select(static p => $"{p.Source}:{p.Pattern}")];
            Hash128 name = Hash128.Of(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
            path = Path.Combine(Path.GetFullPath(storeDirectory), Folder, $"{name}.bin");
        }

        return new InputMemory(path, options.SliceBytes, RecordInput.LongestPiece(options.MaxDocumentBytes), settled);
    }

    /// <summary>What is known of a file, or null if it must be read.</summary>
    public ScannedFile? Find(InputFile file, LineRecords lines)
        => _known.TryGetValue((file.Path, lines), out ScannedFile? known) && InputPlaces.StampOf(file) == known.Stamp ? known : null;

    /// <summary>Remembers the files of a run, and nothing else.</summary>
    /// <param name="files">The files.</param>
    public void Save(IReadOnlyList<(string Path, LineRecords Lines, ScannedFile File)> files)
    {
        if (_path is null)
        {
            return;
        }

        (string Path, LineRecords Lines, ScannedFile File)[] settled = [.. files.Where(f => f.File.Stamp.Latest <= _now - _settled || ReferenceEquals(_known.GetValueOrDefault((f.Path, f.Lines)), f.File))];
        try
        {
            if (settled.Length == _known.Count && Array.TrueForAll(settled, f => ReferenceEquals(_known.GetValueOrDefault((f.Path, f.Lines)), f.File)))
            {
                if (File.Exists(_path))
                {
                    File.SetLastWriteTimeUtc(_path, DateTime.UtcNow); // it is in use: whoever removes old files from the store sees it
                }

                return;
            }

            string draft = Draft(_path);
            File.WriteAllBytes(draft, Write(settled));
            File.Move(draft, _path, overwrite: true);
            RemoveUnused(Path.GetDirectoryName(_path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run reads the files again.
        }
    }

    /// <summary>The time that the store's file system gives to a new file.</summary>
    private static long Now(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string probe = Draft(path);
        File.WriteAllBytes(probe, [1]);
        long now = FileStamp.Of(probe).Modified;
        File.Delete(probe);
        return now;
    }

    /// <summary>Removes the memories of projects that are gone, and drafts of processes that were killed.</summary>
    private void RemoveUnused(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (FileStamp.Of(file).Modified < _now - Unused)
            {
                File.Delete(file);
            }
        }
    }

    private static string Draft(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private byte[] Write((string Path, LineRecords Lines, ScannedFile File)[] files)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(_sliceBytes);
            writer.Write(_maxPieceBytes);
            writer.Write(files.Length);
            foreach ((string path, LineRecords lines, ScannedFile file) in files)
            {
                writer.Write(path);
                writer.Write((byte)lines);
                writer.Write(file.Stamp.Bytes);
                writer.Write(file.Stamp.Modified);
                writer.Write(file.Stamp.Changed);
                Write(writer, file.Hash);
                writer.Write(file.Slices.Count);
                foreach (InputSlice slice in file.Slices)
                {
                    writer.Write(slice.Offset);
                    writer.Write(slice.Length);
                    writer.Write(slice.FirstLine);
                    writer.Write(slice.FirstRecord);
                    writer.Write(slice.Records);
                    Write(writer, slice.Hash);
                }
            }
        }

        Hash128 hash = Hash128.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer, hash);
        }

        return stream.ToArray();
    }

    private void Read(byte[] content)
    {
        const int HashBytes = 16;
        if (content.Length < HashBytes)
        {
            return;
        }

        using BinaryReader reader = new(new MemoryStream(content), Encoding.UTF8);
        reader.BaseStream.Position = content.Length - HashBytes;
        if (ReadHash(reader) != Hash128.Of(content.AsSpan(0, content.Length - HashBytes)))
        {
            return;
        }

        reader.BaseStream.Position = 0;
        if (reader.ReadInt64() != Magic || reader.ReadInt64() != _sliceBytes || reader.ReadInt32() != _maxPieceBytes)
        {
            return; // it was cut and counted by other rules
        }

        for (int files = reader.ReadInt32(); files > 0; files--)
        {
            string path = reader.ReadString();
            LineRecords lines = (LineRecords)reader.ReadByte();
            FileStamp stamp = new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            Hash128 hash = ReadHash(reader);
            InputSlice[] slices = new InputSlice[reader.ReadInt32()];
            for (int i = 0; i < slices.Length; i++)
            {
                slices[i] = new InputSlice(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), ReadHash(reader));
            }

            _known[(path, lines)] = new ScannedFile(stamp, hash, slices);
        }
    }

    private static void Write(BinaryWriter writer, Hash128 value)
    {
        writer.Write(value.Upper);
        writer.Write(value.Lower);
    }

    private static Hash128 ReadHash(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());
}
