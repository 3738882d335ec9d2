using System;

namespace PipelineDsl.Engine;

/// <summary>A run cannot go on for a reason that the user can do something about.</summary>
public sealed class RunException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RunException()
        : this("PDSL2000", "the run failed")
    {
    }

    /// <summary>Creates the exception.</summary>
    public RunException(string message)
        : this("PDSL2000", message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public RunException(string message, Exception innerException)
        : base(message, innerException) => Id = "PDSL2000";

    /// <summary>Creates the exception.</summary>
    /// <param name="id">The finding's id, <c>PDSL2xxx</c>.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="file">The file it is about, absolute, or null.</param>
    public RunException(string id, string message, string? file = null)
        : base(message)
    {
        Id = id;
        File = file;
    }

    /// <summary>The finding's id.</summary>
    public string Id { get; }

    /// <summary>The file it is about, absolute, or null.</summary>
    public string? File { get; }
}
