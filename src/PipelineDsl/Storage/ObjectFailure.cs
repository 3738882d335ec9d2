namespace PipelineDsl;

/// <summary>Why an object storage did not do what it was asked to.</summary>
public enum ObjectFailure
{
    /// <summary>It could not be reached, or is overloaded or broken for now: trying again may help.</summary>
    Unreachable,

    /// <summary>There is no such object, or no such upload.</summary>
    NoObject,

    /// <summary>There is no such bucket or container.</summary>
    NoBucket,

    /// <summary>Nobody said who asks, or who asks may not.</summary>
    Denied,

    /// <summary>The object is not in the wanted version any more.</summary>
    Changed,

    /// <summary>The storage says that the request is wrong, or gave something else.</summary>
    Refused,
}
