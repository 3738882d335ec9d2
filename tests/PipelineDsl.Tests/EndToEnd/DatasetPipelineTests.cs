using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

public sealed class DatasetPipelineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunOptions Options(int workers, int memory = 1 << 20) => new()
    {
        ProjectDirectory = _folder.Path,
        OutputDirectory = Path.Combine(_folder.Path, "out"),
        Workers = workers,
        ShuffleMemoryBytes = memory,
    };

    private void WriteDocuments(int shards)
    {
        Random random = new(3);
        string[] words = ["corpus", "of", "many", "words", "naïve", "漢字", "and", "numbers", "17"];
        string[] lines = [.. Enumerable.Range(0, 200).Select(i => $"{{\"id\":\"{i}\",\"text\":\"{i} {string.Join(' ', Enumerable.Range(0, random.Next(60)).Select(_ => words[random.Next(words.Length)]))}\"}}\n")];
        foreach ((int shard, string[] part) in lines.Chunk((lines.Length + shards - 1) / shards).Index())
        {
            _folder.Write($"in/{shard}.jsonl", string.Concat(part));
        }
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(Path.Combine(_folder.Path, "out"), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Path.Combine(_folder.Path, "out"), f).Replace('\\', '/'), static f => Convert.ToHexString(File.ReadAllBytes(f)));

    [Fact]
    public async Task EveryFormatIsTheSameOnEveryRun()
    {
        WriteDocuments(1);
        RunSummary summary = await DatasetPipeline.RunAsync(Options(1));
        Assert.True(summary.Succeeded);
        Dictionary<string, string> first = Files();
        Assert.Equal(summary.Files.Select(f => Path.GetRelativePath(Path.Combine(_folder.Path, "out"), f).Replace('\\', '/')).Order(StringComparer.Ordinal), first.Keys.Order(StringComparer.Ordinal));
        string[] expected =
        [
            "megatron-train.bin", "megatron_labels-validation.idx", "datatrove-train.ds", "datatrove-validation.ds.loss", "llmc_train_000001.bin", "llmc_val_000000.bin", "part-train-00000.npy",
            "part-validation-00000.csv.gz", "tokens-train.npy", "tokens-validation.documents.npy", "mds/train/index.json", "mds/validation/shard.00000.mds", "tokens-train.parquet", "tokens-train.arrow",
            "tokens-validation.safetensors", "sequences-train.jsonl.zst", "train/lengths.txt",
        ];
        Assert.All(expected, name => Assert.Contains(name, first.Keys));

        await DatasetPipeline.RunAsync(Options(1));
        Assert.Equal(first, Files());

        // With other shards and little memory the datasets stay as they are; the manifest lists the inputs, so it does not.
        WriteDocuments(7);
        await DatasetPipeline.RunAsync(Options(3, memory: 3000));
        string[] ours = ["manifest.json"];
        Assert.Equal(first.Where(f => !ours.Contains(f.Key)), Files().Where(f => !ours.Contains(f.Key)));
    }

    [Fact]
    public async Task TheManifestHasDataTypeCountsAndVocabulary()
    {
        WriteDocuments(2);
        await DatasetPipeline.RunAsync(Options(2));
        JsonElement manifest = JsonDocument.Parse(_folder.Read("out/manifest.json")).RootElement;
        JsonElement output = manifest.GetProperty("outputs").EnumerateArray().Single(static o => o.GetProperty("file").GetString() == "megatron-train.bin");
        Assert.Equal("int32", output.GetProperty("dtype").GetString());
        Assert.Equal(manifest.GetProperty("tokenizer").GetProperty("vocabularyXxh128").GetString(), output.GetProperty("vocabularyHash").GetString());
        long sequences = output.GetProperty("sequences").GetInt64();
        Assert.Equal(output.GetProperty("bytes").GetInt64(), sequences * 32 * 4);
        Assert.Equal(sequences * 32, output.GetProperty("tokens").GetInt64() + output.GetProperty("padding").GetInt64());
        JsonElement[] splits = [.. manifest.GetProperty("sequences").GetProperty("splits").EnumerateArray()];
        Assert.Equal(["train", "validation"], splits.Select(static s => s.GetProperty("split").GetString()));
        Assert.Equal(manifest.GetProperty("ledger").GetProperty("kept").GetInt64(), splits.Sum(static s => s.GetProperty("documents").GetInt64() + s.GetProperty("emptyDocuments").GetInt64()));
    }

    /// <summary>Without a sequence step a dataset holds what the token file holds.</summary>
    [Fact]
    public async Task TheDefaultIsTheTokenFile()
    {
        WriteDocuments(3);
        await PlainDatasetPipeline.RunAsync(Options(2));
        Dictionary<string, string> files = Files();
        Assert.Equal(files["tokens.bin"], files["part-00000.npy"]);
        Assert.NotEqual(0, Encoding.ASCII.GetByteCount(files["tokens.bin"]));
    }

    [Fact]
    public async Task ARunThatFailsLeavesTheLastDatasets()
    {
        WriteDocuments(1);
        await DatasetPipeline.RunAsync(Options(1));
        Dictionary<string, string> first = Files();
        _folder.Write("in/x.jsonl", "{\"id\":\"broken\"}\n");
        Assert.False((await DatasetPipeline.RunAsync(Options(1))).Succeeded);
        Dictionary<string, string> after = Files();
        after.Remove("rejects.failed.jsonl");
        Assert.Equal(first, after);
    }
}
