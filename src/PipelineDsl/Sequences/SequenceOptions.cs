using System;

namespace PipelineDsl;

/// <summary>How the tokens of a corpus become the sequences of its datasets.</summary>
public sealed record SequenceOptions
{
    /// <summary>The default of <see cref="Window"/>: 16 Mi tokens, 64 MiB of memory.</summary>
    public const int DefaultWindow = 1 << 24;

    /// <summary>Tokens in a sequence; 0 (default) leaves documents whole: a document is a sequence, of whatever length.</summary>
    public int ContextLength { get; init; }

    /// <summary>How documents are put into sequences. Default: <see cref="Packing.Concatenate"/>.</summary>
    public Packing Packing { get; init; }

    /// <summary>What is put in random order. Default: nothing.</summary>
    public Shuffle Shuffle { get; init; }

    /// <summary>The seed of the shuffle: another seed gives another order.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The share of the documents that go to the validation split, from 0 (default: there is no such split) to below 1. A document's key alone decides, so that it
    /// stays in its split whatever else the corpus holds, and whatever the seed is.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>How many tokens best-fit packing looks at together. A longer window pads less and takes more memory, 4 bytes a token.</summary>
    public int Window { get; init; } = DefaultWindow;

    /// <summary>The names of the splits, in the order in which they are written; one empty name if there is no validation split.</summary>
    public string[] Splits => Validation > 0 ? [TrainSplit, ValidationSplit] : [""];

    internal const string TrainSplit = "train";

    internal const string ValidationSplit = "validation";

    /// <summary>Fails if the options make no sense.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or two contradict each other.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ContextLength);
        ArgumentOutOfRangeException.ThrowIfNegative(Validation);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Validation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Window, 1 << 29);
        if (ContextLength == 0 && Packing != Packing.Concatenate)
        {
            throw new ArgumentException($"packing {Packing} needs a context length: write [Sequences(contextLength: 2048, packing: Packing.{Packing})]");
        }

        if (ContextLength == 0 && (Shuffle & Shuffle.Sequences) != 0)
        {
            throw new ArgumentException("without a context length the documents are the sequences: shuffle the documents");
        }
    }
}
