using System;
using System.Buffers;

namespace PipelineDsl.Engine;

/// <summary>A file that an action made.</summary>
/// <param name="Name">Its name, unique among the action's files; no path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes.</param>
internal sealed record Artifact(string Name, long Bytes, Hash128 Hash)
{
    private static readonly SearchValues<char> s_reserved = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>Whether a name can be an artifact's: a file name on every system, and none of the store's own, which begin with a dot.</summary>
    public static bool IsName(string name)
        => name.Length is > 0 and <= 200 && name[0] != '.' && name.AsSpan().IndexOfAny(s_reserved) < 0 && name.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0;
}
