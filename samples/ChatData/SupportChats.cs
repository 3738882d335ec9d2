using PipelineDsl;

namespace ChatData;

/// <summary>The ids of a conversation: rendered with the template below, of which the assistant's turns are trained.</summary>
[Tokenize("o200k_base")]
[ChatTemplate("templates/support.jinja", maxTokens: 128, date: "2026-01-15")]
public sealed class SupportTokens;

/// <summary>Questions to a shop's support, in three schemas, as a dataset to fine-tune a model on. No answer is cut, and nothing that a customer writes becomes a control token.</summary>
[Pipeline]
[Conversations("data/*.jsonl", id: "id")]
[Length(minWords: 5)]
[ExactDedup]
[Tokenize<SupportTokens>]
[Sequences(128, Packing.BestFit)]
[JsonLinesOutput("chats.jsonl", fields: "conversation")]
[NumpyOutput("chats")]
public static partial class SupportChats;
