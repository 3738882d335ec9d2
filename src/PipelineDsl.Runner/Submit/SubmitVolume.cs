using System;

namespace PipelineDsl.Runner.Submit;

/// <summary>A persistent volume claim and the folder where pods see it.</summary>
/// <param name="Claim">The claim's name; it must allow many readers and writers.</param>
/// <param name="Path">An absolute path.</param>
internal sealed record SubmitVolume(string Claim, string Path)
{
    /// <summary>Reads <c>CLAIM:/path</c>.</summary>
    /// <exception cref="FormatException">It is not of this form.</exception>
    public static SubmitVolume Parse(string text)
    {
        int colon = text.IndexOf(":/", StringComparison.Ordinal);
        return colon > 0 ? new SubmitVolume(text[..colon], text[(colon + 1)..].TrimEnd('/')) : throw new FormatException($"--volume {text}: CLAIM:/path is wanted");
    }

    /// <summary>Whether a file lies in the volume.</summary>
    public bool Holds(string file) => file.StartsWith(Path + "/", StringComparison.Ordinal);
}
