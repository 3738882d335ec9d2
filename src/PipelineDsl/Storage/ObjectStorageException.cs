using System;

namespace PipelineDsl;

/// <summary>An object storage did not do what it was asked to.</summary>
public sealed class ObjectStorageException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ObjectStorageException()
        : this("the request failed")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ObjectStorageException(string message)
        : this(message, null!)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ObjectStorageException(string message, Exception innerException)
        : this(ObjectFailure.Refused, message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What the storage said.</param>
    /// <param name="inner">What its library threw, or null.</param>
    public ObjectStorageException(ObjectFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public ObjectFailure Failure { get; }
}
