using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Conformance;

/// <summary>Which file below the folder of vocabularies holds which vocabulary of the gold ids: one row for each.</summary>
internal static class VocabularyFiles
{
    private static readonly Dictionary<string, VocabularyFile> s_files = new(StringComparer.Ordinal)
    {
        ["llama1-2"] = new("llama1-2/tokenizer.model"),
        ["mistral-v1"] = new("mistral/tokenizer.model.v1"),

        // From v2 to v7 the pieces are the same but for the control pieces' names and [REFERENCE_DOC_n], which text becomes from v3 on.
        ["mistral-v2"] = new("mistral/tokenizer.model.v2", "mistral/tokenizer.model.v3") { Load = static path => SentencePieceFile.Read(WithoutReferences(File.ReadAllBytes(path)), "mistral-v2") },
        ["mistral-v3"] = new("mistral/tokenizer.model.v3"),
        ["mistral-v7"] = new("mistral/tokenizer.model.v7", "mistral/tokenizer.model.v3"),
        ["baichuan"] = new("baichuan/tokenizer.rebuilt.model"),
        ["baichuan2"] = new("baichuan2/tokenizer.model"),
        ["internlm"] = new("internlm/tokenizer.model"),
        ["internlm2"] = new("internlm2/tokenizer.model"),
        ["chatglm"] = new("chatglm/ice_text.model"),
        ["chatglm-hfpre"] = new("chatglm/ice_text.model") { LosesText = true, Load = static path => SentencePieceFile.Read(File.ReadAllBytes(path), "chatglm", namesBlanks: true) },
        ["chatglm2-3"] = new("chatglm2-3/tokenizer.model"),
        ["llama2-hf"] = new("llama1-2/tokenizer.json"),
        ["mistral-v0.1-hf"] = new("mistral/hf/mistral-v0.1.tokenizer.json", "mistral/tokenizer.model.v1") { LosesText = true, Load = LoadWithMetaspace },
        ["mistral-v0.3-hf"] = new("mistral/hf/mistral-v0.3.tokenizer.json") { LosesText = true },
        ["llama3"] = new("llama3/tokenizer.json"),
        ["qwen3"] = new("qwen3/tokenizer.json"),
        ["deepseek-v3"] = new("deepseek-v3/tokenizer.json"),
        ["falcon"] = new("falcon/tokenizer.rebuilt.json") { LosesText = true }, // control characters that have no token
        ["r50k_base"] = new("gpt/r50k_base.tiktoken"),
        ["qwen1"] = new("qwen/qwen.tiktoken"),
        ["tekken"] = new("mistral/tekken_240718.tiktoken"),
        ["kimi_k2"] = new("kimi/kimi_k2.tiktoken"),
    };

    // Made with another file of the vocabulary than the row of its name says.
    private static readonly Dictionary<string, VocabularyFile> s_exceptions = new(StringComparer.Ordinal)
    {
        ["kitoken-tokenizers.llama2"] = new("llama1-2/tokenizer.json"),
        ["kitoken-tokenizers.gpt2"] = new("gpt/gpt2.tokenizer.json"),
    };

    /// <summary>Whether ids of a vocabulary do not say from which of several texts they came, not even after decoding: what ChatGLM-6B does with spaces depends on how they were written, and Metaspace adds a space only where there is none.</summary>
    public static bool LosesText(string name) => s_files.TryGetValue(name, out VocabularyFile? file) && file.LosesText;

    /// <summary>Loads a vocabulary.</summary>
    /// <param name="name">The gold rows' <c>vocab</c>.</param>
    /// <param name="gold">The name of the gold file, without its extension.</param>
    /// <param name="folder">The folder of vocabularies, or null: only those that the library knows.</param>
    /// <param name="reason">Why there is none.</param>
    /// <returns>Null if there is none.</returns>
    public static Tokenizer? Load(string name, string gold, string? folder, out string reason)
    {
        reason = "";
        if (s_exceptions.TryGetValue(gold, out VocabularyFile? file) || s_files.TryGetValue(name, out file))
        {
            string? found = folder is null ? null : file.Paths.Select(path => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
            if (found is null)
            {
                reason = folder is null ? "no folder of vocabularies was given (--vocab)" : $"no file {string.Join(" or ", file.Paths)} in the folder of vocabularies";
                return null;
            }

            try
            {
                return (file.Load ?? Tokenizer.Load)(found);
            }
            catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
            {
                reason = exception.Message;
                return null;
            }
        }

        if (Tokenizer.IsKnown(name))
        {
            return Tokenizer.Load(name);
        }

        reason = "the table of vocabularies has no row for it";
        return null;
    }

    /// <summary>A model whose tokenizer.json has a Metaspace in place of the dummy prefix, where that file is not at hand: everything else is the same.</summary>
    private static Tokenizer LoadWithMetaspace(string path)
        => path.EndsWith(".json", StringComparison.Ordinal)
            ? Tokenizer.Load(path)
            : SentencePieceFile.Read(File.ReadAllBytes(path), Path.GetFileName(path), prefix: SpacePrefix.MissingAtStart);

    /// <summary>Makes the pieces [REFERENCE_DOC_n] of a model control pieces: their type, in the field behind text and score, 3 instead of 4.</summary>
    private static byte[] WithoutReferences(byte[] model)
    {
        const int ScoreBytes = 5;
        ReadOnlySpan<byte> name = "[REFERENCE_DOC_"u8;
        for (int at = model.AsSpan().IndexOf(name); at >= 0;)
        {
            int type = at + model.AsSpan(at).IndexOf((byte)']') + 1 + ScoreBytes;
            if (model.AsSpan(type, 2) is [0x18, 4])
            {
                model[type + 1] = 3;
            }

            int next = model.AsSpan(type).IndexOf(name);
            at = next < 0 ? -1 : type + next;
        }

        return model;
    }

    /// <summary>A row.</summary>
    /// <param name="Paths">Where the file may be; the first that is there is taken.</param>
    private sealed record VocabularyFile(params string[] Paths)
    {
        /// <summary>How it is loaded, if not by <see cref="Tokenizer.Load"/>.</summary>
        public Func<string, Tokenizer>? Load { get; init; }

        /// <summary>See <see cref="VocabularyFiles.LosesText"/>.</summary>
        public bool LosesText { get; init; }
    }
}
