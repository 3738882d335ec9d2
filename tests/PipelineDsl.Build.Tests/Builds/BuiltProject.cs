using System;

namespace PipelineDsl.Build.Tests.Builds;

/// <summary>A project that has been built once; a test changes something, builds, and so leaves it up to date for the next.</summary>
public sealed class BuiltProject : IDisposable
{
    public BuiltProject() => FirstBuild = Project.Build().Succeeded();

    internal UserProject Project { get; } = new();

    internal BuildResult FirstBuild { get; }

    public void Dispose() => Project.Dispose();
}
