namespace PipelineDsl.Runner.Submit;

/// <summary>One array of jobs: elements <see cref="Offset"/> to <see cref="Offset"/> + <see cref="Count"/> - 1 of a stage, with indices from 0.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Count">The number of elements.</param>
internal readonly record struct SlurmWindow(int Offset, int Count);
