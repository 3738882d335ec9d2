namespace PipelineDsl;

/// <summary>A step that says how the tokens become the sequences of the datasets that follow it: packing, order, splits. It stands between the tokenize step and the outputs.</summary>
public sealed class SequencesAttribute : SequenceAttribute<TokenSequencer>
{
    /// <summary>Arranges the tokens.</summary>
    /// <param name="contextLength">Tokens in a sequence; 0 (default) leaves documents whole.</param>
    /// <param name="packing">How documents are put into sequences (default: one after the other, cut every <paramref name="contextLength"/>).</param>
    /// <param name="shuffle">What is put in random order (default: nothing).</param>
    /// <param name="seed">The seed of the shuffle (default: 0).</param>
    /// <param name="validation">The share of the documents that go to the validation split, by their keys (default: 0, no such split).</param>
    /// <param name="window">How many tokens best-fit packing looks at together (default: 16,777,216).</param>
    public SequencesAttribute(
        [OptionRange(0, 1 << 24)] int contextLength = 0,
        Packing packing = Packing.Concatenate,
        Shuffle shuffle = Shuffle.None,
        int seed = 0,
        [OptionRange(0, 0.999999)] double validation = 0,
        [OptionRange(1, 1 << 29)] int window = SequenceOptions.DefaultWindow)
    {
        ContextLength = contextLength;
        Packing = packing;
        Shuffle = shuffle;
        Seed = seed;
        Validation = validation;
        Window = window;
    }

    /// <summary>Tokens in a sequence, or 0.</summary>
    public int ContextLength { get; }

    /// <summary>How documents are put into sequences.</summary>
    public Packing Packing { get; }

    /// <summary>What is put in random order.</summary>
    public Shuffle Shuffle { get; }

    /// <summary>The seed of the shuffle.</summary>
    public int Seed { get; }

    /// <summary>The share of the documents that go to the validation split.</summary>
    public double Validation { get; }

    /// <summary>How many tokens best-fit packing looks at together.</summary>
    public int Window { get; }
}

/// <summary>What <see cref="SequencesAttribute"/> stands for: its options as they are.</summary>
[Sequencer]
public sealed class TokenSequencer
{
    private TokenSequencer()
    {
    }

    /// <summary>The options.</summary>
    /// <param name="contextLength">Tokens in a sequence, or 0.</param>
    /// <param name="packing">How documents are put into sequences.</param>
    /// <param name="shuffle">What is put in random order.</param>
    /// <param name="seed">The seed of the shuffle.</param>
    /// <param name="validation">The share of the documents that go to the validation split.</param>
    /// <param name="window">How many tokens best-fit packing looks at together.</param>
    [Arrange]
    public static SequenceOptions Arrange(int contextLength, Packing packing, Shuffle shuffle, int seed, double validation, int window) => new()
    {
        ContextLength = contextLength,
        Packing = packing,
        Shuffle = shuffle,
        Seed = seed,
        Validation = validation,
        Window = window,
    };
}
