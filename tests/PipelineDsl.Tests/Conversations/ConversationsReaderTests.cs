using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Conversations;

/// <summary>Each schema gives the conversation that it stands for; what is not as its schema says is rejected with a reason, and nothing is lost.</summary>
public class ConversationsReaderTests(ITestOutputHelper output)
{
    private const string Simple = """[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]""";

    [Theory]
    [InlineData("""{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]}""", """[{"role":"system","content":"S"},{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]""", "S\n\nQ\n\nA")]
    [InlineData("""{"messages":[{"content":"Q","role":"user","x":[1]},{"content":[{"type":"text","text":"A"},{"text":"B","type":"text"}],"role":"assistant"}],"other":{"a":1}}""", """[{"role":"user","content":"Q"},{"role":"assistant","content":"AB"}]""", "Q\n\nAB")]
    [InlineData("""{"messages":[{"role":"developer","content":"D"},{"role":"user","content":"\"\u00e4\n\ud83d\ude00"},{"role":"assistant","content":"A","weight":0,"name":"bot","reasoning_content":"hm"}]}""", """[{"role":"system","content":"D"},{"role":"user","content":"\"ä\n😀"},{"role":"assistant","content":"A","reasoning_content":"hm","name":"bot","weight":0}]""", "D\n\n\"ä\n😀\n\nA")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}},{"function":{"arguments":{ "b" : [ 1 , "x y" ] },"name":"g"}}]},{"role":"tool","tool_call_id":"c1","content":"R"},{"role":"assistant","content":"A"}]}""", """[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}},{"type":"function","function":{"name":"g","arguments":{"b":[1,"x y"]}}}]},{"role":"tool","content":"R","tool_call_id":"c1"},{"role":"assistant","content":"A"}]""", "Q\n\nR\n\nA")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"R"}]}""", """[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"R","name":"f"}]""", "Q\n\nR")]
    [InlineData("""{"system":"S","conversations":[{"from":"human","value":"Q"},{"value":"A","from":"gpt"}]}""", """[{"role":"system","content":"S"},{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]""", "S\n\nQ\n\nA")]
    [InlineData("""{"system":"","conversations":[{"from":"system","value":"S"},{"from":"user","value":"Q"},{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"a\": \"x\"}}"},{"from":"observation","value":"R"},{"from":"gpt","value":"A"}],"tools":""}""", """[{"role":"system","content":"S"},{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":"x"}}}]},{"role":"tool","content":"R"},{"role":"assistant","content":"A"}]""", "S\n\nQ\n\nR\n\nA")]
    [InlineData("""{"instruction":"I","input":"","output":"A"}""", """[{"role":"user","content":"I"},{"role":"assistant","content":"A"}]""", "I\n\nA")]
    [InlineData("""{"output":"A","input":"N","instruction":"I","system":"S","history":[["Q1","A1"],["Q2","A2"]]}""", """[{"role":"system","content":"S"},{"role":"user","content":"Q1"},{"role":"assistant","content":"A1"},{"role":"user","content":"Q2"},{"role":"assistant","content":"A2"},{"role":"user","content":"I\nN"},{"role":"assistant","content":"A"}]""", "S\n\nQ1\n\nA1\n\nQ2\n\nA2\n\nI\nN\n\nA")]
    [InlineData("""{"prompt":"Q","completion":"A"}""", Simple, "Q\n\nA")]
    [InlineData("""{"prompt":[{"role":"user","content":"Q"}],"completion":[{"role":"assistant","content":"A"}]}""", Simple, "Q\n\nA")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"}],"chosen":{"from":"gpt","value":"A"},"rejected":{"from":"gpt","value":"B"}}""", Simple, "Q\n\nA")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"}],"chosen":{"role":"assistant","content":"A"},"rejected":{"role":"assistant","content":"B"}}""", Simple, "Q\n\nA")]
    [InlineData("""{"prompt":"Q","chosen":"A","rejected":"B"}""", Simple, "Q\n\nA")]
    [InlineData("""{"chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],"rejected":[{"role":"user","content":"Q"},{"role":"assistant","content":"B"}]}""", Simple, "Q\n\nA")]
    [InlineData("""{"chosen":"\n\nHuman: Q\n\nAssistant:  A \n","rejected":"\n\nHuman: Q\n\nAssistant: B"}""", Simple, "Q\n\nA")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}],"tools":[{"name":"f","parameters":{ }},{"type":"function","function":{"name":"g"}}]}""", Simple, "Q\n\nA")]
    public void EachSchemaGivesItsConversation(string record, string messages, string text)
    {
        Collected collected = Read(record);
        Assert.Empty(collected.Rejections);
        (string foundText, string conversation) = Assert.Single(collected.Documents);
        Assert.Equal(text, foundText);
        using JsonDocument json = JsonDocument.Parse(conversation);
        Assert.Equal(messages, json.RootElement.GetProperty("messages").GetRawText());
    }

    [Theory]
    [InlineData("""[{"name":"f","x":[1, 2]},{"type":"function","function":{"name":"g"}}]""")]
    [InlineData(""" "[{\"name\": \"f\", \"x\": [1, 2]}, {\"type\": \"function\", \"function\": {\"name\": \"g\"}}]" """)]
    public void ToolsAreWrappedOnce(string tools)
    {
        Collected collected = Read($$$"""{"messages":{{{Simple}}},"tools":{{{tools}}}}""");
        Assert.Equal($$$"""{"messages":{{{Simple}}},"tools":[{"type":"function","function":{"name":"f","x":[1,2]}},{"type":"function","function":{"name":"g"}}]}""", Assert.Single(collected.Documents).Conversation);
    }

    [Theory]
    [InlineData("{\"messages\":[", RejectReason.Malformed, "Expected depth")]
    [InlineData("[1]", RejectReason.Malformed, "not an object")]
    [InlineData("{\"text\":\"x\"}", RejectReason.MissingField, "neither \"messages\"")]
    [InlineData("""{"messages":[]}""", RejectReason.Malformed, "empty")]
    [InlineData("""{"messages":{}}""", RejectReason.WrongType, "not an array")]
    [InlineData("""{"messages":[1]}""", RejectReason.WrongType, "message 0 is not an object")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"}]}""", RejectReason.Malformed, "nothing to learn")]
    [InlineData("""{"messages":[{"role":"robot","content":"Q"}]}""", RejectReason.Malformed, "the role of message 0")]
    [InlineData("""{"messages":[{"content":"Q"}]}""", RejectReason.MissingField, "message 0 has no \"role\"")]
    [InlineData("""{"messages":[{"role":"user"}]}""", RejectReason.MissingField, "message 0 has no \"content\"")]
    [InlineData("""{"messages":[{"role":"user","content":3}]}""", RejectReason.WrongType, "the \"content\" of message 0")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}""", RejectReason.Malformed, "only text can be used")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":""}]}""", RejectReason.Malformed, "says nothing")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]}""", RejectReason.Malformed, "turns 0 and 1 are both the user's")]
    [InlineData("""{"messages":[{"role":"assistant","content":"A"}]}""", RejectReason.Malformed, "the first, is the assistant's")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"system","content":"S"},{"role":"assistant","content":"A"}]}""", RejectReason.Malformed, "turn 1 is the system's")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"tool","content":"R"},{"role":"assistant","content":"A"}]}""", RejectReason.Malformed, "turn 1 is a tool's result")]
    [InlineData("""{"messages":[{"role":"user","content":"Q","tool_calls":[{"function":{"name":"f"}}]}]}""", RejectReason.Malformed, "calls tools")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"},{"role":"assistant","content":"A"}]}""", RejectReason.LoneSurrogate, "surrogate")]
    [InlineData("""{"conversations":[{"from":"human"}]}""", RejectReason.MissingField, "turn 0 has no \"value\"")]
    [InlineData("""{"conversations":[{"from":"cat","value":"Q"}]}""", RejectReason.Malformed, "turn 0 is from none of")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"},{"from":"function_call","value":"f(1)"}]}""", RejectReason.Malformed, "turn 1 is a call of a tool, but no JSON")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"},{"from":"function_call","value":"[]"}]}""", RejectReason.Malformed, "holds none")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"},{"from":"gpt","value":"A"}],"tools":"[{]"}""", RejectReason.Malformed, "\"tools\" is a string that is no JSON")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"},{"from":"gpt","value":"A"}],"tools":{}}""", RejectReason.WrongType, "\"tools\" is not an array")]
    [InlineData("""{"instruction":"I","input":""}""", RejectReason.MissingField, "\"output\" is missing")]
    [InlineData("""{"instruction":"I","output":1}""", RejectReason.WrongType, "\"output\" is not a string")]
    [InlineData("""{"instruction":"I","output":"A","history":[["Q"]]}""", RejectReason.WrongType, "not a pair of strings")]
    [InlineData("""{"prompt":"Q","chosen":"A","rejected":3}""", RejectReason.WrongType, "\"rejected\" is no string")]
    [InlineData("""{"prompt":"Q","chosen":"A","rejected":""}""", RejectReason.Malformed, "says nothing")]
    [InlineData("""{"chosen":"Human: Q","rejected":"\n\nHuman: Q\n\nAssistant: B"}""", RejectReason.Malformed, "\"chosen\" does not begin")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]} x""", RejectReason.Malformed, "")]
    public void WhatIsNotAsItsSchemaSaysIsRejected(string record, RejectReason reason, string detail)
    {
        Collected collected = Read($"{record}\n{{\"prompt\":\"Q\",\"completion\":\"A\"}}\n");
        Rejection rejection = Assert.Single(collected.Rejections);
        Assert.Equal(reason, rejection.Reason);
        Assert.Equal(1, rejection.Line);
        Assert.Contains(detail, rejection.Detail, StringComparison.Ordinal);
        Assert.Single(collected.Documents); // the next record is read all the same
    }

    [Fact]
    public void TheOtherSideOfAPairIsTakenWhereItIsAskedFor()
    {
        const string Pair = """{"prompt":"Q","chosen":"A","rejected":"B"}""";
        Assert.Equal("Q\n\nA", Assert.Single(Read(Pair).Documents).Text);
        Assert.Equal("Q\n\nB", Assert.Single(Read(Pair, side: PreferenceSide.Rejected).Documents).Text);
    }

    [Fact]
    public void TurnsNeedNotAlternateWhereThatIsSaid()
    {
        const string Record = """{"messages":[{"role":"assistant","content":"Hi"},{"role":"user","content":"Q"},{"role":"user","content":"Q2"},{"role":"assistant","content":"A"}]}""";
        Assert.Single(Read(Record).Rejections);
        Assert.Single(Read(Record, alternating: false).Documents);
    }

    [Fact]
    public void FurtherMembersAreFields()
    {
        Collected collected = Read("""{"label":true,"source":"web","prompt":"Q","completion":"A"}""");
        Assert.Equal(("web", true), (collected.Source, collected.Label));
    }

    [Theory]
    [InlineData("sft/openai-messages-kto-en.jsonl.gz", 181, 0)]
    [InlineData("sft/sharegpt-fastchat-dummy.jsonl.gz", 311, 0)]
    [InlineData("sft/sharegpt-glaive_toolcall_en_demo.jsonl.gz", 177, 0)]
    [InlineData("sft/sharegpt-glaive_toolcall_zh_demo.jsonl.gz", 190, 0)]
    [InlineData("sft/alpaca-format-seed-tasks.jsonl.gz", 107, 0)]
    [InlineData("preference/dpo_en_demo.jsonl.gz", 191, 0)]
    [InlineData("preference/dpo_zh_demo.jsonl.gz", 193, 0)]
    [InlineData("preference/hh-rlhf-harmless-test.jsonl.gz", 1168, 7)]
    public void SharedFilesAreReadWhole(string file, int documents, int rejected)
    {
        if (!SharedData.TryFind($"data/{file}", output, out string path))
        {
            return;
        }

        foreach (PreferenceSide side in Enum.GetValues<PreferenceSide>())
        {
            Collected collected = new();
            using RecordInput input = RecordInput.Open(path, file, 1 << 24);
            ConversationsReader.Read(input, new Record(input, Collected.Fields, new Document(4), collected), new ConversationMemory(), ConversationFormat.Auto, side, alternating: true);
            Assert.Equal((documents, rejected), (collected.Documents.Count, collected.Rejections.Count));
            Conversation conversation = new();
            TextBuffer again = new();
            foreach ((string text, string json) in collected.Documents)
            {
                conversation.ReadJson(Encoding.UTF8.GetBytes(json));
                again.Clear();
                conversation.WriteJson(again);
                Assert.Equal(json, Encoding.UTF8.GetString(again.Bytes));
                again.Clear();
                conversation.WriteText(again);
                Assert.Equal(text, Encoding.UTF8.GetString(again.Bytes));
            }
        }
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        string[] records =
        [
            """{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Q\n"},{"role":"assistant","content":[{"type":"text","text":"A"}],"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":{"a": 1}}}]},{"role":"tool","content":"R"}]}""",
            """{"conversations":[{"from":"human","value":"Q"},{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {}}"},{"from":"observation","value":"R"}],"tools":"[{\"name\": \"f\"}]"}""",
            """{"instruction":"I","input":"N","output":"A","history":[["Q1","A1"]]}""",
            """{"chosen":"\n\nHuman: Q\n\nAssistant: A","rejected":"\n\nHuman: Q\n\nAssistant: B"}""",
        ];
        byte[] few = Encoding.UTF8.GetBytes(string.Join('\n', records));
        byte[] many = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(string.Join('\n', records), 500)));
        ConversationMemory memory = new();
        CountingSink sink = new();
        long once = long.MaxValue;
        long often = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            once = Math.Min(once, Run(few, memory, sink));
            often = Math.Min(often, Run(many, memory, sink));
        }

        Assert.Equal(once, often);
        Assert.Equal(0, sink.Rejected);
    }

    private static long Run(byte[] file, ConversationMemory memory, CountingSink sink)
    {
        using MemoryStream stream = new(file);
        using RecordInput input = RecordInput.FromStream(stream, "test.jsonl", 1 << 20, 1 << 20);
        Record record = new(input, Collected.Fields, new Document(4), sink);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ConversationsReader.Read(input, record, memory);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Collected Read(string file, PreferenceSide side = PreferenceSide.Chosen, bool alternating = true)
    {
        Collected collected = new();
        using RecordInput input = RecordInput.FromStream(new MemoryStream(Encoding.UTF8.GetBytes(file)), "test.jsonl", 1 << 20);
        ConversationsReader.Read(input, new Record(input, Collected.Fields, new Document(4), collected), new ConversationMemory(), ConversationFormat.Auto, side, alternating);
        return collected;
    }

    private sealed class Collected : IRecordSink
    {
        public static ListedFields Fields => new(
            -1,
            new FieldInfo("text", FieldKind.Utf8, false),
            new FieldInfo(Conversation.FieldName, FieldKind.Utf8, false),
            new FieldInfo("source", FieldKind.Utf8, true),
            new FieldInfo("label", FieldKind.Boolean, true));

        public List<(string Text, string Conversation)> Documents { get; } = [];

        public List<Rejection> Rejections { get; } = [];

        public string Source { get; private set; } = "";

        public bool Label { get; private set; }

        public void Accept(Document document)
        {
            Documents.Add((Encoding.UTF8.GetString(document.Text.Bytes), Encoding.UTF8.GetString(document.Utf8(1))));
            Source = Encoding.UTF8.GetString(document.Utf8(2));
            Label = document.Boolean(3);
        }

        public void Reject(Rejection rejection, ReadOnlySpan<byte> raw) => Rejections.Add(rejection);
    }
}
