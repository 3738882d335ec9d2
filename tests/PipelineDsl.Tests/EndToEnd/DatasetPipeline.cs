using System;

namespace PipelineDsl.Tests.EndToEnd;

[Tokenize("cl100k_base")]
public sealed class DatasetTokens;

/// <summary>Every format at once, through generated code, with a writer of the user's own.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[ExactDedup]
[Tokenize<DatasetTokens>]
[Sequences(32, Packing.BestFit, Shuffle.Both, seed: 7, validation: 0.2, window: 512)]
[MegatronOutput]
[DatatroveOutput]
[LlmcOutput]
[MemmapOutput]
[NumpyOutput]
[MdsOutput]
[ParquetOutput]
[ArrowOutput]
[SafetensorsOutput]
[SequenceLinesOutput("sequences.jsonl.zst")]
[LengthsOutput("lengths.txt")]
public static partial class DatasetPipeline;

/// <summary>The defaults: the tokenize step's context length, one split, the order of the corpus.</summary>
[Pipeline]
[JsonLines("in/*", text: "text", id: "id")]
[Tokenize<PackedTokens>]
[TokenFileOutput("tokens.bin")]
[MemmapOutput]
public static partial class PlainDatasetPipeline;

[Tokenize("cl100k_base", contextLength: 16)]
public sealed class PackedTokens;

public sealed class LengthsOutputAttribute(string file) : OutputAttribute<LengthsWriter>
{
    public string File => file;
}

/// <summary>A format of the user's own: the number of tokens of each sequence, a line each.</summary>
[Writer]
public sealed class LengthsWriter : DatasetWriter
{
    private readonly DatasetFile _file;

    private LengthsWriter(DatasetFile file) => _file = file;

    [Open]
    public static LengthsWriter Open(DatasetContext context, string file)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new LengthsWriter(context.Create($"{context.Split}/{file}"));
    }

    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _file.Write(System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{sequence.TokenCount}\n")));
    }
}
