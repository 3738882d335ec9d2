using System;

namespace PipelineDsl;

/// <summary>A record that is no conversation of its schema: it is rejected for this reason.</summary>
internal sealed class ConversationException(RejectReason reason, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public RejectReason Reason { get; } = reason;
}
