using System;
using System.IO;
using System.Threading;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using PipelineDsl.Runner.Commands;
using Xunit;

namespace PipelineDsl.Runner.Tests.Commands;

/// <summary>A scheduler tries a task again only where that may help.</summary>
public class TaskExitCodeTests
{
    [Theory]
    [InlineData("PDSL2001", 65)]
    [InlineData("PDSL2040", 75)]
    [InlineData("PDSL2041", 78)]
    [InlineData("PDSL2042", 75)]
    [InlineData("PDSL2061", 75)]
    [InlineData("PDSL2062", 75)]
    public void AFindingDecides(string id, int code) => Assert.Equal((code, true), Run(() => throw new RunException(id, "what it says")));

    [Fact]
    public void AFileSystemThatFailsMayWorkAgain()
    {
        Assert.Equal((75, true), Run(static () => throw new IOException("what it says: stale file handle")));
        Assert.Equal((75, true), Run(static () => throw new UnauthorizedAccessException("what it says")));
        Assert.Equal((0, false), Run(static () => { }));
        Assert.Throws<InvalidOperationException>(() => Run(static () => throw new InvalidOperationException()));
    }

    private static (int Code, bool Said) Run(Action action)
    {
        using CancellationTokenSource cancel = new();
        using StringWriter error = new();
        int code = TaskExitCode.Run(new CommandContext(TextWriter.Null, error, cancel), action);
        return (code, error.ToString().Contains("what it says", StringComparison.Ordinal));
    }
}
