using System.IO;

namespace PipelineDsl.Engine;

/// <summary>The file of what steps noted of documents.</summary>
internal static class NotesFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "notes.jsonl";

    /// <summary>Joins the parts of all shards and phases, in the order of the corpus.</summary>
    public static void Join(RunState run, Stream target)
    {
        for (int shard = 0; shard < run.Shards.Count; shard++)
        {
            for (int phase = 0; phase <= run.Pipeline.Cuts.Count; phase++)
            {
                ActionCommit commit = run.EndOf(phase)[shard];
                if (commit.Has(ShardFiles.Notes))
                {
                    using Stream source = commit.Open(ShardFiles.Notes);
                    source.CopyTo(target);
                }
            }
        }
    }
}
