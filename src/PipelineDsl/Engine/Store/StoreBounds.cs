using System;

namespace PipelineDsl.Engine;

/// <summary>How much a store may keep; what was used least recently goes first.</summary>
/// <remarks>Both count what is there between runs: a run may take more, and nothing that a run needs is removed under it.</remarks>
internal sealed record StoreBounds
{
    /// <summary>The most bytes of artifacts; 50 GiB unless said otherwise.</summary>
    public long MaxBytes { get; init; } = 50L << 30;

    /// <summary>How long an action is kept after it was last used; 30 days unless said otherwise.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);
}
