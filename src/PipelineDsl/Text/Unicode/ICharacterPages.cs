using System;

namespace PipelineDsl;

/// <summary>A class for every code point, in two stages: pages of blocks, blocks of 64 classes. Written by <c>build/TextTables</c>.</summary>
internal interface ICharacterPages
{
    /// <summary>By code point / 4096: which page of <see cref="Blocks"/>. The first sixteen are 0 to 15.</summary>
    static abstract ReadOnlySpan<byte> Pages { get; }

    /// <summary>By page and block of the page: which block of <see cref="Classes"/>.</summary>
    static abstract ReadOnlySpan<ushort> Blocks { get; }

    /// <summary>By block and place in the block: the class.</summary>
    static abstract ReadOnlySpan<byte> Classes { get; }
}
