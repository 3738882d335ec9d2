namespace PipelineDsl;

/// <summary>What a worker keeps for <see cref="QualitySignals"/>: the row that it writes.</summary>
[Scratch]
public sealed class SignalMemory
{
    private readonly SignalWriter _writer = new();

    /// <summary>Begins a row.</summary>
    /// <param name="characters">Code points of the text.</param>
    internal SignalWriter Begin(int characters)
    {
        _writer.Begin(characters);
        return _writer;
    }
}
