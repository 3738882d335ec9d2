using System.IO;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Runs a pipeline without publishing anything and follows one document, so that what it says is what a run does, deduplications included.</summary>
internal static class Explainer
{
    /// <summary>Explains a document, named by its id or as <c>FILE#N</c>, the N-th record of a file; null if there is none of that name.</summary>
    public static Explanation? Explain(PipelineDefinition pipeline, RunOptions options, string document, CancellationToken cancellation)
    {
        DocumentWatch watch = new(pipeline, document);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pipelinedsl-explain-");
        try
        {
            RunOptions quiet = options with { OutputDirectory = folder.FullName, StoreDirectory = null, Observer = null };
            new PipelineRun(pipeline, quiet).Follow(watch, cancellation);
            return watch.Found;
        }
        finally
        {
            if (Directory.Exists(folder.FullName))
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
