using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Conversations;

/// <summary>Conversations of several schemas go through filters, deduplication, a chat template and into a dataset with its mask.</summary>
public class ConversationPipelineTests
{
    private const string Records = """
        {"id":"1","messages":[{"role":"user","content":"What is one and one?"},{"role":"assistant","content":"Two."}]}
        {"id":"2","conversations":[{"from":"human","value":"What is one and one?"},{"from":"gpt","value":"Two."}]}
        {"id":"3","instruction":"Say","input":"hello","output":"hello"}
        {"id":"4","messages":[{"role":"user","content":"Q"}]}
        {"id":"5","prompt":"a","completion":"b"}
        {"id":"6","conversations":[{"from":"human","value":"Call it"},{"from":"function_call","value":"{\"name\":\"f\",\"arguments\":{}}"},{"from":"observation","value":"done"},{"from":"gpt","value":"It is done."}]}
        {"id":"7","messages":[{"role":"user","content":"one two three four five six seven eight nine ten one two three four five six seven eight nine ten"},{"role":"assistant","content":"Ten."}]}
        {"id":"8","messages":[{"role":"user","content":"First?"},{"role":"assistant","content":"Yes."},{"role":"user","content":"one two three four five six seven eight nine ten one two three"},{"role":"assistant","content":"No."}]}

        """;

    [Fact]
    public async Task RunsFromConversationsToMaskedTokens()
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", Records);
        RunSummary summary = await ConversationPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1, MaxRejects = 1 });
        Assert.True(summary.Succeeded);
        string[] kept = File.ReadAllLines(Path.Combine(folder.Path, "out/kept.jsonl"));
        Assert.Equal(["1", "3", "8"], kept.Select(static l => l[7..8]));
        Assert.Contains("\"conversation\":\"{\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"Say\\\\nhello\\\"}", kept[1], StringComparison.Ordinal);
        Assert.Equal(
            ["\n\nUser: What is one and one?\n\nAssistant:[ Two.]", "\n\nUser: Say\nhello\n\nAssistant:[ hello]", "\n\nUser: First?\n\nAssistant:[ Yes.]"],
            ReadDataset(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public void TellsWhyConversationsAreDropped()
    {
        const string Calls = """{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f"}}]}]}""";
        string @long = $$"""{"messages":[{"role":"user","content":"{{string.Concat(Enumerable.Repeat("word ", 30))}}"},{"role":"assistant","content":"A"}]}""";
        Assert.Equal("dropped by FalconChat.Template", ConversationPipeline.Judge("enough text"u8, (Conversation.FieldName, Calls)).ToString());
        Assert.Equal("dropped by FalconChat.MaxTokens (37, threshold 24)", ConversationPipeline.Judge("enough text"u8, (Conversation.FieldName, @long)).ToString());
        Assert.Equal("dropped by FalconChat.Template", ConversationPipeline.Judge("enough text"u8, (Conversation.FieldName, "{\"messages\":3}")).ToString());
        Assert.Equal("kept", ConversationPipeline.Judge("enough text"u8).ToString());
    }

    [Fact]
    public async Task RendersTemplatesInJinja()
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", Records);
        folder.Write("chat.jinja", "{{ strftime_now('%d %B %Y') }}\n{% for m in messages %}\n{{ mark }}{{ m.role }}: {{ m.content or m.tool_calls[0].function.name }}\n{% endfor %}\n{% if add_generation_prompt %}{{ mark }}assistant: {% endif %}");
        RunSummary summary = await JinjaConversationPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1, MaxRejects = 1 });
        Assert.True(summary.Succeeded);
        string[] rendered = [.. ReadDataset(Path.Combine(folder.Path, "out"))];
        Assert.Equal(7, rendered.Length);
        Assert.Equal("26 July 2024\n#user: What is one and one?\n#assistant:[ Two.\n]", rendered[0]);
        Assert.Equal("26 July 2024\n#user: Call it\n#assistant: f\n#tool: done\n#assistant:[ It is done.\n]", rendered[4]);
    }

    [Theory]
    [InlineData("{{ messages", "cannot be parsed: line 1")]
    [InlineData(null, "no chat template is named 'chat.jinja'")]
    public async Task ATemplateThatCannotBeUsedIsNamed(string? template, string message)
    {
        using TempFolder folder = new();
        folder.Write("in/a.jsonl", Records);
        if (template is not null)
        {
            folder.Write("chat.jinja", template);
        }

        RunException exception = await Assert.ThrowsAsync<RunException>(
            () => JinjaConversationPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1, MaxRejects = 1 }));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The documents of a NumPy dataset as text, what is trained in brackets.</summary>
    private static IEnumerable<string> ReadDataset(string folder)
    {
        byte[] ids = Body(Path.Combine(folder, "tokens.npy"));
        byte[] loss = Body(Path.Combine(folder, "tokens.loss.npy"));
        byte[] ends = Body(Path.Combine(folder, "tokens.documents.npy"));
        TokenVocabulary vocabulary = Tokenizer.Load("cl100k_base").Vocabulary;
        int at = 0;
        for (int i = 0; i < ends.Length; i += 8)
        {
            StringBuilder text = new();
            bool trained = false;
            for (int end = (int)BitConverter.ToInt64(ends, i); at < end; at++)
            {
                text.Append(loss[at] == 1 == trained ? "" : trained ? "]" : "[");
                trained = loss[at] == 1;
                text.Append(Encoding.UTF8.GetString(vocabulary.Bytes(BitConverter.ToInt32(ids, 4 * at))));
            }

            yield return text.Append(trained ? "]" : "").ToString();
        }
    }

    private static byte[] Body(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file[(10 + BitConverter.ToUInt16(file, 8))..];
    }
}
