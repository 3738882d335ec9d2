using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Engine;

/// <summary>Remembers in a store what the tasks of a pipeline reach, so that not every process follows the code again: of a run on many machines each task is one.</summary>
/// <remarks>
/// One file for each version of a pipeline's assembly, in the folder <c>code</c> of the store. It holds as long as all assemblies that were looked into have the version ids that they had then: a
/// compiler gives the same id to the same code only. A file that is damaged counts as none. Files that are older than thirty days are removed when another is written.
/// </remarks>
internal sealed class CodeMemory
{
    private const string Folder = "code";
    private const long Magic = 0x31_45_44_4F_43_4C_53_44; // "DSLCODE1"
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(30);
    private readonly string _path;
    private readonly Type _worker;

    private CodeMemory(string path, Type worker)
    {
        _path = path;
        _worker = worker;
    }

    /// <summary>Opens what is remembered of a pipeline.</summary>
    /// <param name="storeDirectory">The store.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">The type of its workers.</param>
    /// <param name="projects">Where the list of the project's assemblies lies, which says what is looked into.</param>
    public static CodeMemory Open(string storeDirectory, PipelineDefinition pipeline, Type worker, string projects)
    {
        HashWriter hash = new();
        hash.Text(pipeline.Name);
        hash.Text(worker.FullName);
        hash.Bytes(worker.Module.ModuleVersionId.ToByteArray());
        hash.Bytes(typeof(CodeMemory).Module.ModuleVersionId.ToByteArray());
        hash.Int(Environment.Version.Major);
        hash.Int(Environment.Version.Minor);
        hash.Bytes(File.Exists(projects) ? File.ReadAllBytes(projects) : default);
        return new CodeMemory(Path.Combine(Path.GetFullPath(storeDirectory), Folder, $"{hash.Hash}.bin"), worker);
    }

    /// <summary>What is remembered, if it holds.</summary>
    public ReachedCode? Find()
    {
        try
        {
            return File.Exists(_path) && Read(File.ReadAllBytes(_path)) is { } code && code.Modules.All(m => m.Holds(_worker.Assembly)) ? code : null;
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
            File.WriteAllBytes(draft, Write(code));
            File.Move(draft, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next process follows the code again.
        }
    }

    private static byte[] Write(ReachedCode code)
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

        Write(writer, Hash128.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    private static ReachedCode? Read(byte[] content)
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

        return new ReachedCode(entries, modules);
    }

    private static void Write(BinaryWriter writer, Hash128 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Bytes];
        hash.WriteLittleEndian(bytes);
        writer.Write(bytes);
    }
}
