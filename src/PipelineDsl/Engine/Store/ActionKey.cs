using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What decides the outcome of an action: two actions with one key have the same outputs, byte for byte.</summary>
/// <remarks>The hash is the XXH3-128 of the store's format version and of each part's name and hash, in order.</remarks>
internal sealed class ActionKey
{
    /// <summary>Creates a key.</summary>
    /// <param name="parts">Everything that the outputs depend on; the order counts.</param>
    /// <param name="title">What to call the action in messages, such as <c>phase-0[3]</c>; no part of the key.</param>
    public ActionKey(IReadOnlyList<KeyPart> parts, string? title = null)
    {
        Parts = parts;
        Hash = Combine(parts);
        Title = title ?? "an action";
    }

    /// <summary>The parts.</summary>
    public IReadOnlyList<KeyPart> Parts { get; }

    /// <summary>The hash of all parts.</summary>
    public Hash128 Hash { get; }

    /// <summary>What to call the action in messages.</summary>
    public string Title { get; }

    /// <summary>The hash of a list of parts.</summary>
    public static Hash128 Combine(IReadOnlyList<KeyPart> parts)
    {
        HashWriter hash = new();
        hash.Int(CommitFile.Format);
        foreach (KeyPart part in parts)
        {
            hash.Text(part.Name);
            hash.Wide(part.Hash);
        }

        return hash.Hash;
    }
}
