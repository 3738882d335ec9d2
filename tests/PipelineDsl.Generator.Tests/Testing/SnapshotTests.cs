using System;
using System.IO;
using System.Threading.Tasks;
using PipelineDsl.Testing;
using Xunit;

namespace PipelineDsl.Generator.Tests.Testing;

/// <summary>The snapshot engine against files that the test writes itself.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    private string TestFile => Path.Combine(_folder, "SomeTests.cs");

    private string Verified => Path.Combine(_folder, "SomeTests.Case.verified.txt");

    private string Received => Path.Combine(_folder, "SomeTests.Case.received.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SnapshotEngineFact]
    public async Task NewTextFailsAndIsReceived()
    {
        await Assert.ThrowsAsync<SnapshotException>(() => Match("text"));
        Assert.Equal("\uFEFFtext\n"u8.ToArray(), await File.ReadAllBytesAsync(Received));
        Assert.False(File.Exists(Verified));
    }

    [SnapshotEngineFact]
    public async Task EqualTextPassesAndCleansUp()
    {
        await File.WriteAllTextAsync(Verified, "a\r\nb");
        await File.WriteAllTextAsync(Received, "an older run");
        await Match("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [SnapshotEngineFact]
    public async Task OtherTextSaysWhereItDiffers()
    {
        await File.WriteAllTextAsync(Verified, "a\nb\n");
        SnapshotException exception = await Assert.ThrowsAsync<SnapshotException>(() => Match("a\nc\n"));
        Assert.Contains("line 2\n- b\n+ c", exception.Message, StringComparison.Ordinal);
    }

    private async Task Match(string text) => await Snapshot.Match(text, TestFile, "Case");
}

/// <summary>A test of the engine's failures, which makes no sense while everything is accepted or another engine runs.</summary>
internal sealed class SnapshotEngineFactAttribute : FactAttribute
{
    public SnapshotEngineFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1")
        {
            Skip = "SNAPSHOT_ACCEPT=1 accepts whatever is received";
        }
    }
}
