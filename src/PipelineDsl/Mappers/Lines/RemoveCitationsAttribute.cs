namespace PipelineDsl;

/// <summary>Removes the marks of citations that wikis leave. See <see cref="RemoveCitations"/>.</summary>
public sealed class RemoveCitationsAttribute : MapAttribute<RemoveCitations>;
