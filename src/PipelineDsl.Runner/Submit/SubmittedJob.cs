namespace PipelineDsl.Runner.Submit;

/// <summary>A job that was submitted.</summary>
/// <param name="Submission">The number of the submission, from 1.</param>
/// <param name="Id">The scheduler's id; a controller that lost its state gives it to another job.</param>
/// <param name="Name">The job's name, which no other plan's jobs have.</param>
/// <param name="Stage">The stage.</param>
/// <param name="IsSeal">Whether it seals the stage, rather than running its tasks.</param>
internal sealed record SubmittedJob(int Submission, string Id, string Name, string Stage, bool IsSeal);
