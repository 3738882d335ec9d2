using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>What a deduplication came to, beside its files.</summary>
/// <param name="Facts">What it told of itself.</param>
/// <param name="Outputs">The names of the output files that it wrote.</param>
/// <param name="Marks">Where the marks of each shard lie: <see cref="CutMarks"/>.</param>
internal sealed record CutResult(IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<string> Outputs, byte[] Marks)
{
    /// <summary>The engine's own form.</summary>
    public byte[] ToBytes()
    {
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Facts.Count);
        foreach ((string name, string value) in Facts)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(Outputs.Count);
        foreach (string name in Outputs)
        {
            writer.Write(name);
        }

        writer.Write(Marks);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads it again.</summary>
    public static CutResult Of(ActionCommit commit)
    {
        using BinaryReader reader = new(new MemoryStream(commit.Result.ToArray()));
        KeyValuePair<string, string>[] facts = new KeyValuePair<string, string>[reader.ReadInt32()];
        for (int i = 0; i < facts.Length; i++)
        {
            facts[i] = KeyValuePair.Create(reader.ReadString(), reader.ReadString());
        }

        string[] outputs = new string[reader.ReadInt32()];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = reader.ReadString();
        }

        return new CutResult(facts, outputs, reader.ReadBytes((int)(reader.BaseStream.Length - reader.BaseStream.Position)));
    }
}
