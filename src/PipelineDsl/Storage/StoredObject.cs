namespace PipelineDsl;

/// <summary>What a storage says of an object.</summary>
/// <param name="Name">Its name in the bucket or container.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">What changes whenever its content does (its ETag).</param>
/// <param name="Hash">The hash that whoever uploaded it gave it (<see cref="ObjectStorage.BeginUploadAsync"/>); null if there is none, and in listings.</param>
public sealed record StoredObject(string Name, long Length, string Version, string? Hash = null);
