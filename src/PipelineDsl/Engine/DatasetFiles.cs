using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Makes the files of a run's datasets in the work folder.</summary>
/// <param name="run">The run.</param>
/// <param name="work">Where they lie until they are published.</param>
internal sealed class DatasetFiles(RunState run, WorkFolder work) : IDisposable
{
    private readonly List<FileStream> _scratch = [];
    private readonly List<DatasetFile> _files = [];

    /// <summary>Where temporary files go.</summary>
    public WorkFolder Work => work;

    /// <summary>Makes an output file.</summary>
    /// <exception cref="RunException">There is one of that name.</exception>
    public DatasetFile Create(string name)
    {
        run.TakeName(name);
        DatasetFile file = new(name, work.CreateReadable(ShardFiles.Final(name)));
        _files.Add(file);
        return file;
    }

    /// <summary>Makes a temporary file.</summary>
    public Stream CreateScratch()
    {
        FileStream file = work.CreateReadable(ShardFiles.Scratch(_scratch.Count));
        _scratch.Add(file);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.ForEach(static f => f.Dispose());
        _scratch.ForEach(static f => f.Dispose());
        for (int i = 0; i < _scratch.Count; i++)
        {
            work.Delete(ShardFiles.Scratch(i));
        }
    }
}
