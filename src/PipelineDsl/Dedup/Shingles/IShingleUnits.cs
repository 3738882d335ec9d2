using System;

namespace PipelineDsl;

/// <summary>A feature that cuts a text into the units that shingles are made of, each known by a 64-bit hash: words, characters, tokens.</summary>
public interface IShingleUnits
{
    /// <summary>The hash of each unit, in the order of the text. Equal units have equal hashes.</summary>
    ReadOnlySpan<ulong> Hashes { get; }
}
