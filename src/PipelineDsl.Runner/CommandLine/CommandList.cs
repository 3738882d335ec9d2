using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using PipelineDsl.Runner.Commands;
using PipelineDsl.Runner.Submit;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>The commands, and the choice among them.</summary>
internal static class CommandList
{
    /// <summary>All commands, in the order of help.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new RunCommand(),
        new PlanCommand(),
        new SealCommand(),
        new StatusCommand(),
        new SubmitCommand(),
        new AwaitCommand(),
        new GcCommand(),
        new ExplainCommand(),
        new StatsCommand(),
    ];

    /// <summary>Runs the command that the arguments name; <c>run</c> if they begin with an option, as those of a build do.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context)
    {
        IReadOnlyList<string> all = Arguments.Expand(arguments);
        if (all is [] or ["--help" or "-h" or "help"])
        {
            Help.Write(context.Output, All, context.Width);
            return all is [] ? ExitCode.WrongArguments : ExitCode.Done;
        }

        if (all is ["--version"])
        {
            await context.Output.WriteLineAsync(typeof(CommandList).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
            return ExitCode.Done;
        }

        // "help run" is "run --help".
        if (all is ["help", var name])
        {
            all = [name, "--help"];
        }

        Command command = all[0].StartsWith('-') ? All[0] : Find(all[0]);
        string[] own = [.. all.Skip(all[0].StartsWith('-') ? 0 : 1)];
        if (own.TakeWhile(static a => a != "--").Any(static a => a is "--help" or "-h"))
        {
            Help.Write(context.Output, command, context.Width);
            return ExitCode.Done;
        }

        return await command.RunAsync(new Arguments(own, command.Options), context);
    }

    private static Command Find(string name)
        => All.FirstOrDefault(c => c.Name == name)
            ?? throw new UsageException($"there is no command '{name}'{Arguments.Meant(name, All.Select(static c => c.Name), "")} The commands are: {string.Join(", ", All.Select(static c => c.Name))}.");
}
