using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl;

/// <summary>An output that is made of all documents together: a vocabulary, a table of counts. Each shard leaves a part of a form of the writer's own; in the end one writer makes the file of all parts.</summary>
/// <remarks>What is made may depend on nothing but the documents: not on how they lie in shards.</remarks>
public abstract class CorpusWriter : OutputWriter
{
    /// <summary>Called after the last document of a shard: appends what the writer holds back of it, and forgets it.</summary>
    /// <param name="output">Where to append.</param>
    public abstract void EndShard(TextBuffer output);

    /// <summary>Makes the file.</summary>
    /// <param name="parts">Opens the shards' parts, in the order of the shards; a part may be opened more than once.</param>
    /// <param name="output">Takes the file.</param>
    public abstract void Conclude(IReadOnlyList<Func<Stream>> parts, Stream output);
}
