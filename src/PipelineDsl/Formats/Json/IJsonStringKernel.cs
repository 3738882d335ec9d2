namespace PipelineDsl;

/// <summary>The inner loops over JSON strings. Each instruction set has its own; all give the same results.</summary>
/// <remarks>
/// Contract: somewhere at or behind the pointer stands a byte below 0x20 (the line's end), so that no loop needs to know the end; a kernel never goes
/// past it. 64 more bytes behind it may be read. A result of null is a surprise: the string is broken, or holds something that the kernel leaves
/// to <see cref="CarefulJsonLine"/>.
/// </remarks>
internal unsafe interface IJsonStringKernel
{
    /// <summary>Whether this machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Passes over a string, checking it.</summary>
    /// <param name="source">Behind the opening quote.</param>
    /// <returns>Behind the closing quote, or null.</returns>
    static abstract byte* Skip(byte* source);

    /// <summary>Unescapes a string.</summary>
    /// <param name="source">Behind the opening quote.</param>
    /// <param name="target">
    /// Where to; moved behind the last byte written. Never more bytes than were read from <paramref name="source"/>, but 64 more may be scribbled on.
    /// </param>
    /// <param name="isUtf8">Whether the result is known to be UTF-8 (what escapes give always is); if not it has yet to be checked.</param>
    /// <returns>Behind the closing quote, or null.</returns>
    static abstract byte* Unescape(byte* source, ref byte* target, out bool isUtf8);
}
