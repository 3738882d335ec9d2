using System;

namespace PipelineDsl;

/// <summary>How objects are read and written. Results are the same for any values.</summary>
public sealed record ObjectTransfer
{
    /// <summary>How much of an object is asked for at once, in bytes. Default: 8 MiB.</summary>
    public int RangeBytes { get; init; } = 8 << 20;

    /// <summary>How many ranges of an object are on their way at once, for each worker. Default: 4.</summary>
    public int Ranges { get; init; } = 4;

    /// <summary>The length of a part of an upload, in bytes; longer where an object would have more than <see cref="ObjectStorage.MaxParts"/>. Default: 8 MiB; storages want 5 MiB or more.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>How many objects are uploaded at once, two parts of each. Default: 4.</summary>
    public int Uploads { get; init; } = 4;

    /// <summary>How often a request is made again that brought nothing. One that brought something begins to count anew: it is taken up where it ended. Default: 7.</summary>
    public int Retries { get; init; } = 7;

    /// <summary>How long to wait before the first of these; twice as long before each further one, at most 5 s. Default: 100 ms.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a request may bring nothing before it is given up and made again. Default: 60 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before a retry.</summary>
    /// <param name="retry">Which, from 1.</param>
    internal TimeSpan DelayBefore(int retry) => TimeSpan.FromMilliseconds(Math.Min(5000, Delay.TotalMilliseconds * Math.Pow(2, Math.Min(retry, 16) - 1)));
}
