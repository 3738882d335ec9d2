namespace PipelineDsl;

/// <summary>Writes <c>train.bin</c> and <c>val.bin</c> as nanoGPT reads them; see <see cref="NanoGptWriter"/>.</summary>
public sealed class NanoGptOutputAttribute : OutputAttribute<NanoGptWriter>
{
    /// <summary>Writes the files.</summary>
    /// <param name="folder">Their folder, relative to the output folder (default: the output folder itself).</param>
    public NanoGptOutputAttribute(string folder = "") => Folder = folder;

    /// <summary>Their folder, relative to the output folder.</summary>
    public string Folder { get; }
}
