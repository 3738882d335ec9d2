using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>The pre-tokenizers of a <c>tokenizer.json</c>, sequences flattened.</summary>
internal sealed class TokenizerJsonPreTokenizers
{
    /// <summary>The pattern that ByteLevel cuts with, as the Rust code writes it.</summary>
    private const string ByteLevelRegex = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    // Compiled when the first step is made: the fast path needs neither.
    private static readonly Lazy<TextPattern> s_byteLevel = new(static () => TextPattern.Compile(ByteLevelRegex, PatternDialect.Oniguruma));
    private static readonly Lazy<TextPattern> s_words = new(static () => TextPattern.Compile(@"\w+|[^\w\s]+", PatternDialect.Rust));
    private static readonly Lazy<CharacterSet> s_punctuation = new(static () => CharacterSetBuilder.Where(PunctuationCharacters.Contains).Build());
    private static readonly Lazy<CharacterSet> s_number = new(static () => CharacterSetBuilder.Of(CategorySet.Number).Build());
    private static readonly Lazy<CharacterSet> s_space = new(static () => CharacterProperties.Space().Build());

    private readonly List<Part> _parts = [];

    private TokenizerJsonPreTokenizers()
    {
    }

    /// <summary>Whether bytes become characters of <see cref="ByteAlphabet"/>.</summary>
    public bool MapsBytes => _parts.Any(static part => part.IsByteLevel);

    /// <summary>Whether the pieces come in <see cref="ByteAlphabet"/>: where no later step sees the characters, they stay bytes.</summary>
    public bool LeavesMapped => MapsBytes && !_parts[^1].IsByteLevel;

    /// <summary>The Metaspace that is the only pre-tokenizer, or null.</summary>
    public MetaspaceOptions? OnlyMetaspace => _parts is [{ Metaspace: { } options }] ? options : null;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>What makes them for a worker, in their order.</summary>
    public IEnumerable<Func<PreTokenStep>> Steps => _parts.Select(static part => part.Create);

    /// <summary>Parses the value of <c>pre_tokenizer</c>.</summary>
    /// <exception cref="InvalidDataException">A pre-tokenizer is not known, or has wrong parameters.</exception>
    public static TokenizerJsonPreTokenizers Parse(JsonElement? json)
    {
        TokenizerJsonPreTokenizers all = new();
        List<JsonElement> flat = [];
        Flatten(json, "pre_tokenizer", flat);
        for (int i = 0; i < flat.Count; i++)
        {
            all.Add(flat[i], $"pre_tokenizer {flat[i].Text("type", "pre_tokenizer")}", i == flat.Count - 1);
        }

        return all;
    }

    /// <summary>The pattern by which a byte-level encoder cuts just as these do, or null if there is none in one piece.</summary>
    public PreTokenPattern? FindPattern()
    {
        if (_parts.Any(static part => part.AddsSpace))
        {
            return null;
        }

        if (string.Join(' ', _parts.Select(static part => part.Description)) == "Punctuation(Contiguous) ByteLevel(regex) Digits(Contiguous) [0-9][0-9][0-9]")
        {
            return PreTokenPattern.Falcon;
        }

        if (_parts is [{ Description: "ByteLevel(regex)" }])
        {
            return PreTokenPattern.Gpt2;
        }

        if (_parts is not [.., { Description: "ByteLevel" }] || !_parts.SkipLast(1).All(static part => part.IsolatedRegex is not null))
        {
            return null;
        }

        string[] expressions = [.. _parts.SkipLast(1).Select(static part => part.IsolatedRegex!)];
        return expressions switch
        {
            [] => null,
            [string only] => PreTokenPattern.Of(only, PatternDialect.Oniguruma),
            _ => PreTokenPattern.Find(string.Join('\n', expressions)),
        };
    }

    private static void Flatten(JsonElement? json, string where, List<JsonElement> flat)
    {
        if (json is not { } element)
        {
            return;
        }

        if (element.Text("type", where) != "Sequence")
        {
            flat.Add(element);
            return;
        }

        foreach (JsonElement part in (element.Find("pretokenizers") ?? default).Items($"pretokenizers of {where}"))
        {
            Flatten(part, where, flat);
        }
    }

    private void Add(JsonElement json, string where, bool isLast)
    {
        string type = json.Text("type", where);
        if (MapsBytes && type is "ByteLevel" or "Metaspace" && MapsBytes)
        {
            throw new InvalidDataException($"{where} follows the pre-tokenizer ByteLevel, which is not supported");
        }

        switch (type)
        {
            case "ByteLevel":
                AddByteLevel(json, isLast);
                break;
            case "Split":
                AddSplit(json, where);
                break;
            case "Punctuation":
                AddSplit(s_punctuation, json.Choice("behavior", where, SplitBehavior.Isolated), "Punctuation");
                break;
            case "Digits":
                AddSplit(s_number, json.Flag("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous, "Digits");
                break;
            case "Whitespace":
                _parts.Add(new Part("Whitespace", static () => new SplitStep(new PatternSplitMatcher(s_words.Value), SplitBehavior.Removed, isInverted: true)));
                break;
            case "WhitespaceSplit":
                AddSplit(s_space, SplitBehavior.Removed, type);
                break;
            case "BertPreTokenizer":
                AddSplit(s_space, SplitBehavior.Removed, type);
                AddSplit(s_punctuation, SplitBehavior.Isolated, type);
                break;
            case "CharDelimiterSplit":
                byte[] delimiter = Encoding.UTF8.GetBytes(json.Text("delimiter", where));
                _parts.Add(new Part(type, () => new SplitStep(new TextMatcher(delimiter), SplitBehavior.Removed, isInverted: false)));
                break;
            case "Metaspace":
                AddMetaspace(json, where);
                break;
            case "UnicodeScripts":
                _parts.Add(new Part(type, static () => new ScriptStep()));
                break;
            case "FixedLength":
                int length = json.Find("length") is null ? 5 : json.Number("length", where);
                if (length <= 0)
                {
                    throw new InvalidDataException($"the length of {where} is {length}; it must be above 0");
                }

                _parts.Add(new Part(type, () => new FixedLengthStep(length)));
                break;
            default:
                throw new InvalidDataException($"the pre-tokenizer '{type}' is not known; known are Sequence, ByteLevel, Split, Punctuation, Digits, Whitespace, WhitespaceSplit, BertPreTokenizer, CharDelimiterSplit, Metaspace, UnicodeScripts and FixedLength");
        }
    }

    private void AddByteLevel(JsonElement json, bool isLast)
    {
        bool addsSpace = json.Flag("add_prefix_space", otherwise: true);
        bool cuts = json.Flag("use_regex", otherwise: true);
        _parts.Add(new Part(
            cuts ? "ByteLevel(regex)" : "ByteLevel",
            () => new ByteLevelStep(
                addsSpace,
                cuts ? new SplitStep(new PatternSplitMatcher(s_byteLevel.Value), SplitBehavior.Isolated, isInverted: false) : null,
                mapsBytes: !isLast))
        {
            IsByteLevel = true,
            AddsSpace = addsSpace,
        });
    }

    private void AddSplit(JsonElement json, string where)
    {
        Func<SplitMatcher> matcher = TokenizerJsonPatterns.Parse(json, where, out string? regex);
        SplitBehavior behavior = json.Choice("behavior", where, SplitBehavior.Isolated);
        bool isInverted = json.Flag("invert");
        _parts.Add(new Part(regex ?? "Split", () => new SplitStep(matcher(), behavior, isInverted))
        {
            // Isolated keeps matches and what lies between, whichever of the two is called a match.
            IsolatedRegex = behavior == SplitBehavior.Isolated ? regex
                : behavior == SplitBehavior.Removed && isInverted && regex is not null && PreTokenPattern.Find(regex) is not null ? regex // nothing lies between
                : null,
        });
    }

    private void AddSplit(Lazy<CharacterSet> set, SplitBehavior behavior, string type)
        => _parts.Add(new Part($"{type}({behavior})", () => new SplitStep(new CharacterMatcher(set.Value), behavior, isInverted: false)));

    private void AddMetaspace(JsonElement json, string where)
    {
        MetaspaceOptions options = MetaspaceOptions.Parse(json, where);
        byte[] replacement = Encoding.UTF8.GetBytes(options.Replacement);
        _parts.Add(new Part("Metaspace", () => new MetaspaceStep(replacement, options.Scheme, options.Splits)) { Metaspace = options });
    }

    private sealed record Part(string Description, Func<PreTokenStep> Create)
    {
        /// <summary>Whether it is a ByteLevel.</summary>
        public bool IsByteLevel { get; init; }

        /// <summary>Whether it puts spaces before pieces.</summary>
        public bool AddsSpace { get; init; }

        /// <summary>The expression whose matches and gaps are the pieces, or null.</summary>
        public string? IsolatedRegex { get; init; }

        /// <summary>Its options, if it is a Metaspace.</summary>
        public MetaspaceOptions? Metaspace { get; init; }
    }
}

/// <summary>The parameters of a Metaspace.</summary>
/// <param name="Replacement">The character for spaces.</param>
/// <param name="Scheme">Which pieces are given it.</param>
/// <param name="Splits">Whether pieces are cut before each.</param>
internal sealed record MetaspaceOptions(string Replacement, PrependScheme Scheme, bool Splits)
{
    /// <summary>Parses a pre-tokenizer or decoder.</summary>
    public static MetaspaceOptions Parse(JsonElement json, string where)
    {
        string replacement = json.TextOrNull("replacement", where) ?? "\u2581";
        if (replacement.Length == 0)
        {
            throw new InvalidDataException($"the replacement of {where} is empty");
        }

        // Files of before 0.15 have add_prefix_space instead of a scheme.
        PrependScheme otherwise = json.Flag("add_prefix_space", otherwise: true) ? PrependScheme.Always : PrependScheme.Never;
        return new MetaspaceOptions(replacement, json.Choice("prepend_scheme", where, otherwise), json.Flag("split", otherwise: true));
    }
}
