using System;

namespace PipelineDsl.Engine;

/// <summary>An artifact is not what its commit says: its disk or somebody else changed it. The remedy is to invalidate the commit and to make it again.</summary>
internal sealed class CorruptArtifactException(ActionCommit commit, string file, string what) : Exception($"'{file}' {what}")
{
    /// <summary>The commit whose artifact it is.</summary>
    public ActionCommit Commit { get; } = commit;

    /// <summary>The commit's key.</summary>
    public Hash128 Key => Commit.Key;

    /// <summary>The file, absolute.</summary>
    public string File { get; } = file;
}
