namespace PipelineDsl.Tests.Conversations;

/// <summary>From conversations to masked tokens. Falcon's template needs no control tokens, so that it works with any vocabulary.</summary>
[Pipeline]
[Conversations("in/*.jsonl", id: "id")]
[Length(minCharacters: 5)]
[ExactDedup]
[Tokenize<FalconChat>]
[JsonLinesOutput("kept.jsonl", fields: "conversation")]
[NumpyOutput]
public static partial class ConversationPipeline;

[Tokenize("cl100k_base")]
[ChatTemplate("falcon", maxTokens: 24)]
public sealed class FalconChat;

/// <summary>The same with a template in Jinja.</summary>
[Pipeline]
[Conversations("in/*.jsonl", id: "id")]
[Tokenize<JinjaChat>]
[NumpyOutput]
public static partial class JinjaConversationPipeline;

[Tokenize("cl100k_base")]
[ChatTemplate("chat.jinja", train: TrainedTurns.LastAssistant, variables: "{\"mark\":\"#\"}", date: "2024-07-26")]
public sealed class JinjaChat;
