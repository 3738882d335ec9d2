namespace PipelineDsl;

/// <summary>Keeps a share of the documents, the same in every run. See <see cref="Sample"/>.</summary>
/// <param name="rate">The share, from 0 to 1.</param>
/// <param name="seed">Chooses other documents (default 0). Two steps with the same seed and key choose the same documents.</param>
/// <param name="key">The field whose value decides, such as <c>id</c> or <c>url</c> (default null: the text does).</param>
public sealed class SampleAttribute([OptionRange(0, 1)] double rate, long seed = 0, string? key = null) : FilterAttribute<Sample>
{
    /// <summary>The share.</summary>
    public double Rate { get; } = rate;

    /// <summary>Chooses other documents.</summary>
    public long Seed { get; } = seed;

    /// <summary>The field whose value decides.</summary>
    public string? Key { get; } = key;
}
