using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Outputs in a folder.</summary>
/// <remarks>
/// A reader that finds a manifest finds the files it lists: the old manifest goes first, then each file is renamed into place, then the new manifest.
/// </remarks>
/// <param name="folder">The folder.</param>
internal sealed class FolderOutput(string folder) : OutputPlace
{
    /// <inheritdoc/>
    public override string Name { get; } = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public override string ControlFolder => Name;

    /// <inheritdoc/>
    public override string FullName(string file) => Path.GetFullPath(file, Name);

    /// <inheritdoc/>
    public override void Check(CancellationToken cancellation)
    {
    }

    /// <inheritdoc/>
    public override Hash128? HashOfManifest(CancellationToken cancellation)
    {
        string manifest = FullName(Manifest.FileName);
        string[] files = Manifest.ReadFiles(manifest);
        return files.Length > 0 && files.All(f => File.Exists(FullName(f))) ? Hash128.Of(File.ReadAllBytes(manifest)) : null;
    }

    /// <inheritdoc/>
    public override void Publish(WorkFolder work, IReadOnlyList<OutputFile> files, OutputFile manifest, CancellationToken cancellation)
    {
        string[] previous = Manifest.ReadFiles(FullName(manifest.Name));
        File.Delete(FullName(manifest.Name));
        File.Delete(FullName(Publisher.FailedRejectsFile));
        foreach (string stale in previous.Except(files.Select(static f => f.Name), StringComparer.Ordinal))
        {
            File.Delete(FullName(stale));
        }

        foreach (OutputFile file in files)
        {
            Place(work, file);
        }

        Place(work, manifest);
    }

    /// <inheritdoc/>
    public override void PublishBeside(WorkFolder work, OutputFile file, CancellationToken cancellation) => Place(work, file);

    private void Place(WorkFolder work, OutputFile file)
    {
        string target = FullName(file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(work.FullName(ShardFiles.Final(file.Name)), target, overwrite: true);
    }
}
