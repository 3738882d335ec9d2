using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>What following the code of a pipeline's tasks came to, and which assemblies it depends on.</summary>
/// <param name="Entries">For each of the worker's methods that a task enters, what it reaches.</param>
/// <param name="Modules">All assemblies that were looked into or count by their versions.</param>
internal sealed record ReachedCode(IReadOnlyDictionary<string, EntryCode> Entries, IReadOnlyList<ModuleStamp> Modules)
{
    /// <summary>Follows the code of each task.</summary>
    /// <param name="code">The user's assemblies.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="worker">The type of its workers.</param>
    /// <returns>Null if a task has no method of its own.</returns>
    public static ReachedCode? Follow(UserCode code, PipelineDefinition pipeline, Type worker)
    {
        Dictionary<string, EntryCode> entries = new(StringComparer.Ordinal);
        CodeIndex index = new(code);
        LibraryIdentities libraries = new(CodeAssembly.Of(worker.Assembly));
        TypeKey start = Key(code, worker);
        Enter(WorkerLayoutAttribute.Sequences, null);
        Enter(WorkerLayoutAttribute.Packing, null);
        bool isComplete = Enumerable.Range(0, pipeline.Sources.Count).All(source => Enter(WorkerLayoutAttribute.Read + source, pipeline.Sources[source].Fields.GetType()))
            && EnterEach(WorkerLayoutAttribute.Phase, pipeline.Cuts.Count + 1)
            && EnterEach(WorkerLayoutAttribute.Resolve, pipeline.Cuts.Count)
            && EnterEach(WorkerLayoutAttribute.Open, pipeline.Outputs.Count)
            && EnterEach(WorkerLayoutAttribute.OpenDataset, pipeline.Datasets.Count);
        return isComplete ? new ReachedCode(entries, [.. code.Stamps.Concat(libraries.Stamps).DistinctBy(static m => m.Name)]) : null;

        bool EnterEach(string entry, int count) => Enumerable.Range(0, count).All(i => Enter(entry + i, null));

        bool Enter(string entry, Type? fields)
        {
            CodeReach reach = new(index, start, name => PartName(name, start));
            MethodDefinitionHandle[] methods = [.. code.Main.FindMethods(start.Handle, entry)];
            foreach (MethodDefinitionHandle method in methods)
            {
                reach.Enter(new MethodKey(code.Main, method));
            }

            if (fields is not null && fields.Module == worker.Module)
            {
                reach.Enter(Key(code, fields));
            }

            IReadOnlyList<KeyPart> parts = reach.Parts();
            entries.Add(entry, new EntryCode([.. parts, .. libraries.Of(reach.Libraries)], reach.WorkerFields));
            return methods.Length > 0;
        }
    }

    /// <summary>The types that the generator wrote lie beside the worker.</summary>
    private static string PartName(string type, TypeKey worker)
    {
        string name = worker.Module.NameOf(worker.Handle);
        string container = name[..(name.LastIndexOf('+') + 1)];
        return container.Length > 0 && type.StartsWith(container, StringComparison.Ordinal) ? PlanDifference.Generated + type[container.Length..] : "code " + type;
    }

    /// <summary>By the name, since a native program knows no tokens.</summary>
    private static TypeKey Key(UserCode code, Type type)
        => new(code.Main, code.Main.FindType(NameOf(type)) ?? throw new InvalidOperationException($"{NameOf(type)} is not in {code.Main.Name}"));

    private static string NameOf(Type type)
        => type.DeclaringType is { } outer ? $"{NameOf(outer)}+{type.Name}" : type.Namespace is { Length: > 0 } space ? $"{space}.{type.Name}" : type.Name;
}

/// <summary>What a task reaches from the method that it enters.</summary>
/// <param name="Parts">The parts of its key that are code and libraries.</param>
/// <param name="Fields">The worker's fields that it uses, and with them the services in these.</param>
internal sealed record EntryCode(IReadOnlyList<KeyPart> Parts, IReadOnlySet<string> Fields);

/// <summary>An assembly as it was when code was followed.</summary>
/// <param name="Name">Its full name, or that by which it was looked for.</param>
/// <param name="Version">Its version id; empty if there was none of the name.</param>
internal readonly record struct ModuleStamp(string Name, Guid Version)
{
    /// <summary>The stamp of an assembly.</summary>
    public static ModuleStamp Of(AssemblyName name, CodeAssembly? found) => new(name.FullName, found?.VersionId ?? Guid.Empty);
}
