using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The kernels of this machine.</summary>
internal static class JsonStringKernels
{
    /// <summary>All kernels that this machine can run, the best first.</summary>
    public static IReadOnlyList<JsonStringKernel> Available { get; } = Find();

    /// <summary>The one that is used.</summary>
    public static JsonStringKernel Best { get; } = Available[0];

    private static List<JsonStringKernel> Find()
    {
        var found = new List<JsonStringKernel>();
        Add<JsonStringVbmi2>();
        Add<JsonStringAvx2>();
        Add<JsonStringVector128>();
        Add<JsonStringScalar>();
        return found;

        void Add<TKernel>()
            where TKernel : struct, IJsonStringKernel
        {
            if (TKernel.IsSupported)
            {
                found.Add(new JsonStringKernel<TKernel>());
            }
        }
    }
}

/// <summary>A kernel, chosen at run time; one virtual call a file, none inside.</summary>
internal abstract class JsonStringKernel
{
    /// <summary>The kernel's name.</summary>
    public abstract string Name { get; }

    /// <summary>Reads all lines with this kernel.</summary>
    public abstract void Read(RecordInput input, Record record);
}

/// <inheritdoc/>
internal sealed class JsonStringKernel<TKernel> : JsonStringKernel
    where TKernel : struct, IJsonStringKernel
{
    /// <inheritdoc/>
    public override string Name => typeof(TKernel).Name;

    /// <inheritdoc/>
    public override void Read(RecordInput input, Record record) => JsonLinesReader.Read<TKernel>(input, record);
}
