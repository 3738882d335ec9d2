using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl.Engine;

/// <summary>What one shard came to in one phase.</summary>
internal sealed class ShardResult(PipelineDefinition pipeline)
{
    /// <summary>How many rejections are kept for the messages; the rejects file has all of them.</summary>
    public const int MaxRejections = 20;

    /// <summary>What became of its documents.</summary>
    public Ledger Ledger { get; } = new(pipeline.Rules.Count);

    /// <summary>The first rejections.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>How many documents were written again because they count several times.</summary>
    public long Repeated { get; set; }

    /// <summary>What was written to each output; empty but for the last phase.</summary>
    public OutputTotals[] Totals { get; set; } = [];

    /// <summary>The figures that steps noted.</summary>
    public NoteFigures? Notes { get; set; }

    /// <summary>The tokens that were left for the datasets, by split.</summary>
    public TokenCounts[] Tokens { get; set; } = [];

    /// <summary>The XXH3-128 of the bytes that were read, if nobody knew it before; only of the first phase.</summary>
    public Hash128? InputHash { get; set; }

    /// <summary>Whether stretches of the input were read, and that is their hash (<see cref="RangedInput.Hash"/>).</summary>
    public bool InputIsRanged { get; set; }

    /// <summary>How many documents go on, of a result in the engine's own form: it begins with that.</summary>
    public static long KeptOf(ActionCommit commit) => BitConverter.ToInt64(commit.Result.Span);

    /// <summary>The engine's own form. Rules stand by name: their places change when the pipeline does.</summary>
    public byte[] ToBytes()
    {
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Ledger.Kept);
        Ledger.Write(writer, pipeline.Rules);
        writer.Write(Repeated);
        writer.Write(Rejections.Count);
        foreach (Rejection rejection in Rejections)
        {
            writer.Write(rejection.File);
            writer.Write(rejection.Line);
            writer.Write(rejection.Offset);
            writer.Write((int)rejection.Reason);
            writer.Write(rejection.Detail);
        }

        writer.Write(Totals.Length);
        foreach (OutputTotals totals in Totals)
        {
            writer.Write(totals.Documents);
            writer.Write(totals.Tokens);
            writer.Write(totals.Bytes);
        }

        writer.Write(Tokens.Length);
        foreach (TokenCounts tokens in Tokens)
        {
            tokens.Write(writer);
        }

        writer.Write(Notes is not null);
        Notes?.Write(writer);
        writer.Write(InputHash is not null);
        if (InputHash is { } hash)
        {
            writer.Write(hash.Upper);
            writer.Write(hash.Lower);
        }

        writer.Write(InputIsRanged);

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads it again.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="commit">The task's commit.</param>
    public static ShardResult Of(PipelineDefinition pipeline, ActionCommit commit)
    {
        using BinaryReader reader = new(new MemoryStream(commit.Result.ToArray()));
        _ = reader.ReadInt64();
        ShardResult result = new(pipeline);
        result.Ledger.Add(reader, pipeline.Rules);
        result.Repeated = reader.ReadInt64();
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            result.Rejections.Add(new Rejection(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), (RejectReason)reader.ReadInt32(), reader.ReadString()));
        }

        result.Totals = new OutputTotals[reader.ReadInt32()];
        for (int i = 0; i < result.Totals.Length; i++)
        {
            result.Totals[i] = new OutputTotals(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        }

        result.Tokens = new TokenCounts[reader.ReadInt32()];
        for (int i = 0; i < result.Tokens.Length; i++)
        {
            result.Tokens[i] = TokenCounts.Read(reader);
        }

        if (reader.ReadBoolean())
        {
            result.Notes = new NoteFigures();
            result.Notes.Read(reader);
        }

        result.InputHash = reader.ReadBoolean() ? new Hash128(reader.ReadUInt64(), reader.ReadUInt64()) : null;
        result.InputIsRanged = reader.ReadBoolean();

        return result;
    }
}
