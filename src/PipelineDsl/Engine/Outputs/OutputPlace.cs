using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Where a run's outputs are published: a folder, or the names below an address. In both cases what was published last stays whole until everything new is there.</summary>
internal abstract class OutputPlace
{
    /// <summary>The folder, absolute, or the address with a slash at its end.</summary>
    public abstract string Name { get; }

    /// <summary>The folder that holds the run's lock and its own files; on a file system in either case.</summary>
    public abstract string ControlFolder { get; }

    /// <summary>The place that the options name.</summary>
    /// <param name="options">How a pipeline is run.</param>
    /// <param name="buckets">The object storages.</param>
    /// <exception cref="RunException">It is an address whose storage is not known, or that says nowhere to keep files meanwhile.</exception>
    public static OutputPlace Of(RunOptions options, ObjectBuckets buckets)
        => ObjectAddress.IsAddress(options.OutputDirectory) ? new ObjectOutput(options, buckets) : new FolderOutput(options.OutputDirectory);

    /// <summary>The full form of what options name: an absolute folder, or an address with a slash at its end.</summary>
    public static string NameOf(string output) => !ObjectAddress.IsAddress(output) ? Path.GetFullPath(output) : output.EndsWith('/') ? output : output + "/";

    /// <summary>Where a published file is.</summary>
    /// <param name="file">Its name, relative to the place.</param>
    public abstract string FullName(string file);

    /// <summary>Asks, before there is anything to publish, whether it is there.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">A storage cannot be asked, or has no such bucket.</exception>
    public abstract void Check(CancellationToken cancellation);

    /// <summary>The hash of the manifest, if it and all files are there that it lists; else null.</summary>
    public abstract Hash128? HashOfManifest(CancellationToken cancellation);

    /// <summary>Publishes files and then the manifest. Files of the last run that are not among them are removed.</summary>
    /// <param name="work">Holds the files, the manifest too.</param>
    /// <param name="files">The files.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="cancellation">Stops it, as long as what was published last is whole.</param>
    public abstract void Publish(WorkFolder work, IReadOnlyList<OutputFile> files, OutputFile manifest, CancellationToken cancellation);

    /// <summary>Puts one file beside what was published last.</summary>
    /// <param name="work">Holds it.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    public abstract void PublishBeside(WorkFolder work, OutputFile file, CancellationToken cancellation);
}
