using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Runner.CommandLine;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public sealed class SubmitCommandTests : System.IDisposable
{
    private const string Plan = """{"planHash":"00ff00ff00ff00ff","store":"store","stages":[{"name":"phase-0","tasks":3,"bytes":[1,2,3]},{"name":"publish","tasks":1,"bytes":[0]}]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    public SubmitCommandTests() => File.WriteAllText(_folder["plan.json"], Plan);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task APlanIsPrintedAsAScriptWithoutItsAssembly()
    {
        Assert.Equal(ExitCode.Done, await Run("--engine", "print", "--program", "/app/pipelinedsl"));
        Assert.Contains($"pipelinedsl='/app/pipelinedsl'\nplan='{_folder["plan.json"]}'\n", _output.ToString(), System.StringComparison.Ordinal);
        Assert.EndsWith("\nstage phase-0 3\nstage publish 1\n", _output.ToString(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine", "slrum", "--program", "x")]
    [InlineData("--engine", "slurm")]
    [InlineData("--program", "x")]
    [InlineData("--engine", "slurm", "--program", "x", "--tasks-per-job", "0")]
    [InlineData("--engine", "slurm", "--program", "x", "--mem", "cut=")]
    [InlineData("--engine", "kubernetes", "--program", "x", "--volume", "corpus")]
    public Task WrongArgumentsAreRefused(params string[] arguments) => Assert.ThrowsAsync<UsageException>(() => Run(arguments));

    [Fact]
    public async Task WhatIsNoPlanIsRefused()
    {
        File.WriteAllText(_folder["plan.json"], "{}");
        Assert.Equal("PDSL2050", (await Assert.ThrowsAsync<RunException>(() => Run("--engine", "print", "--program", "x"))).Id);
    }

    private async Task<int> Run(params string[] arguments)
    {
        using CancellationTokenSource cancellation = new();
        return await CommandList.RunAsync(["submit", "--plan", _folder["plan.json"], .. arguments], new CommandContext(_output, TextWriter.Null, cancellation));
    }
}
