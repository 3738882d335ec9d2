using System;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>
/// The measures that all variants of <see cref="FusedRatio"/> take of each document, or their sums: the nineteen of docs/performance.md, and symbol words and lines besides, which the rules of Gopher
/// want.
/// </summary>
internal sealed class FusedMeasures
{
    private static readonly System.Reflection.FieldInfo[] s_fields = typeof(FusedMeasures).GetFields();

    public long Words;
    public long WordCharacters;
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
    public long DuplicateLines;
    public long DuplicateLineBytes;
    public long Characters;
    public long Letters;
    public long Upper;
    public long Digits;
    public long Spaces;

    /// <summary>Documents that pass the ten rules of Gopher's quality filter.</summary>
    public long Kept;

    /// <summary>Adds a document's measures to the sums.</summary>
    public void Add(FusedMeasures document)
    {
        Words += document.Words;
        WordCharacters += document.WordCharacters;
        SymbolWords += document.SymbolWords;
        SymbolCharacters += document.SymbolCharacters;
        LetterWords += document.LetterWords;
        StopWords += document.StopWords;
        Hashes += document.Hashes;
        Ellipses += document.Ellipses;
        Lines += document.Lines;
        BlankLines += document.BlankLines;
        LineBytes += document.LineBytes;
        LongestLines += document.LongestLines;
        Bullets += document.Bullets;
        EllipsisEnds += document.EllipsisEnds;
        TerminalEnds += document.TerminalEnds;
        DuplicateLines += document.DuplicateLines;
        DuplicateLineBytes += document.DuplicateLineBytes;
        Characters += document.Characters;
        Letters += document.Letters;
        Upper += document.Upper;
        Digits += document.Digits;
        Spaces += document.Spaces;
        Kept += document.Kept;
    }

    /// <summary>Whether the document passes Gopher's quality filter: the rules of the baselines, on their own measures.</summary>
    public bool PassesGopher()
    {
        double words = Math.Max(Words, 1);
        double lines = Math.Max(Lines, 1);
        double mean = (WordCharacters - SymbolCharacters) / (double)Math.Max(Words - SymbolWords, 1);
        return Words - SymbolWords >= 50
            && Words - SymbolWords <= 100_000
            && mean >= 3
            && mean <= 10
            && Hashes / words <= 0.1
            && Ellipses / words <= 0.1
            && Bullets / lines <= 0.9
            && EllipsisEnds / lines <= 0.3
            && LetterWords / words >= 0.8
            && StopWords >= 2;
    }

    /// <summary>Stops the benchmark if two variants do not agree.</summary>
    public void MustEqual(FusedMeasures other, string label)
    {
        string[] differing = [.. s_fields
            .Where(f => !f.IsStatic && !Equals(f.GetValue(this), f.GetValue(other)))
            .Select(f => $"{f.Name} {f.GetValue(this)} and {f.GetValue(other)}")];
        if (differing.Length > 0)
        {
            throw new InvalidOperationException($"fused and {label} differ: {string.Join(", ", differing)}");
        }
    }
}
