using System;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>
/// The assemblies that a native program was compiled from. They lie in a folder beside it, since keys are made of them: a native program has the keys of the same code that is not native, and what
/// one of them left in a store the other finds.
/// </summary>
internal static class NativeCode
{
    /// <summary>The switch of the program's configuration that names the folder, from the program's own: the target PublishDataPipelines sets it.</summary>
    public const string Switch = "PipelineDsl.NativeCode";

    /// <summary>The folder; null in a process that is not native.</summary>
    public static string? Folder { get; } = AppContext.GetData(Switch) is string { Length: > 0 } name ? Path.Combine(AppContext.BaseDirectory, name) : null;
}
