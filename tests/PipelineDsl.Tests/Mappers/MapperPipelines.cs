namespace PipelineDsl.Tests.Mappers;

/// <summary>The mappers of this folder, as a user writes them.</summary>
[Pipeline(audit: true)]
[JsonLines("in/*.jsonl", id: "id")]
[RepairEncoding]
[CleanControls]
[RemoveCitations]
[RemoveBoilerplateLines]
[SymbolLines]
[NearDuplicateLines]
[RepeatedSentences]
[RepeatedSentences<FallbackSentences>(minCharacters: 30)]
[RemoveLinesByLength(minCharacters: 2)]
[RemoveParagraphsByLength(minWords: 2)]
[MaskPersonalData(maxEmails: 2)]
[JsonLinesOutput("out.jsonl")]
public static partial class MapperPipeline;

/// <summary>Personal data as datatrove has it.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MaskPersonalData(profile: "datatrove-0.10")]
[JsonLinesOutput("out.jsonl")]
public static partial class DatatrovePipeline;

/// <summary>Personal data as Dolma has it.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[MaskPersonalData(profile: "dolma-1.5")]
[JsonLinesOutput("out.jsonl")]
public static partial class DolmaPipeline;
