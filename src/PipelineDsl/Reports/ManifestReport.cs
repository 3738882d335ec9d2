using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>An input file in a manifest.</summary>
/// <param name="Source">The step that read it.</param>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes; of a file that is cut, of the lengths and hashes of its slices; of one of which only stretches were read, of their places, lengths and hashes; in hexadecimal digits.</param>
/// <param name="Records">The records in it.</param>
public sealed record ManifestInput(string Source, string File, long Bytes, string Hash, long Records);

/// <summary>An output file in a manifest.</summary>
/// <param name="File">Its name, relative to the output folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes, in hexadecimal digits.</param>
/// <param name="Facts">What its writer says of it.</param>
public sealed record ManifestOutput(string File, long Bytes, string Hash, IReadOnlyList<KeyValuePair<string, string>> Facts);

/// <summary>A row of a manifest's ledger.</summary>
/// <param name="Name">What became of the documents, such as <c>kept</c> or <c>GopherQuality.TooFewWords</c>.</param>
/// <param name="Documents">How many.</param>
public sealed record LedgerRow(string Name, long Documents);

/// <summary>What a manifest says of one thing beside the ledger: a deduplication, the tokenizer, a split.</summary>
/// <param name="Name">The thing, such as <c>MinHash</c> or <c>sequences, validation</c>; unique in the manifest.</param>
/// <param name="Facts">Names and values, in the manifest's order.</param>
public sealed record ManifestFacts(string Name, IReadOnlyList<KeyValuePair<string, string>> Facts);

/// <summary>A manifest, read for reports.</summary>
public sealed record ManifestReport
{
    private static readonly string[] s_hashes = ["slicesXxh128", "rangesXxh128", "xxh128"];

    /// <summary>The pipeline's full name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The inputs, in the corpus's order.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>Records read.</summary>
    public required long Read { get; init; }

    /// <summary>What became of them: <c>rejected</c>, each rule in the order of the plan, <c>kept</c>; and <c>written again</c> if documents count several times.</summary>
    public required IReadOnlyList<LedgerRow> Ledger { get; init; }

    /// <summary>Everything else, in the manifest's order.</summary>
    public required IReadOnlyList<ManifestFacts> Facts { get; init; }

    /// <summary>The output files, in the manifest's order.</summary>
    public required IReadOnlyList<ManifestOutput> Outputs { get; init; }

    /// <summary>Reads a manifest, wherever it lies.</summary>
    /// <param name="place">Its file or the output folder that holds it, or an address of either.</param>
    /// <param name="storage">The object storages that addresses may name, or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RunException">There is none, or it is no manifest, or its storage cannot be asked.</exception>
    public static ManifestReport ReadFrom(string place, IObjectStorageProvider? storage, CancellationToken cancellation)
    {
        if (!ObjectAddress.IsAddress(place))
        {
            return ReadFile(place);
        }

        ObjectBuckets buckets = new(storage);
        ObjectAddress address = buckets.Parse(place);
        if (address.Name != Manifest.FileName && !address.Name.EndsWith("/" + Manifest.FileName, StringComparison.Ordinal))
        {
            address = address.With((address.Name.Length == 0 || address.Name.EndsWith('/') ? address.Name : address.Name + "/") + Manifest.FileName);
        }

        return Parse(
            ObjectFile.Read(buckets, address, cancellation)
                ?? throw new RunException("PDSL2070", $"there is no manifest at '{address}'; name an address that a run has published to, or its {Manifest.FileName}", address.ToString()),
            address.ToString());
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file, or the output folder that holds it.</param>
    /// <exception cref="RunException">There is none, or it is no manifest.</exception>
    public static ManifestReport ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = Directory.Exists(path) ? Path.Combine(path, Manifest.FileName) : path;
        if (!File.Exists(file))
        {
            throw new RunException("PDSL2070", $"there is no manifest at '{path}'; name a folder that a run has published to, or its {Manifest.FileName}");
        }

        return Parse(File.ReadAllBytes(file), Path.GetFullPath(file));
    }

    private static ManifestReport Parse(byte[] content, string place)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(content);
            return Parse(manifest.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RunException("PDSL2070", $"'{place}' is no manifest of a run ({exception.Message}); name what a run has published to, or its {Manifest.FileName}", place);
        }
    }

    private static ManifestReport Parse(JsonElement manifest)
    {
        int format = manifest.GetProperty("format").GetInt32();
        if (format != 1)
        {
            throw new FormatException($"it has format {format}, and this version reads format 1");
        }

        JsonElement ledger = manifest.GetProperty("ledger");
        List<LedgerRow> rows =
        [
            new("rejected", ledger.GetProperty("rejected").GetInt64()),
            .. ledger.GetProperty("dropped").EnumerateArray().Select(static d => new LedgerRow($"{Text(d, "step")}.{Text(d, "rule")}", d.GetProperty("documents").GetInt64())),
            new("kept", ledger.GetProperty("kept").GetInt64()),
        ];
        if (ledger.TryGetProperty("repeated", out JsonElement repeated))
        {
            rows.Add(new LedgerRow("written again", repeated.GetInt64()));
        }

        List<ManifestFacts> facts = [];
        foreach (JsonProperty member in manifest.EnumerateObject())
        {
            if (member.Name is not ("format" or "pipeline" or "inputs" or "ledger" or "outputs"))
            {
                AddFacts(facts, member.Name, member.Value);
            }
        }

        return new ManifestReport
        {
            Pipeline = Text(manifest, "pipeline"),
            Inputs = [.. manifest.GetProperty("inputs").EnumerateArray().Select(static i => new ManifestInput(
                Text(i, "source"), Text(i, "file"), i.GetProperty("bytes").GetInt64(), Text(i, s_hashes.First(h => i.TryGetProperty(h, out _) || h == s_hashes[^1])), i.GetProperty("records").GetInt64()))],
            Read = ledger.GetProperty("read").GetInt64(),
            Ledger = rows,
            Facts = facts,
            Outputs = [.. manifest.GetProperty("outputs").EnumerateArray().Select(static o => new ManifestOutput(
                Text(o, "file"), o.GetProperty("bytes").GetInt64(), Text(o, "xxh128"), Members(o, "file", "bytes", "xxh128")))],
        };
    }

    /// <summary>Adds a member of the manifest: an object is one thing, an array of objects one thing each, and arrays within it too; whatever members there will be.</summary>
    private static void AddFacts(List<ManifestFacts> facts, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array when value.EnumerateArray().All(static e => e.ValueKind == JsonValueKind.Object):
                foreach (JsonElement element in value.EnumerateArray())
                {
                    // A step or a split says its name; two steps of one name are told apart by their place.
                    string own = element.TryGetProperty("step", out JsonElement step) ? step.ToString() : element.TryGetProperty("split", out JsonElement split) && split.ToString().Length > 0 ? $"{name}, {split}" : name;
                    int same = facts.Count(f => f.Name == own || f.Name.StartsWith(own + " #", StringComparison.Ordinal));
                    AddFacts(facts, same == 0 ? own : $"{own} #{same + 1}", element);
                }

                break;
            case JsonValueKind.Object:
                facts.Add(new ManifestFacts(name, Members(value, "step", "split")));
                foreach (JsonProperty member in value.EnumerateObject().Where(static m => IsNested(m.Value)))
                {
                    AddFacts(facts, name, member.Value);
                }

                break;
            default:
                facts.Add(new ManifestFacts(name, [new KeyValuePair<string, string>(name, value.ToString())]));
                break;
        }
    }

    private static bool IsNested(JsonElement value)
        => value.ValueKind == JsonValueKind.Object || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(static e => e.ValueKind == JsonValueKind.Object));

    private static KeyValuePair<string, string>[] Members(JsonElement value, params string[] except)
        => [.. value.EnumerateObject().Where(m => !except.Contains(m.Name) && !IsNested(m.Value)).Select(static m => new KeyValuePair<string, string>(m.Name, m.Value.ToString()))];

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString() ?? throw new FormatException($"\"{name}\" is null");
}
