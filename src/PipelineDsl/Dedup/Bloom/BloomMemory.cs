namespace PipelineDsl;

/// <summary>The units of a document: the memory of <see cref="BloomUnits"/>.</summary>
[Scratch]
public sealed class BloomMemory
{
    internal UnitWindows Windows { get; } = new();

    internal NGramMemory NGrams { get; } = new();
}
