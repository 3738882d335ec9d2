using System;
using System.Collections.Generic;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>Reads the JSON of a <see cref="RunPlan"/> from front to back: each task of a run begins with it, and a corpus of many files makes it long.</summary>
/// <remarks>Members may have any order; those that nobody knows are passed over.</remarks>
internal ref struct PlanReader
{
    private Utf8JsonReader _json;

    private PlanReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(utf8);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A member is of another kind.</exception>
    /// <exception cref="FormatException">A member is missing or out of range, the form is of another version, or the hash is not that of the contents.</exception>
    public static RunPlan Read(ReadOnlySpan<byte> utf8)
    {
        PlanReader reader = new(utf8);
        return reader.ReadPlan();
    }

    private RunPlan ReadPlan()
    {
        int? format = null;
        string? assembly = null;
        string? pipeline = null;
        string? store = null;
        string? output = null;
        string? work = null;
        string? project = null;
        Hash128? hash = null;
        Hash128? code = null;
        long? maxRejects = null;
        int? maxDocumentBytes = null;
        int? samplesPerRule = null;
        List<StagePlan>? stages = null;
        List<Shard>? shards = null;
        _json.Read();
        Expect(JsonTokenType.StartObject);
        while (NextMember() is { } member)
        {
            switch (member)
            {
                case "format":
                    format = _json.GetInt32();
                    if (format != RunPlan.Format)
                    {
                        throw new FormatException($"its format is {format}, this version reads {RunPlan.Format}");
                    }

                    break;
                case "planHash":
                    hash = ReadHash();
                    break;
                case "pipeline":
                    pipeline = _json.GetString();
                    break;
                case "code":
                    code = ReadHash();
                    break;
                case "assembly":
                    assembly = _json.GetString();
                    break;
                case "store":
                    store = _json.GetString();
                    break;
                case "output":
                    output = _json.GetString();
                    break;
                case "work":
                    work = _json.GetString();
                    break;
                case "projectDirectory":
                    project = _json.GetString();
                    break;
                case "maxRejects":
                    maxRejects = _json.GetInt64();
                    break;
                case "maxDocumentBytes":
                    maxDocumentBytes = _json.GetInt32();
                    break;
                case "samplesPerRule":
                    samplesPerRule = _json.GetInt32();
                    break;
                case "stages":
                    stages = ReadStages();
                    break;
                case "shards":
                    shards = ReadShards();
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        while (_json.Read())
        {
            // What stands behind it is no JSON: the reader throws.
        }

        _ = Given(format, "format");
        RunPlan plan = new()
        {
            Assembly = assembly,
            Pipeline = Given(pipeline, "pipeline"),
            Code = Given(code, "code"),
            Options = new RunOptions
            {
                StoreDirectory = Given(store, "store"),
                OutputDirectory = Given(output, "output"),
                WorkDirectory = work,
                ProjectDirectory = Given(project, "projectDirectory"),
                MaxRejects = Given(maxRejects, "maxRejects"),
                MaxDocumentBytes = Given(maxDocumentBytes, "maxDocumentBytes"),
                SamplesPerRule = Given(samplesPerRule, "samplesPerRule"),
            },
            Stages = Given(stages, "stages"),
            Shards = Given(shards, "shards"),
        };
        return Given(hash, "planHash") == plan.Hash ? plan : throw new FormatException("its hash is not that of its contents: somebody has changed it");
    }

    private List<StagePlan> ReadStages()
    {
        List<StagePlan> stages = [];
        Expect(JsonTokenType.StartArray);
        while (NextObject())
        {
            string? name = null;
            int? tasks = null;
            List<long>? bytes = null;
            while (NextMember() is { } member)
            {
                switch (member)
                {
                    case "name":
                        name = _json.GetString();
                        break;
                    case "tasks":
                        tasks = _json.GetInt32();
                        break;
                    case "bytes":
                        bytes = ReadNumbers();
                        break;
                    default:
                        _json.Skip();
                        break;
                }
            }

            stages.Add(new StagePlan(Given(name, "name"), Given(tasks, "tasks"), Given(bytes, "bytes")));
        }

        return stages;
    }

    private List<Shard> ReadShards()
    {
        List<Shard> shards = [];
        Expect(JsonTokenType.StartArray);
        while (NextObject())
        {
            int? source = null;
            string? path = null;
            string? name = null;
            string? version = null;
            long? offset = null;
            long? length = null;
            long? firstLine = null;
            long? firstRecord = null;
            long? records = null;
            long? fileBytes = null;
            Hash128? hash = null;
            Hash128? fileHash = null;
            while (NextMember() is { } member)
            {
                switch (member)
                {
                    case "source":
                        source = _json.GetInt32();
                        break;
                    case "path":
                        path = _json.GetString();
                        break;
                    case "name":
                        name = _json.GetString();
                        break;
                    case "offset":
                        offset = _json.GetInt64();
                        break;
                    case "length":
                        length = _json.GetInt64();
                        break;
                    case "firstLine":
                        firstLine = _json.GetInt64();
                        break;
                    case "firstRecord":
                        firstRecord = _json.GetInt64();
                        break;
                    case "records":
                        records = _json.GetInt64();
                        break;
                    case "hash":
                        hash = ReadHash();
                        break;
                    case "fileHash":
                        fileHash = ReadHash();
                        break;
                    case "fileBytes":
                        fileBytes = _json.GetInt64();
                        break;
                    case "version":
                        version = _json.GetString();
                        break;
                    default:
                        _json.Skip();
                        break;
                }
            }

            shards.Add(new Shard(
                shards.Count,
                Given(source, "source"),
                Given(path, "path"),
                Given(name, "name"),
                Given(offset, "offset"),
                Given(length, "length"),
                Given(firstLine, "firstLine"),
                Given(firstRecord, "firstRecord"),
                Given(records, "records"),
                Given(hash, "hash"),
                Given(fileHash, "fileHash"),
                Given(fileBytes, "fileBytes"))
            {
                Version = version,
            });
        }

        return shards;
    }

    private List<long> ReadNumbers()
    {
        List<long> numbers = [];
        Expect(JsonTokenType.StartArray);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(_json.GetInt64());
        }

        return numbers;
    }

    private readonly Hash128 ReadHash() => Hash128.Parse(_json.GetString() ?? throw new FormatException("a hash is null"));

    /// <summary>Goes to the value of an object's next member.</summary>
    /// <returns>The member's name, or null at the end of the object.</returns>
    private string? NextMember()
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = _json.GetString()!;
        _json.Read();
        return name;
    }

    /// <summary>Goes into an array's next object.</summary>
    /// <returns>False at the end of the array.</returns>
    private bool NextObject()
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        Expect(JsonTokenType.StartObject);
        return true;
    }

    private readonly void Expect(JsonTokenType type)
    {
        if (_json.TokenType != type)
        {
            throw new FormatException($"there is {_json.TokenType} where {type} is expected");
        }
    }

    private static T Given<T>(T? value, string member)
        where T : class
        => value ?? throw new FormatException($"'{member}' is missing");

    private static T Given<T>(T? value, string member)
        where T : struct
        => value ?? throw new FormatException($"'{member}' is missing");
}
