using System;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>The nineteen measures that all variants of <see cref="FusedRatio"/> take of each document, summed over the corpus.</summary>
internal sealed class FusedMeasures
{
    public long Words;
    public long SymbolWords;
    public long SymbolCharacters;
    public long LetterWords;
    public long StopWords;
    public long Hashes;
    public long Ellipses;
    public long Lines;
    public long BlankLines;
    public long LineBytes;
    public long LongestLines;
    public long Bullets;
    public long EllipsisEnds;
    public long TerminalEnds;
    public long Characters;
    public long Letters;
    public long Upper;
    public long Digits;
    public long Spaces;

    /// <summary>Stops the benchmark if two variants do not agree.</summary>
    public void MustEqual(FusedMeasures other, string label)
    {
        string[] differing = [.. typeof(FusedMeasures).GetFields()
            .Where(f => !Equals(f.GetValue(this), f.GetValue(other)))
            .Select(f => $"{f.Name} {f.GetValue(this)} and {f.GetValue(other)}")];
        if (differing.Length > 0)
        {
            throw new InvalidOperationException($"fused and {label} differ: {string.Join(", ", differing)}");
        }
    }
}
