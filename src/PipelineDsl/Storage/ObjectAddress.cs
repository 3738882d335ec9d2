using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PipelineDsl;

/// <summary>Where an object lies, or what names of objects begin with: <c>s3://bucket/name</c>.</summary>
/// <param name="Scheme">The kind of storage, in lower case, such as <c>s3</c>.</param>
/// <param name="Bucket">The bucket or container.</param>
/// <param name="Name">The object's name, a pattern or a prefix; may be empty.</param>
public readonly record struct ObjectAddress(string Scheme, string Bucket, string Name)
{
    private static readonly SearchValues<char> s_scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    /// <summary>Whether a text is an address and not a path: it begins with a scheme of two or more letters and <c>://</c>.</summary>
    public static bool IsAddress([NotNullWhen(true)] string? text)
    {
        int end = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        return end > 1 && text.AsSpan(0, end).IndexOfAnyExcept(s_scheme) < 0;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none, or names no bucket.</exception>
    public static ObjectAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsAddress(text))
        {
            throw new FormatException($"'{text}' is no address: it has the form s3://bucket/name");
        }

        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        string rest = text[(scheme + 3)..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        return bucket.Length > 0 && !bucket.Contains('*', StringComparison.Ordinal)
            ? new ObjectAddress(text[..scheme].ToLowerInvariant(), bucket, slash < 0 ? "" : rest[(slash + 1)..])
            : throw new FormatException($"'{text}' names no bucket or container; write {text[..scheme]}://BUCKET/NAME");
    }

    /// <summary>The address of another object in the bucket.</summary>
    public ObjectAddress With(string name) => this with { Name = name };

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}://{Bucket}/{Name}";
}
