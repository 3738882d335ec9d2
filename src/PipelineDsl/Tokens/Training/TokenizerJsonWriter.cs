using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Writes a trained vocabulary as a tokenizer.json that Hugging Face's tokenizers read.</summary>
internal static class TokenizerJsonWriter
{
    /// <summary>Writes the file.</summary>
    /// <param name="trainer">The vocabulary.</param>
    /// <param name="specials">The special tokens, which have the first ids.</param>
    /// <param name="pattern">How text is cut.</param>
    /// <param name="output">Takes the file.</param>
    public static void Write(BytePairTrainer trainer, IReadOnlyList<string> specials, PreTokenPattern pattern, Stream output)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, "1.0"u8);
            json.WriteNull("truncation"u8);
            json.WriteNull("padding"u8);
            json.WriteStartArray("added_tokens"u8);
            for (int id = 0; id < specials.Count; id++)
            {
                WriteSpecial(json, id, specials[id]);
            }

            json.WriteEndArray();
            json.WriteNull("normalizer"u8);
            WritePreTokenizer(json, pattern);
            WriteByteLevel(json, "post_processor", useRegex: true);
            WriteByteLevel(json, "decoder", useRegex: true);
            WriteModel(json, trainer, specials);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteSpecial(Utf8JsonWriter json, int id, string text)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, id);
        json.WriteString("content"u8, text);
        json.WriteBoolean("single_word"u8, false);
        json.WriteBoolean("lstrip"u8, false);
        json.WriteBoolean("rstrip"u8, false);
        json.WriteBoolean("normalized"u8, false);
        json.WriteBoolean("special"u8, true);
        json.WriteEndObject();
    }

    private static void WritePreTokenizer(Utf8JsonWriter json, PreTokenPattern pattern)
    {
        if (pattern == PreTokenPattern.Gpt2)
        {
            WriteByteLevel(json, "pre_tokenizer", useRegex: true);
            return;
        }

        json.WriteStartObject("pre_tokenizer"u8);
        json.WriteString("type"u8, "Sequence"u8);
        json.WriteStartArray("pretokenizers"u8);
        foreach (string regex in pattern == PreTokenPattern.DeepSeek ? pattern.Regex.Split('\n', 3) : [pattern.Regex])
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Split"u8);
            json.WriteStartObject("pattern"u8);
            json.WriteString("Regex"u8, regex);
            json.WriteEndObject();
            json.WriteString("behavior"u8, "Isolated"u8);
            json.WriteBoolean("invert"u8, false);
            json.WriteEndObject();
        }

        WriteByteLevel(json, null, useRegex: false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string? name, bool useRegex)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "ByteLevel"u8);
        json.WriteBoolean("add_prefix_space"u8, false);
        json.WriteBoolean("trim_offsets"u8, true);
        json.WriteBoolean("use_regex"u8, useRegex);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, BytePairTrainer trainer, IReadOnlyList<string> specials)
    {
        json.WriteStartObject("model"u8);
        json.WriteString("type"u8, "BPE"u8);
        json.WriteNull("dropout"u8);
        json.WriteNull("unk_token"u8);
        json.WriteNull("continuing_subword_prefix"u8);
        json.WriteNull("end_of_word_suffix"u8);
        json.WriteBoolean("fuse_unk"u8, false);
        json.WriteBoolean("byte_fallback"u8, false);
        json.WriteBoolean("ignore_merges"u8, false);
        json.WriteStartObject("vocab"u8);
        for (int id = 0; id < specials.Count; id++)
        {
            json.WriteNumber(specials[id], id);
        }

        for (int i = 0; i < trainer.Tokens.Count; i++)
        {
            json.WriteNumber(Characters(trainer.Tokens[i]), trainer.FirstId + i);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges"u8);
        foreach ((int left, int right) in trainer.Merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(Characters(trainer.Tokens[left - trainer.FirstId]));
            json.WriteStringValue(Characters(trainer.Tokens[right - trainer.FirstId]));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Characters(byte[] token)
    {
        StringBuilder text = new(token.Length);
        foreach (byte b in token)
        {
            _ = text.Append((char)ByteAlphabet.CharacterOf(b));
        }

        return text.ToString();
    }
}
