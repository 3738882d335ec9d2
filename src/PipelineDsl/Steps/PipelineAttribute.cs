using System;

namespace PipelineDsl;

/// <summary>Marks a static partial class as a pipeline: the step attributes on it, top to bottom, are its steps.</summary>
/// <remarks>
/// All steps stand on one declaration of the class. The generator completes the class with <c>Judge</c>, <c>Audit</c>,
/// <c>RunAsync</c> and <c>Definition</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PipelineAttribute : Attribute
{
    /// <summary>Declares a pipeline.</summary>
    /// <param name="audit">Whether the generator also emits the audit variant, which evaluates every rule on every document. Default: no.</param>
    public PipelineAttribute(bool audit = false) => Audit = audit;

    /// <summary>Whether the audit variant is emitted.</summary>
    public bool Audit { get; }
}
