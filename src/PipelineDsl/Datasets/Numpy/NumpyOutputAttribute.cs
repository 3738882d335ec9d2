namespace PipelineDsl;

/// <summary>Writes arrays that <c>numpy.load</c> opens, with a real header; see <see cref="NumpyWriter"/>.</summary>
public sealed class NumpyOutputAttribute : OutputAttribute<NumpyWriter>
{
    /// <summary>Writes <c>NAME.npy</c>, <c>NAME.documents.npy</c> and, where there is something to say, <c>NAME.loss.npy</c>.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>tokens</c>).</param>
    public NumpyOutputAttribute(string name = "tokens") => Name = name;

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }
}
