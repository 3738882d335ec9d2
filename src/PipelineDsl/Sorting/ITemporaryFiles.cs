using System.IO;

namespace PipelineDsl;

/// <summary>Where sorting may put files.</summary>
internal interface ITemporaryFiles
{
    /// <summary>Creates a file.</summary>
    FileStream Create(string name);

    /// <summary>Opens a file.</summary>
    FileStream Open(string name);

    /// <summary>Deletes a file.</summary>
    void Delete(string name);

    /// <summary>A file's full name.</summary>
    string FullName(string name);
}
