using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine;

/// <summary>Plans are read from front to back; what is not a whole plan is none.</summary>
public sealed class PlanReaderTests
{
    private static readonly RunPlan s_plan = new()
    {
        Assembly = "/app/Corpus.dll",
        Pipeline = "House.Corpus",
        Code = new Hash128(3, 4),
        Options = new RunOptions { OutputDirectory = "/out", StoreDirectory = "/store", WorkDirectory = "/work", ProjectDirectory = "/project", MaxRejects = 5, MaxDocumentBytes = 6, SamplesPerRule = 7 },
        Stages = [new StagePlan("phase-0", 2, [10, 20]), new StagePlan("publish", 1, [0])],
        Shards =
        [
            new Shard(0, 0, "/data/ä\".jsonl", "ä\".jsonl", 0, 10, 1, 0, 3, new Hash128(5, 6), new Hash128(7, 8), 30),
            new Shard(1, 0, "s3://bucket/b.jsonl", "b.jsonl", 10, 20, 4, 3, -1, new Hash128(9, 10), new Hash128(7, 8), 30) { Version = "v1" },
        ],
    };

    [Fact]
    public void WhatWasWrittenIsRead() => Same(PlanReader.Read(Saved()));

    [Fact]
    public void MembersMayHaveAnyOrderAndStrangersArePassedOver()
    {
        JsonObject plan = Parsed();
        foreach (JsonObject item in plan["shards"]!.AsArray().Concat(plan["stages"]!.AsArray()).Select(static n => n!.AsObject()).Append(plan))
        {
            (string Key, JsonNode? Value)[] members = [.. item.Select(static m => (m.Key, m.Value))];
            item.Clear();
            item.Add("stranger", new JsonObject { ["a"] = new JsonArray(1, new JsonObject { ["b"] = 2 }) });
            foreach ((string key, JsonNode? value) in members.Reverse())
            {
                item.Add(key, value);
            }
        }

        Same(PlanReader.Read(Bytes(plan)));
    }

    [Fact]
    public void AMissingMemberIsNamed()
    {
        foreach (string member in Parsed().Select(static m => m.Key).Except(["assembly", "work"]))
        {
            JsonObject plan = Parsed();
            plan.Remove(member);
            Assert.Contains($"'{member}' is missing", Assert.Throws<FormatException>(() => PlanReader.Read(Bytes(plan))).Message, StringComparison.Ordinal);
        }

        foreach (string list in (string[])["stages", "shards"])
        {
            foreach (string member in Parsed()[list]![0]!.AsObject().Select(static m => m.Key))
            {
                JsonObject plan = Parsed();
                plan[list]![0]!.AsObject().Remove(member);
                Assert.Contains($"'{member}' is missing", Assert.Throws<FormatException>(() => PlanReader.Read(Bytes(plan))).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void WhatIsNoPlanIsAnErrorThatSaysSo()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("plans-").FullName, "plan.json");
        byte[] good = Saved();
        JsonObject other = Parsed();
        other["format"] = 2;
        JsonObject changed = Parsed();
        changed["maxRejects"] = 6;
        JsonObject kind = Parsed();
        kind["pipeline"] = 1;
        JsonObject list = Parsed();
        list["stages"] = new JsonObject();
        JsonObject hash = Parsed();
        hash["code"] = null;
        foreach ((byte[] bytes, string says) in ((byte[], string)[])
            [
                ([], "cannot read the plan"), (good[..^3], "cannot read the plan"), ([.. good, (byte)'{'], "cannot read the plan"), ("[]"u8.ToArray(), "StartArray where StartObject is expected"),
                (Bytes(other), "its format is 2, this version reads 1"), (Bytes(changed), "its hash is not that of its contents"), (Bytes(kind), "cannot read the plan"),
                (Bytes(list), "StartObject where StartArray is expected"), (Bytes(hash), "a hash is null"),
            ])
        {
            File.WriteAllBytes(file, bytes);
            RunException exception = Assert.Throws<RunException>(() => RunPlan.Load(file));
            Assert.Equal("PDSL2041", exception.Id);
            Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static void Same(RunPlan read)
    {
        Assert.Equal(s_plan.Hash, read.Hash);
        Assert.Equal((s_plan.Assembly, s_plan.Pipeline, s_plan.Code), (read.Assembly, read.Pipeline, read.Code));
        Assert.Equal(
            (s_plan.Options.OutputDirectory, s_plan.Options.StoreDirectory, s_plan.Options.WorkDirectory, s_plan.Options.ProjectDirectory),
            (read.Options.OutputDirectory, read.Options.StoreDirectory, read.Options.WorkDirectory, read.Options.ProjectDirectory));
        Assert.Equal(
            (s_plan.Options.MaxRejects, s_plan.Options.MaxDocumentBytes, s_plan.Options.SamplesPerRule),
            (read.Options.MaxRejects, read.Options.MaxDocumentBytes, read.Options.SamplesPerRule));
        Assert.Equal(s_plan.Shards, read.Shards);
        Assert.Equal(s_plan.Stages.Select(static s => (s.Name, s.Tasks, string.Join(' ', s.Bytes))), read.Stages.Select(static s => (s.Name, s.Tasks, string.Join(' ', s.Bytes))));
    }

    private static byte[] Saved()
    {
        string folder = Directory.CreateTempSubdirectory("plans-").FullName;
        try
        {
            string file = Path.Combine(folder, "plan.json");
            s_plan.Save(file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonObject Parsed() => JsonNode.Parse(Saved())!.AsObject();

    private static byte[] Bytes(JsonObject plan) => Encoding.UTF8.GetBytes(plan.ToJsonString());
}
