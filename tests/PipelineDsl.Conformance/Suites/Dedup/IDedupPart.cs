namespace PipelineDsl.Conformance;

/// <summary>One part of the gold data of deduplication: each looks for its own files and reports nothing if they are not there.</summary>
internal interface IDedupPart
{
    /// <summary>Compares the files of <paramref name="directory"/>.</summary>
    void Run(string directory, Report report);
}
