using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The normalizers of a <c>tokenizer.json</c>, sequences flattened.</summary>
internal sealed class TokenizerJsonNormalizers
{
    private static readonly Func<int, bool> s_isMark = static c => TokenCategoryPages.IsIn(c, CategorySet.Mark);
    private readonly List<Func<TextNormalizer>> _steps = [];
    private readonly List<string> _descriptions = [];

    private TokenizerJsonNormalizers()
    {
    }

    /// <summary>What makes them for a worker, in their order.</summary>
    public IReadOnlyList<Func<TextNormalizer>> Steps => _steps;

    /// <summary>The normal form, if bringing text to it is all that they do; null if there is none or more.</summary>
    public UnicodeForm? OnlyForm { get; private set; }

    /// <summary>Whether there are none, or none but a normal form: what tokenizers with a fast path have.</summary>
    public bool IsOnlyForm => _steps.Count == 0 || OnlyForm is not null;

    /// <summary>Whether bytes become characters of <see cref="ByteAlphabet"/>.</summary>
    public bool MapsBytes { get; private set; }

    /// <summary>If all that they do is to write U+2581 for spaces, perhaps with one before the text: whether with one. Null if they do something else.</summary>
    public SpacePrefix? SpacePrefix => string.Join(' ', _descriptions) switch
    {
        "Prepend(\u2581) Replace( ,\u2581)" => PipelineDsl.SpacePrefix.Always,
        "Replace( ,\u2581)" => PipelineDsl.SpacePrefix.None,
        _ => null,
    };

    /// <summary>Parses the value of <c>normalizer</c>.</summary>
    /// <exception cref="InvalidDataException">A normalizer is not known, or has wrong parameters.</exception>
    public static TokenizerJsonNormalizers Parse(JsonElement? json)
    {
        TokenizerJsonNormalizers normalizers = new();
        if (json is { } element)
        {
            normalizers.Add(element, "normalizer");
        }

        if (normalizers._steps.Count != 1)
        {
            normalizers.OnlyForm = null;
        }

        return normalizers;
    }

    private void Add(JsonElement json, string where)
    {
        string type = json.Text("type", where);
        where = $"{where} {type}";
        if (MapsBytes)
        {
            throw new InvalidDataException($"{where} follows the normalizer ByteLevel, which is not supported");
        }

        if (type != "Sequence")
        {
            _descriptions.Add(type switch
            {
                "Prepend" => $"Prepend({json.TextOrNull("prepend", where)})",
                "Replace" when json.Find("pattern") is { } pattern => $"Replace({pattern.TextOrNull("String", where)},{json.TextOrNull("content", where)})",
                _ => type,
            });
        }

        switch (type)
        {
            case "Sequence":
                foreach (JsonElement part in (json.Find("normalizers") ?? default).Items($"normalizers of {where}"))
                {
                    Add(part, where);
                }

                break;
            case "NFC":
                AddForm(UnicodeForm.Nfc);
                break;
            case "NFD":
                AddForm(UnicodeForm.Nfd);
                break;
            case "NFKC":
                AddForm(UnicodeForm.Nfkc);
                break;
            case "NFKD":
                AddForm(UnicodeForm.Nfkd);
                break;
            case "Lowercase":
                _steps.Add(static () => new LowercaseNormalizer());
                break;
            case "StripAccents":
                AddCharacters(CharacterSetBuilder.Where(s_isMark));
                break;
            case "Strip":
                bool left = json.Flag("strip_left", otherwise: true);
                bool right = json.Flag("strip_right", otherwise: true);
                _steps.Add(() => new TrimNormalizer(left, right));
                break;
            case "Replace":
                _steps.Add(ParseReplace(json, where));
                break;
            case "Prepend":
                byte[] prefix = Encoding.UTF8.GetBytes(json.Text("prepend", where));
                _steps.Add(() => new AffixNormalizer(prefix, []));
                break;
            case "Append":
                byte[] suffix = Encoding.UTF8.GetBytes(json.Text("append", where));
                _steps.Add(() => new AffixNormalizer([], suffix));
                break;
            case "Nmt":
                AddCharacters(
                    CharacterSetBuilder.OfRanges(1, 8, 0xB, 0xB, 0xE, 0x1F, 0x7F, 0x7F, 0x8F, 0x8F, 0x9F, 0x9F),
                    CharacterSetBuilder.OfRanges(9, 0xA, 0xC, 0xD, 0x1680, 0x1680, 0x200B, 0x200F, 0x2028, 0x2029, 0x2581, 0x2581, 0xFEFF, 0xFEFF, 0xFFFD, 0xFFFD));
                break;
            case "BertNormalizer":
                AddBert(json);
                break;
            case "Precompiled":
                byte[] map = json.Find("precompiled_charsmap") is { } text && text.TryGetBytesFromBase64(out byte[]? blob)
                    ? blob
                    : throw new InvalidDataException($"{where} has no \"precompiled_charsmap\" in base64");
                if (map.Length > 0)
                {
                    CharacterMap characters = new(map);
                    _steps.Add(() => new PrecompiledNormalizer(characters));
                }

                break;
            case "ByteLevel":
                MapsBytes = true;
                _steps.Add(static () => new ByteNormalizer());
                break;
            default:
                throw new InvalidDataException($"the normalizer '{type}' is not known; known are Sequence, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, Append, Nmt, BertNormalizer, Precompiled and ByteLevel");
        }
    }

    /// <summary>Parses a Replace, which is a normalizer and a decoder.</summary>
    public static Func<TextNormalizer> ParseReplace(JsonElement json, string where)
    {
        Func<SplitMatcher> matcher = TokenizerJsonPatterns.Parse(json, where, out string? regex);
        string content = json.Text("content", where);
        if (regex is not null && content.Contains('$', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"the content of {where} is '{content}'; groups of the expression in it are not supported");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return () => new ReplaceNormalizer(matcher(), bytes);
    }

    private void AddForm(UnicodeForm form)
    {
        OnlyForm = form;
        _steps.Add(() => new FormNormalizer(form));
    }

    private void AddCharacters(CharacterSetBuilder dropped, CharacterSetBuilder? spaces = null)
    {
        CharacterSet droppedSet = dropped.Build();
        CharacterSet? spaceSet = spaces?.Build();
        _steps.Add(() => new CharacterNormalizer(droppedSet, spaceSet));
    }

    private void AddBert(JsonElement json)
    {
        bool lowercase = json.Flag("lowercase", otherwise: true);
        if (json.Flag("clean_text", otherwise: true))
        {
            // Controls, format characters, and what is for private use; but tab, CR and LF are white space.
            CharacterSetBuilder controls = CharacterSetBuilder.Of(CategorySet.Other).Add(0xFFFD, 0xFFFD)
                .Intersect(CharacterSetBuilder.OfRanges('\t', '\n', '\r', '\r').Invert());
            AddCharacters(controls, CharacterProperties.Space());
        }

        if (json.Flag("handle_chinese_chars", otherwise: true))
        {
            CharacterSet ideographs = CharacterSetBuilder.OfRanges(
                0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740, 0x2B81F, 0x2B920, 0x2CEAF, 0xF900, 0xFAFF, 0x2F800, 0x2FA1F).Build();
            _steps.Add(() => new SpacedNormalizer(ideographs));
        }

        if (json.Flag("strip_accents", otherwise: lowercase))
        {
            AddForm(UnicodeForm.Nfd);
            AddCharacters(CharacterSetBuilder.Of(CategorySet.NonSpacingMark));
        }

        if (lowercase)
        {
            _steps.Add(static () => new LowercaseNormalizer());
        }
    }
}
