using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Makes a tokenizer of Mistral's tekken.json: ranks with their bytes in base64, a pattern, and special tokens that have the first ids.</summary>
internal static class TekkenFile
{
    /// <summary>The special tokens of files that do not list them.</summary>
    /// <param name="count">How many there are.</param>
    public static IEnumerable<AddedToken> DefaultSpecials(int count)
    {
        string[] named =
        [
            "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>",
            "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
        ];
        return Enumerable.Range(0, count).Select(i => new AddedToken(i, i < named.Length ? named[i] : $"<SPECIAL_{i}>"));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">What reports call the tokenizer.</param>
    /// <exception cref="InvalidDataException">Something is missing, or a rank is out of order.</exception>
    public static Tokenizer Read(JsonElement json, string name)
    {
        JsonElement config = Required(json, "config");
        string regex = Required(config, "pattern").GetString() ?? "";
        int specials = Required(config, "default_num_special_tokens").GetInt32();
        int size = Required(config, "default_vocab_size").GetInt32();
        List<AddedToken> listed = json.TryGetProperty("special_tokens", out JsonElement tokens) && tokens.ValueKind == JsonValueKind.Array
            ? [.. tokens.EnumerateArray().Select(static token => new AddedToken(
                Required(token, "rank").GetInt32(),
                Required(token, "token_str").GetString() ?? "",
                !token.TryGetProperty("is_control", out JsonElement control) || control.ValueKind != JsonValueKind.False))]
            : [.. DefaultSpecials(specials)];
        HashSet<int> taken = [.. listed.Select(static token => token.Id)];
        listed.AddRange(Enumerable.Range(0, specials).Where(i => !taken.Contains(i)).Select(static i => new AddedToken(i, $"<SPECIAL_{i}>")));

        MemoryStream bytes = new();
        List<int> ends = [];
        foreach (JsonElement token in Required(json, "vocab").EnumerateArray())
        {
            int rank = Required(token, "rank").GetInt32();
            if (rank != ends.Count)
            {
                throw new InvalidDataException($"\"vocab\" has the rank {rank} where {ends.Count} should be");
            }

            if (!Required(token, "token_bytes").TryGetBytesFromBase64(out byte[]? piece) || piece.Length == 0)
            {
                throw new InvalidDataException($"the token of rank {rank} has no \"token_bytes\" in base64");
            }

            bytes.Write(piece);
            ends.Add((int)bytes.Length);
        }

        TiktokenFamily family = new(
            name,
            PreTokenPattern.Of(regex, PatternDialect.Rust),
            "</s>",
            _ => listed,
            BeginOfText: "<s>",
            FirstId: specials,
            MaxCount: size - specials);
        return TiktokenFile.Create(name, family, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), CollectionsMarshal.AsSpan(ends));
    }

    private static JsonElement Required(JsonElement json, string name)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new InvalidDataException($"\"{name}\" is missing");
}
