namespace PipelineDsl.Engine;

/// <summary>What a trim of the store came to.</summary>
/// <param name="Ran">Whether it took place: not while another process uses the store.</param>
/// <param name="CommitsRemoved">Actions that were forgotten.</param>
/// <param name="CommitsKept">Actions that are still known.</param>
/// <param name="AttemptsRemoved">Folders removed that no commit named: left by processes that were killed, or replaced.</param>
/// <param name="BytesRemoved">Bytes of the files removed.</param>
/// <param name="BytesKept">Bytes of the artifacts that are still there.</param>
internal readonly record struct StoreTrim(bool Ran, int CommitsRemoved, int CommitsKept, int AttemptsRemoved, long BytesRemoved, long BytesKept);
