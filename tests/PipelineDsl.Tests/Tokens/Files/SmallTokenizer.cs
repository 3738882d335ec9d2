using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Makes tokenizer.json files of a few tokens.</summary>
internal static class SmallTokenizer
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Byte-level BPE: the 256 bytes have the ids 0 to 255, the merges' tokens those behind.</summary>
    public static string Bytes(string[] merges, string preTokenizer = """{"type":"ByteLevel","add_prefix_space":false}""", string normalizer = "null", string added = "[]", string more = "", string[]? others = null)
    {
        List<string> tokens = [.. Enumerable.Range(0, 256).Select(static b => ((char)ByteAlphabet.CharacterOf((byte)b)).ToString())];
        foreach (string token in merges.Select(static merge => merge.Replace(" ", "", System.StringComparison.Ordinal)).Concat(others ?? []))
        {
            if (!tokens.Contains(token))
            {
                tokens.Add(token);
            }
        }

        string vocabulary = JsonSerializer.Serialize(tokens.Select(static (token, id) => (token, id)).ToDictionary(static pair => pair.token, static pair => pair.id), s_options);
        return $$$"""
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":{{{added}}},"normalizer":{{{normalizer}}},"pre_tokenizer":{{{preTokenizer}}},"post_processor":null,
            "decoder":{"type":"ByteLevel"},"model":{"type":"BPE"{{{more}}},"vocab":{{{vocabulary}}},"merges":{{{JsonSerializer.Serialize(merges, s_options)}}} } }
            """;
    }

    /// <summary>The tokenizer of a file.</summary>
    public static Tokenizer Load(string json, string? folder = null, bool alwaysChain = false)
        => TokenizerJsonFactory.Create(TokenizerJson.Read(Encoding.UTF8.GetBytes(json)), "small", SpecialTokenNames.Read(folder), alwaysChain);

    /// <summary>The message of the error that a file gives.</summary>
    public static string ErrorOf(string json) => Xunit.Assert.Throws<InvalidDataException>(() => Load(json)).Message;

    /// <summary>The tokens of a text, as the vocabulary has them.</summary>
    public static string Tokens(Tokenizer tokenizer, string text, AddedTokenMatching matching = AddedTokenMatching.None)
        => string.Join('|', Ids(tokenizer, text, matching).Select(id => Encoding.UTF8.GetString(tokenizer.Vocabulary.Bytes(id))));

    /// <summary>The ids of a text.</summary>
    public static int[] Ids(Tokenizer tokenizer, string text, AddedTokenMatching matching = AddedTokenMatching.None)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        TokenBuffer ids = new();
        TokenEncoder encoder = tokenizer.CreateEncoder(matching);
        encoder.Encode(buffer.Text, ids);
        encoder.Free();
        System.GC.KeepAlive(buffer);
        return ids.Ids.ToArray();
    }
}
