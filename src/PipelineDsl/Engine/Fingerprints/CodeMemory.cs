using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Remembers in a store what the tasks of a pipeline reach, so that not every process follows the code again: of a run on many machines each task is one.</summary>
/// <remarks>
/// One file for each version of a pipeline's assembly, in the folder <c>code</c> of the store. It holds as long as all assemblies that were looked into have the version ids that they had then: a
/// compiler gives the same id to the same code only. Which id an assembly's file has is remembered too, by path, length and times as those of inputs (<see cref="InputMemory"/>), so that a task need not
/// load assemblies only to ask them. A file that is damaged counts as none. Files that are older than thirty days are removed when another is written.
/// </remarks>
internal sealed class CodeMemory
{
    private const string Folder = "code";
    private const long Magic = 0x32_45_44_4F_43_4C_53_44; // "DSLCODE2"
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(30);
    private readonly string _path;
    private readonly CodeAssembly _pipeline;
    private readonly Dictionary<string, (FileStamp Stamp, Guid Version)> _files = new(StringComparer.Ordinal);

    private CodeMemory(string path, CodeAssembly pipeline)
    {
        _path = path;
        _pipeline = pipeline;
    }

    /// <summary>Opens what is remembered of a pipeline.</summary>
    /// <param name="storeDirectory">The store.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">The type of its workers.</param>
    /// <param name="assembly">The assembly that it is in.</param>
    /// <param name="projects">Where the list of the project's assemblies lies, which says what is looked into.</param>
    public static CodeMemory Open(string storeDirectory, PipelineDefinition pipeline, Type worker, CodeAssembly assembly, string projects)
    {
        HashWriter hash = new();
        hash.Text(pipeline.Name);
        hash.Text(worker.FullName);
        hash.Bytes(assembly.VersionId.ToByteArray());
        hash.Bytes(typeof(CodeMemory).Module.ModuleVersionId.ToByteArray());
        hash.Int(Environment.Version.Major);
        hash.Int(Environment.Version.Minor);
        hash.Bytes(File.Exists(projects) ? File.ReadAllBytes(projects) : default);
        return new CodeMemory(Path.Combine(Path.GetFullPath(storeDirectory), Folder, $"{hash.Hash}.bin"), assembly);
    }

    /// <summary>What is remembered, if it holds.</summary>
    public ReachedCode? Find()
    {
        try
        {
            if (!File.Exists(_path) || Read(File.ReadAllBytes(_path)) is not { } code)
            {
                return null;
            }

            bool isNew = false;
            foreach (ModuleStamp module in code.Modules)
            {
                AssemblyName name = new(module.Name);
                Guid? known = KnownVersion(name);
                if ((known ?? ModuleStamp.Of(name, _pipeline.Find(name)).Version) != module.Version)
                {
                    return null;
                }

                isNew |= known is null && _pipeline.FileOf(name) is not null;
            }

            if (isNew)
            {
                Save(code);
            }

            return code;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be used is found by those who cannot do without: here it costs time only.
            return null;
        }
    }

    /// <summary>Remembers.</summary>
    public void Save(ReachedCode code)
    {
        try
        {
            string folder = Path.GetDirectoryName(_path)!;
            Directory.CreateDirectory(folder);
            DateTime now = DateTime.UtcNow;
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
            {
                if (now - file.LastWriteTimeUtc > s_unused)
                {
                    file.Delete();
                }
            }

            string draft = $"{_path}.{Guid.NewGuid():N}.tmp";
            File.WriteAllBytes(draft, []);
            File.WriteAllBytes(draft, Write(code, FileStamp.Of(draft).Modified));
            File.Move(draft, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next process follows the code again.
        }
    }

    /// <summary>The version id of an assembly, if its file is as it was when that was remembered.</summary>
    private Guid? KnownVersion(AssemblyName name)
        => _pipeline.FileOf(name) is { } path && _files.TryGetValue(path, out (FileStamp Stamp, Guid Version) known) && FileStamp.Of(path) == known.Stamp ? known.Version : null;

    /// <summary>The version id of an assembly that was loaded from a file; null if it was loaded from another.</summary>
    private Guid? LoadedFrom(string path, AssemblyName name) => _pipeline.Find(name) is { } loaded && loaded.Path == path ? loaded.VersionId : null;

    /// <param name="code">What is remembered.</param>
    /// <param name="now">The time that the store's file system gives to a new file, in nanoseconds since 1970: files that are hardly older are not relied on.</param>
    private byte[] Write(ReachedCode code, long now)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(code.Modules.Count);
        foreach (ModuleStamp module in code.Modules)
        {
            writer.Write(module.Name);
            writer.Write(module.Version.ToByteArray());
        }

        writer.Write(code.Entries.Count);
        foreach ((string name, EntryCode entry) in code.Entries)
        {
            writer.Write(name);
            writer.Write(entry.Parts.Count);
            foreach (KeyPart part in entry.Parts)
            {
                writer.Write(part.Name);
                Write(writer, part.Hash);
            }

            writer.Write(entry.Fields.Count);
            foreach (string field in entry.Fields)
            {
                writer.Write(field);
            }
        }

        List<(string Path, FileStamp Stamp, Guid Version)> files = [];
        foreach (ModuleStamp module in code.Modules)
        {
            AssemblyName name = new(module.Name);
            if (_pipeline.FileOf(name) is { } path && FileStamp.Of(path) is { } stamp && stamp.Latest <= now - InputMemory.Settled && (KnownVersion(name) ?? LoadedFrom(path, name)) is { } version)
            {
                files.Add((path, stamp, version));
            }
        }

        writer.Write(files.Count);
        foreach ((string path, FileStamp stamp, Guid version) in files)
        {
            writer.Write(path);
            writer.Write(stamp.Bytes);
            writer.Write(stamp.Modified);
            writer.Write(stamp.Changed);
            writer.Write(version.ToByteArray());
        }

        Write(writer, Hash128.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    private ReachedCode? Read(byte[] content)
    {
        using BinaryReader reader = new(new MemoryStream(content), Encoding.UTF8);
        int length = content.Length - Hash128.Bytes;
        if (length < sizeof(long) || Hash128.ReadLittleEndian(content.AsSpan(length)) != Hash128.Of(content.AsSpan(0, length)) || reader.ReadInt64() != Magic)
        {
            return null;
        }

        ModuleStamp[] modules = new ModuleStamp[reader.ReadInt32()];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = new ModuleStamp(reader.ReadString(), new Guid(reader.ReadBytes(16)));
        }

        Dictionary<string, EntryCode> entries = new(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            KeyPart[] parts = new KeyPart[reader.ReadInt32()];
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = new KeyPart(reader.ReadString(), Hash128.ReadLittleEndian(reader.ReadBytes(Hash128.Bytes)));
            }

            HashSet<string> fields = new(StringComparer.Ordinal);
            for (int count = reader.ReadInt32(); count > 0; count--)
            {
                fields.Add(reader.ReadString());
            }

            entries.Add(name, new EntryCode(parts, fields));
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string path = reader.ReadString();
            FileStamp stamp = new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            _files[path] = (stamp, new Guid(reader.ReadBytes(16)));
        }

        return new ReachedCode(entries, modules);
    }

    private static void Write(BinaryWriter writer, Hash128 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Bytes];
        hash.WriteLittleEndian(bytes);
        writer.Write(bytes);
    }
}
