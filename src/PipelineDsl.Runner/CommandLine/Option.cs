using System.Collections.Generic;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>An option of a command: <c>--name value</c>, <c>--name=value</c>, or <c>--name</c> alone for a switch.</summary>
/// <param name="Name">The name, without dashes.</param>
/// <param name="Value">What help calls the value, such as <c>FILE</c>; null for a switch.</param>
/// <param name="Help">What it does, for help; states the default.</param>
internal sealed record Option(string Name, string? Value, string Help)
{
    /// <summary>The heading under which help shows it.</summary>
    public string Group { get; init; } = "Options";

    /// <summary>Whether it may be given several times.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether the command cannot do without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether help leaves it out: it is for programs.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Other names for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its form, such as <c>--output FOLDER</c>.</summary>
    public string Form => Value is null ? $"--{Name}" : $"--{Name} {Value}";
}
