using System;

namespace PipelineDsl;

/// <summary>A list of domains, hosts or URLs that must match exactly, case too; built for millions of entries.</summary>
/// <remarks>The file has one entry on each line; lines that begin with <c>#</c> are comments, and white space around an entry is no part of it. A folder stands for all its files.</remarks>
public sealed class UrlEntries : IService<UrlEntries>
{
    private readonly Utf8Set _entries;

    private UrlEntries(Utf8Set entries) => _entries = entries;

    /// <summary>The number of different entries.</summary>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public static UrlEntries Load(in ServiceRequest request)
    {
        Utf8Set.Builder entries = new();
        ListFile.Read(request.Path, entries.Add);
        return new UrlEntries(entries.Build());
    }

    /// <summary>Whether the list has an entry.</summary>
    public bool Contains(ReadOnlySpan<byte> entry) => _entries.Contains(entry);
}
