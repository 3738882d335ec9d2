using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What one shard came to in one phase.</summary>
internal sealed class ShardResult(int rules, int outputs)
{
    /// <summary>How many rejections are kept for the messages; the rejects file has all of them.</summary>
    public const int MaxRejections = 20;

    /// <summary>What became of its documents.</summary>
    public Ledger Ledger { get; } = new(rules);

    /// <summary>The first rejections.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>How many documents were written again because they count several times.</summary>
    public long Repeated { get; set; }

    /// <summary>What was written to each output.</summary>
    public OutputTotals[] Totals { get; } = new OutputTotals[outputs];

    /// <summary>The figures that steps noted.</summary>
    public NoteFigures? Notes { get; set; }

    /// <summary>The tokens that were left for the datasets, by split.</summary>
    public TokenCounts[] Tokens { get; set; } = [];

    /// <summary>The input file's length in bytes.</summary>
    public long InputBytes { get; set; }

    /// <summary>The XXH3-128 of the input file's bytes.</summary>
    public UInt128 InputHash { get; set; }
}
