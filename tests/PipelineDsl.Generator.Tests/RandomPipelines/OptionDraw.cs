using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Draws options: a third of the numbers are the default, a third lie near what texts have, a third are extreme.</summary>
internal static class OptionDraw
{
    private const string Words = "lists/words.txt";
    private const string Urls = "lists/urls.txt";
    private const string Empty = "lists/empty.txt";

    private static readonly double[] s_near = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 0.9, 0.99, 1, 2, 3, 5, 8, 10, 20, 50, 100, 200, 1000];

    /// <summary>What texts can be, for options that are neither names nor fields.</summary>
    private static readonly Dictionary<string, string[]> s_strings = new()
    {
        ["pattern"] = ["[0-9]{3,}", "(?m)^the\\b", "\\p{Lu}{2,}", "lorem|ipsum", "a.{0,5}b", "[^\\x00-\\x7F]+$", "."],
        ["values"] = ["en", "en,de,odd", "example.org,even", "中文"],
        ["phrases"] = ["cookies,javascript", "the", "漢字,lorem ipsum"],
        ["replacement"] = ["", "[x]", "\n", "é"],
        ["stopCharacters"] = ["", ".!?", "。！", "\"'…"],
        ["language"] = ["python", "html", "c", "en"],
        ["word"] = ["the", "", "\u0000", "漢字\u2028"],
        ["end"] = ["", "\n", "\r\n", "\u2028"],
        ["none"] = ["", "x"],
    };

    /// <summary>The fields of the documents, by what they hold.</summary>
    private static readonly Dictionary<Type, string[]> s_fields = new()
    {
        [typeof(ReadOnlySpan<byte>)] = ["url", "language", "kind", "date", "text"],
        [typeof(double)] = ["score"],
        [typeof(long)] = ["stars"],
        [typeof(bool)] = ["hidden"],
    };

    /// <summary>Files next to this test, by what is loaded from them; lists may be shorter or longer than one expects, or empty.</summary>
    private static readonly Dictionary<Type, string[]> s_files = new()
    {
        [typeof(BadWordList)] = [Words, Urls],
        [typeof(BadWordLists)] = ["lists/languages"],
        [typeof(BenchmarkFiles)] = ["lists/benchmark.jsonl"],
        [typeof(CodeThresholds)] = ["lists/thresholds.csv"],
        [typeof(CursedPatterns)] = ["lists/patterns.txt", Empty],
        [typeof(CursedStrings)] = [Words, Empty],
        [typeof(DomainCategories)] = ["lists/domains.json"],
        [typeof(FineWeb2Settings)] = ["lists/settings.yml"],
        [typeof(KeywordList)] = [Words, Urls],
        [typeof(PhraseList)] = [Words, Empty],
        [typeof(Tokenizer)] = ["lists/tokenizer.json"],
        [typeof(UrlEntries)] = [Urls, Words, Empty],
        [typeof(UrlPhrases)] = [Urls, Words, Empty],
        [typeof(UrlStrings)] = [Urls, Words, Empty],
        [typeof(UrlSubstrings)] = [Urls, Words, Empty],
        [typeof(UrlSubwords)] = [Urls, Words, Empty],
        [typeof(UrlWords)] = [Urls, Words, Empty],
    };

    /// <summary>Whether there is a file for a service.</summary>
    public static bool HasFile(Type service) => s_files.ContainsKey(service);

    /// <summary>Draws the value of an option.</summary>
    public static object? Draw(ParameterInfo option, Type attribute, StepTemplate template, Tape tape)
    {
        Type type = option.ParameterType;
        return option.IsDefined(typeof(ProfileAttribute)) ? tape.Of([null, null, .. attribute.GetCustomAttributes<StepProfileAttribute>().Select(static p => p.Name)])
            : type == typeof(string) ? Text(option, attribute, tape)
            : type == typeof(bool) ? tape.Next(2) == 0
            : type == typeof(char) ? tape.Of('"', '\'', '\n', '\u2028', 'é', '.', '\uD800', 'a')
            : option.Name is "ngram" or "minItemWords" && attribute.Name.StartsWith("Decontaminate", StringComparison.Ordinal) ? tape.Of(0, 8, 13) // items of fewer words are refused when benchmarks are loaded
            : type.IsEnum ? tape.Of([.. Enum.GetValues(type).Cast<object>()])
            : template is { IsBuiltIn: true } && template.Kind == typeof(DedupAttribute<>) && option.HasDefaultValue ? option.DefaultValue // how deduplications group is compared elsewhere
            : Number(option, type, tape);
    }

    /// <summary>Lowers what must not be above another option.</summary>
    public static void Order(ParameterInfo[] parameters, object?[] options)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].GetCustomAttribute<NotAboveAttribute>() is { } bound)
            {
                int other = Array.FindIndex(parameters, p => p.Name == bound.Other);
                options[i] = Comparer<object>.Default.Compare(options[i]!, options[other]!) > 0 ? options[other] : options[i];
            }
        }
    }

    private static string? Text(ParameterInfo option, Type attribute, Tape tape)
    {
        Type component = Component(attribute);
        ParameterInfo[] parameters = [.. component.GetMethods(BindingFlags.Static | BindingFlags.Public).SelectMany(static m => m.GetParameters())];
        ParameterInfo? named = parameters.FirstOrDefault(p => p.GetCustomAttribute<FieldNamedByAttribute>()?.Option == option.Name);
        Type? service = parameters.FirstOrDefault(p => p.Name == option.Name && s_files.ContainsKey(p.ParameterType))?.ParameterType;
        string?[] choices =
        [
            .. named is not null ? s_fields[named.ParameterType] : service is not null ? s_files[service] : s_strings.GetValueOrDefault(option.Name!) ?? [],
            .. option.HasDefaultValue ? [(string?)option.DefaultValue] : Array.Empty<string?>(),
            .. named is not null && new NullabilityInfoContext().Create(option).WriteState == NullabilityState.Nullable ? [null] : Array.Empty<string?>(),
        ];
        return choices.Length > 0 ? tape.Of(choices) : throw new InvalidOperationException($"no values are known for the option {option.Name} of {attribute}");
    }

    private static Type Component(Type attribute) => PipelineDsl.Tests.EndToEnd.Differential.DeclaredStep.ContractOf(attribute).GenericTypeArguments[0];

    private static object Number(ParameterInfo option, Type type, Tape tape)
    {
        OptionRangeAttribute? range = option.GetCustomAttribute<OptionRangeAttribute>();
        bool isWhole = type != typeof(double) && type != typeof(float);
        double least = range?.Minimum ?? (isWhole ? Bound(type, "MinValue") : double.NegativeInfinity);
        double most = range?.Maximum ?? (isWhole ? Bound(type, "MaxValue") : double.PositiveInfinity);
        double drawn = tape.Next(3) switch
        {
            0 when option.HasDefaultValue => double.NaN,
            1 => tape.Of([least, most, Math.BitDecrement(most), isWhole ? most - 1 : double.Epsilon, .. range is null && !isWhole ? [double.NaN, -0.0] : Array.Empty<double>()]),
            _ => tape.Of(s_near),
        };
        if (double.IsNaN(drawn) && (isWhole || option.HasDefaultValue))
        {
            return option.DefaultValue!;
        }

        drawn = Math.Clamp(isWhole ? Math.Floor(drawn) : drawn, least, most);
        return !isWhole ? Convert.ChangeType(drawn, type, CultureInfo.InvariantCulture)
            : drawn >= Bound(type, "MaxValue") ? type.GetField("MaxValue")!.GetValue(null)!
            : Convert.ChangeType(drawn, type, CultureInfo.InvariantCulture);
    }

    private static double Bound(Type type, string name) => Convert.ToDouble(type.GetField(name)!.GetValue(null), CultureInfo.InvariantCulture);
}
