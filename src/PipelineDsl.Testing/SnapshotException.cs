using System;

namespace PipelineDsl.Testing;

/// <summary>What was received is not what was verified.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SnapshotException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which files differ, and how to accept them.</param>
    public SnapshotException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which files differ, and how to accept them.</param>
    /// <param name="innerException">What kept the snapshot from being made.</param>
    public SnapshotException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
