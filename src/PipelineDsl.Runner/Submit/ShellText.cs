using System;

namespace PipelineDsl.Runner.Submit;

/// <summary>Text for POSIX shells.</summary>
internal static class ShellText
{
    /// <summary>One word that means exactly the value, whatever is in it.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
