using System.Collections.Generic;
using System.Threading.Tasks;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>A command of <c>pipelinedsl</c>. A new one is a class in Commands/ and a line in <see cref="CommandList"/>.</summary>
internal abstract class Command
{
    /// <summary>Its name, a verb or noun in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in one short line without a full stop.</summary>
    public abstract string Summary { get; }

    /// <summary>What it does, in a few sentences; paragraphs are separated by a line break.</summary>
    public abstract string Description { get; }

    /// <summary>Its operands as help shows them, such as <c>DOCUMENT</c>; empty if it takes none.</summary>
    public virtual string Operands => "";

    /// <summary>Its options, in the order of help.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>Calls to learn from, without the program's name.</summary>
    public virtual IReadOnlyList<string> Examples => [];

    /// <summary>What its exit codes mean, beyond 0, 1, 2, 130 and 143.</summary>
    public virtual IReadOnlyList<(int Code, string Meaning)> ExitCodes => [];

    /// <summary>Runs it.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public abstract Task<int> RunAsync(Arguments arguments, CommandContext context);
}
