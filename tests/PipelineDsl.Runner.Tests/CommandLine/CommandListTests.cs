using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Runner.CommandLine;
using Xunit;

namespace PipelineDsl.Runner.Tests.CommandLine;

public sealed class CommandListTests
{
    [Fact]
    public async Task WithoutArgumentsItSaysWhatThereIs()
    {
        (int code, string output) = await RunAsync();
        Assert.Equal(ExitCode.WrongArguments, code);
        Assert.All(CommandList.All, command => Assert.Contains($"\n  {command.Name} ", output, StringComparison.Ordinal));
        Assert.Equal((ExitCode.Done, output), await RunAsync("--help"));
    }

    [Fact]
    public async Task EveryCommandExplainsItselfWithinTheWidth()
    {
        foreach (Command command in CommandList.All)
        {
            (int code, string output) = await RunAsync(command.Name, "--help");
            Assert.Equal(ExitCode.Done, code);
            Assert.Contains($"Usage: pipelinedsl {command.Name}", output, StringComparison.Ordinal);
            Assert.All(command.Options.Where(static o => !o.IsHidden), option => Assert.Contains(option.Form, output, StringComparison.Ordinal));
            Assert.All(command.Options.Where(static o => o.IsHidden), option => Assert.DoesNotContain("--" + option.Name + " ", output, StringComparison.Ordinal));
            Assert.All(output.Split('\n').Where(static line => !line.Contains("pipelinedsl", StringComparison.Ordinal)), static line => Assert.True(line.Length <= 100, line));
            Assert.Equal((code, output), await RunAsync("help", command.Name));
        }
    }

    [Fact]
    public void NamesAreUniqueAndEveryOptionHasHelp()
    {
        Assert.Equal(CommandList.All.Count, CommandList.All.Select(static c => c.Name).Distinct().Count());
        foreach (Command command in CommandList.All)
        {
            string[] names = [.. command.Options.SelectMany(static o => o.Aliases.Prepend(o.Name))];
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.All(command.Options, static option => Assert.EndsWith(".", option.Help.TrimEnd(')'), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AnUnknownCommandNamesTheNearest()
    {
        UsageException exception = await Assert.ThrowsAsync<UsageException>(() => RunAsync("stast", "x"));
        Assert.StartsWith("there is no command 'stast'; did you mean stats? The commands are: run, ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptionsAloneAreTheBuildsRun()
    {
        UsageException exception = await Assert.ThrowsAsync<UsageException>(() => RunAsync("--pipeline=Corpus"));
        Assert.Equal("--assembly FILE is missing", exception.Message);
    }

    [Fact]
    public async Task TheVersionIsTheLibrarysOwn()
    {
        (int code, string output) = await RunAsync("--version");
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith(typeof(Engine.PipelineDefinition).Assembly.GetName().Version!.ToString(3), output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using CancellationTokenSource cancel = new();
        int code = await CommandList.RunAsync(arguments, new CommandContext(output, output, cancel));
        return (code, output.ToString());
    }
}
