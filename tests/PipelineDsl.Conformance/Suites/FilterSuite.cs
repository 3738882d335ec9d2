using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Conformance;

/// <summary>Filters, segmentations, mappers and URL rules against datatrove's results. Each part is a class of its own under Suites/Filters.</summary>
internal sealed class FilterSuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "filters";

    /// <inheritdoc/>
    public string Usage => "DIR: documents, tokens, formatters and urls (.jsonl or .jsonl.gz) with datatrove's verdicts, metrics and texts";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, Report report)
    {
        if (arguments is not [string directory] || !Directory.Exists(directory))
        {
            throw new IOException("filters: name one directory that exists");
        }

        foreach (Type part in typeof(IFilterPart).Assembly.GetTypes().Where(static t => !t.IsAbstract && typeof(IFilterPart).IsAssignableFrom(t)).OrderBy(static t => t.Name, StringComparer.Ordinal))
        {
            ((IFilterPart)Activator.CreateInstance(part)!).Run(directory, report);
        }
    }
}
