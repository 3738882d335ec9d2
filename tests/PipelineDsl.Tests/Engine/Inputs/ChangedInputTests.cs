using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Inputs;

/// <summary>An input that is not what it was when the corpus was listed is an error, however much of it a reader reads.</summary>
public sealed class ChangedInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.jsonl.zst")]
    public void AnyChangedByteIsSeen(string name)
    {
        byte[] content = FormatTestKit.Compress(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 12).Select(static i => $"{{\"text\":\"{i * 7919}\"}}\n"))), name);
        string path = _folder.Write("in/" + name, "");
        File.WriteAllBytes(path, content);
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.None);
        List<Shard> shards = InputKit.Expand(_folder, pipeline, 50);
        List<string> records = InputKit.Read(shards, pipeline, JsonLinesReader.Read);
        Assert.Equal(12, records.Count);
        for (int i = 0; i < content.Length; i++)
        {
            byte[] changed = [.. content];
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            AssertChanged(path, () => InputKit.Read(shards, pipeline, JsonLinesReader.Read));
            AssertChanged(path, () => InputKit.Read(shards, pipeline, static (_, _) => { }));
            File.WriteAllBytes(path, content[..i]);
            AssertChanged(path, () => InputKit.Read(shards, pipeline, JsonLinesReader.Read));
        }

        File.WriteAllBytes(path, [.. content, (byte)'\n']);
        AssertChanged(path, () => InputKit.Read(shards, pipeline, JsonLinesReader.Read));
        File.WriteAllBytes(path, content);
        Assert.Equal(records, InputKit.Read(shards, pipeline, JsonLinesReader.Read));
    }

    [Fact]
    public void EverySliceSeesItsOwnBytesAndThatTheFileHasGrown()
    {
        string path = _folder.Write("in/a.txt", "one\ntwo\nthree\nfour\n");
        PipelineDefinition pipeline = InputKit.Pipeline(LineRecords.EveryLine);
        List<Shard> shards = InputKit.Expand(_folder, pipeline, 4);
        Assert.Equal(4, shards.Count);
        File.WriteAllText(path, "one\ntwO\nthree\nfour\n");
        Assert.Equal(3, InputKit.Read([shards[0], shards[2], shards[3]], pipeline, InputKit.ReadLines).Count);
        AssertChanged(path, () => InputKit.Read([shards[1]], pipeline, InputKit.ReadLines));
        File.WriteAllText(path, "one\ntwo\nthree\nfour\nfive\n");
        Assert.All(shards, shard => AssertChanged(path, () => InputKit.Read([shard], pipeline, InputKit.ReadLines)));
    }

    private static void AssertChanged(string path, Action read)
    {
        RunException exception = Assert.Throws<RunException>(read);
        Assert.Equal(("PDSL2030", path), (exception.Id, exception.File));
    }
}
