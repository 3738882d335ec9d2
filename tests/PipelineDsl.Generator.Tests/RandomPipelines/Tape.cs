namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Random numbers that CsCheck made, taken one after the other.</summary>
internal sealed class Tape(uint[] numbers)
{
    private int _at;

    /// <summary>The next number below <paramref name="count"/>.</summary>
    public int Next(int count) => (int)(numbers[_at++ % numbers.Length] % (uint)count);

    /// <summary>One of several values.</summary>
    public T Of<T>(params T[] values) => values[Next(values.Length)];
}
