namespace PipelineDsl.Tests.Datasets.Formats;

/// <summary>Text to <c>.ds</c> as datatrove 0.10 was run on it. Paths are relative to the shared folder.</summary>
[Pipeline]
[JsonLines("data/gold-ds/docs.jsonl.gz", text: "text", id: "id")]
[Tokenize<Gpt2Plain>]
[DatatroveOutput("00000_unshuffled")]
public static partial class DatatroveGpt2Plain;

/// <summary>The same with the end of text after each document.</summary>
[Pipeline]
[JsonLines("data/gold-ds/docs.jsonl.gz", text: "text", id: "id")]
[Tokenize<Gpt2Eos>]
[DatatroveOutput("00000_unshuffled")]
public static partial class DatatroveGpt2Eos;

/// <summary>Llama 3's tokenizer, ids of 32 bits.</summary>
[Pipeline]
[JsonLines("data/gold-ds/docs.jsonl.gz", text: "text", id: "id")]
[Tokenize<Llama3Plain>]
[DatatroveOutput("00000_unshuffled")]
public static partial class DatatroveLlama3Plain;

[Tokenize("tokenizers/gpt/gpt2.tokenizer.json", endOfText: false)]
public sealed class Gpt2Plain;

[Tokenize("tokenizers/gpt/gpt2.tokenizer.json")]
public sealed class Gpt2Eos;

[Tokenize("tokenizers/llama3/tokenizer.json", endOfText: false)]
public sealed class Llama3Plain;
