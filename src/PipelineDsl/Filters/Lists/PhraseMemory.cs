namespace PipelineDsl;

/// <summary>What a worker keeps for a step that looks for phrases: room for the words that it joins.</summary>
[Scratch]
public sealed class PhraseMemory
{
    /// <summary>Words joined with single spaces.</summary>
    internal TextBuffer Joined { get; } = new(256);
}
