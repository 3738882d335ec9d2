using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Conformance;

/// <summary>Deduplication and decontamination against datatrove's results. Each part is a class of its own under Suites/Dedup.</summary>
internal sealed class DedupSuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "dedup";

    /// <inheritdoc/>
    public string Usage => "DIR: documents, sentence, exact, substring, bloom and decont files (.jsonl or .jsonl.gz) with datatrove's results";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        if (arguments is not [string directory] || !Directory.Exists(directory))
        {
            throw new IOException("dedup: name one directory that exists");
        }

        foreach (Type part in typeof(IDedupPart).Assembly.GetTypes().Where(static t => !t.IsAbstract && typeof(IDedupPart).IsAssignableFrom(t)).OrderBy(static t => t.Name, StringComparer.Ordinal))
        {
            ((IDedupPart)Activator.CreateInstance(part)!).Run(directory, report);
        }
    }
}
