using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>Makes the files of a run's datasets in the work folder.</summary>
internal sealed class DatasetFiles : IDisposable
{
    private readonly WorkFolder _work;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<FileStream> _scratch = [];
    private readonly List<DatasetFile> _files = [];

    /// <summary>Creates the maker.</summary>
    /// <param name="work">Where they lie until they are published.</param>
    /// <param name="taken">The names of the run's other files.</param>
    /// <exception cref="RunException">Two of them are the same.</exception>
    public DatasetFiles(WorkFolder work, IEnumerable<string> taken)
    {
        _work = work;
        foreach (string name in taken)
        {
            Take(name);
        }
    }

    /// <summary>Makes an output file.</summary>
    /// <exception cref="RunException">There is one of that name.</exception>
    public DatasetFile Create(string name)
    {
        Take(name);
        DatasetFile file = new(name, _work.CreateReadable(ShardFiles.Final(name)));
        _files.Add(file);
        return file;
    }

    private void Take(string name)
    {
        if (!_names.Add(name))
        {
            throw new RunException("PDSL2014", $"two outputs write '{name}'; give one of them another name");
        }
    }

    /// <summary>Makes a temporary file.</summary>
    public Stream CreateScratch()
    {
        FileStream file = _work.CreateReadable(ShardFiles.Scratch(_scratch.Count));
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
            _work.Delete(ShardFiles.Scratch(i));
        }
    }
}
