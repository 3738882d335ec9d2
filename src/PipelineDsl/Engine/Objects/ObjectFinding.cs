namespace PipelineDsl.Engine;

/// <summary>What object storages say, as findings.</summary>
internal static class ObjectFinding
{
    /// <summary>The id of the finding that a storage cannot be reached.</summary>
    public const string Unreachable = "PDSL2083";

    /// <summary>The id of the finding that something is not there any more.</summary>
    public const string Gone = "PDSL2084";

    /// <summary>The finding for a failure.</summary>
    /// <param name="address">The object, or the bucket.</param>
    /// <param name="exception">What was said.</param>
    public static RunException Of(ObjectAddress address, ObjectStorageException exception)
    {
        string said = exception.Message.TrimEnd('.', ' ');
        string place = address.ToString();
        return exception.Failure switch
        {
            ObjectFailure.Changed => ShardInput.Changed(place),
            ObjectFailure.NoBucket => new RunException("PDSL2081", $"there is no bucket or container '{address.Bucket}' ({place}): {said}; correct the address, create it, or correct region and endpoint", place),
            ObjectFailure.Denied => new RunException("PDSL2082", $"access to '{place}' was denied: {said}; give this process credentials that may list, read and, for outputs, write and delete there", place),
            ObjectFailure.NoObject => new RunException(Gone, $"'{place}' is gone: {said}; see that nothing else deletes there, then run again", place),
            ObjectFailure.Unreachable => new RunException(Unreachable, $"'{place}' cannot be reached: {said}; see that the endpoint is right and answers, then run again", place),
            _ => new RunException("PDSL2085", $"the storage refused a request for '{place}': {said}; see docs/storage.md for what a storage must be able to do and for its settings", place),
        };
    }

    /// <summary>The finding for an address that is none, or that nobody knows.</summary>
    public static RunException WrongAddress(string message, string address) => new("PDSL2080", message, address);
}
