using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Categories of domains as RedPajama-v2 makes them of the UT1 blacklists: a file with a JSON object, in which a domain's value is an integer that stands for the set of its categories.</summary>
public sealed class DomainCategories : IService<DomainCategories>
{
    private readonly Utf8Set _domains;
    private readonly int[] _categories;

    private DomainCategories(Utf8Set domains, int[] categories)
    {
        _domains = domains;
        _categories = categories;
    }

    /// <summary>The number of domains.</summary>
    public int Count => _domains.Count;

    /// <inheritdoc/>
    public static DomainCategories Load(in ServiceRequest request)
    {
        if (request.Path is not { } path)
        {
            return new DomainCategories(Utf8Set.Empty, []);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file of domain categories {path}", path);
        }

        Utf8Set.Builder domains = new();
        List<int> categories = [];
        try
        {
            // Of equal names the last one holds, as in Python.
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            Dictionary<string, int> byDomain = new(StringComparer.Ordinal);
            foreach (JsonProperty domain in document.RootElement.EnumerateObject())
            {
                byDomain[domain.Name] = domain.Value.GetInt32();
            }

            byDomain.Remove("");
            foreach ((string domain, int category) in byDomain)
            {
                domains.Add(System.Text.Encoding.UTF8.GetBytes(domain));
                categories.Add(category);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: this is no JSON object of integers by domain: {exception.Message}", exception);
        }

        return new DomainCategories(domains.Build(), [.. categories]);
    }

    /// <summary>A domain's number, or null if it has none.</summary>
    /// <param name="domain">The domain, in the case that the file has.</param>
    public int? Find(ReadOnlySpan<byte> domain) => _domains.Find(domain) is >= 0 and int number ? _categories[number] : null;
}
