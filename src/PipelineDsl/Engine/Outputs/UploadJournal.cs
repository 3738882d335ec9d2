using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>The uploads that were begun and not completed yet, so that the next run gives up those of a run that was killed: a line each, the upload's id and the object's name.</summary>
/// <param name="folder">The folder of the run's lock, which admits one writer at a time.</param>
internal sealed class UploadJournal(string folder)
{
    private readonly string _path = Path.Combine(folder, "uploads");
    private readonly Lock _lock = new();

    /// <summary>Takes note of an upload, before anything is uploaded.</summary>
    public void Add(string name, string id)
    {
        lock (_lock)
        {
            File.AppendAllText(_path, $"{id}\t{name}\n");
        }
    }

    /// <summary>The uploads that were noted; a line that was not finished is left out.</summary>
    public (string Name, string Id)[] Read()
    {
        string text = File.Exists(_path) ? File.ReadAllText(_path) : "";
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n').Select(static line => line.Split('\t', 2)).Where(static p => p.Length == 2).Select(static p => (p[1], p[0]))];
    }

    /// <summary>None is left.</summary>
    public void Delete() => File.Delete(_path);
}
