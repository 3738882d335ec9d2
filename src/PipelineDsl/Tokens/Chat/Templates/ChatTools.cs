using System;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The tools of a conversation, one by one, as Python would write them.</summary>
internal static class ChatTools
{
    /// <summary>What is done with one tool.</summary>
    /// <param name="tool">The tool, JSON in Python's spacing; valid during the call.</param>
    /// <param name="output">Where it is rendered.</param>
    public delegate void OneTool(ReadOnlySpan<byte> tool, RenderedChat output);

    /// <summary>Does something with each tool.</summary>
    /// <param name="tools">The array of tools.</param>
    /// <param name="output">Where they are rendered; its scratch is used.</param>
    /// <param name="one">What to do.</param>
    public static void ForEach(ReadOnlySpan<byte> tools, RenderedChat output, OneTool one)
    {
        Utf8JsonReader reader = new(tools);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            output.Scratch.Clear();
            PythonJson.Append(tools[start..(int)reader.BytesConsumed], output.Scratch);
            one(output.Scratch.Bytes, output);
        }
    }
}
