namespace PipelineDsl.Benchmarks;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): a stream of numbers for each pair of seed and key, the same on every machine.</summary>
internal struct CorpusRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">The corpus's seed.</param>
    /// <param name="stream">What the numbers are for.</param>
    /// <param name="number">The document.</param>
    public CorpusRandom(ulong seed, CorpusStream stream, long number)
    {
        _state = seed;
        _state = Next() + (ulong)stream;
        _state = Next() + (ulong)number;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public long Below(long bound) => (long)System.Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Whether something of a probability happens.</summary>
    /// <param name="rate">The probability, from 0 to 1.</param>
    public bool Happens(double rate) => (Next() >> 11) < rate * (1UL << 53);
}

/// <summary>What numbers are drawn for.</summary>
internal enum CorpusStream
{
    /// <summary>Whether a document is a copy, and of which.</summary>
    Kind,

    /// <summary>The text of a document that is none.</summary>
    Text,

    /// <summary>What a near copy has changed.</summary>
    Edit,
}
