using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>Makes the decoder of a <c>tokenizer.json</c>.</summary>
internal static class TokenizerJsonDecoders
{
    /// <summary>Parses the value of <c>decoder</c>.</summary>
    /// <exception cref="InvalidDataException">A decoder is not known, or has wrong parameters.</exception>
    public static TokenDecoder Parse(JsonElement json, string where = "decoder")
    {
        string type = json.Text("type", where);
        where = $"{where} {type}";
        switch (type)
        {
            case "Sequence":
                return new DecoderSequence([.. (json.Find("decoders") ?? default).Items($"decoders of {where}").Select(part => Parse(part, where))]);
            case "ByteLevel":
                return new ByteLevelDecoder();
            case "ByteFallback":
                return new ByteFallbackDecoder();
            case "Fuse":
                return new FuseDecoder();
            case "Strip":
                return new StripDecoder(json.Text("content", where), json.Number("start", where), json.Number("stop", where));
            case "Replace":
                Func<TextNormalizer> replace = TokenizerJsonNormalizers.ParseReplace(json, where);
                _ = replace(); // an error in the expression comes up now
                return new ReplaceDecoder(replace);
            case "Metaspace":
                MetaspaceOptions options = MetaspaceOptions.Parse(json, where);
                return new MetaspaceDecoder(options.Replacement, options.Scheme != PrependScheme.Never);
            case "WordPiece":
                return new WordPieceDecoder(json.TextOrNull("prefix", where) ?? "##", json.Flag("cleanup", otherwise: true));
            case "BPEDecoder":
                return new WordEndDecoder(json.TextOrNull("suffix", where) ?? "</w>");
            case "CTC":
                return new CtcDecoder(json.TextOrNull("pad_token", where) ?? "<pad>", json.TextOrNull("word_delimiter_token", where) ?? "|", json.Flag("cleanup", otherwise: true));
            default:
                throw new InvalidDataException($"the decoder '{type}' is not known; known are Sequence, ByteLevel, ByteFallback, Fuse, Strip, Replace, Metaspace, WordPiece, BPEDecoder and CTC");
        }
    }

    /// <summary>Whether a decoder does nothing but turn characters of <see cref="ByteAlphabet"/> into bytes.</summary>
    public static bool IsByteLevel(JsonElement? json) => json is { } decoder && decoder.TextOrNull("type", "decoder") == "ByteLevel";
}
