using System;

namespace PipelineDsl.Engine;

/// <summary>
/// Says that a worker's code lies in methods of its own for each task of a run, so that the engine can tell which code a task runs and leaves alone what a change does not touch. The
/// generator puts it on workers; a worker without it counts as one piece of code: any change of its assembly is a change of every task.
/// </summary>
/// <remarks>
/// Version 1: <c>Read</c> calls <c>Read0</c> for source 0, <c>Run</c> calls <c>Phase0</c>, <c>Resolve</c> calls <c>Resolve0</c>, <c>Open</c> calls <c>Open0</c> and <c>OpenDataset</c> calls
/// <c>OpenDataset0</c>, and so on, and do nothing else; <c>Sequences</c> and <c>Packing</c> are properties. A field <c>_x</c> that is not made by its type's parameterless constructor is made by
/// <c>Make_x</c>, which gets the context <see cref="PipelineContext.For"/> it.
/// </remarks>
/// <param name="version">The version of these rules that the worker follows.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkerLayoutAttribute(int version) : Attribute
{
    internal const int Current = 1;
    internal const string Read = "Read";
    internal const string Phase = "Phase";
    internal const string Resolve = "Resolve";
    internal const string Open = "Open";
    internal const string OpenDataset = "OpenDataset";
    internal const string Sequences = "get_Sequences";
    internal const string Packing = "get_Packing";
    internal const string Make = "Make";

    /// <summary>The version of the rules that the worker follows.</summary>
    public int Version { get; } = version;
}
