using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Lists of words that must not be in a text, one for each language: a folder of files called as the language is, such as <c>en</c>, <c>de.txt</c> or <c>fr.txt.gz</c>. See <see cref="BadWordList"/>.</summary>
/// <remarks>A file's language is its name up to the first full stop. Files whose names begin with a full stop, and folders, are none.</remarks>
public sealed class BadWordLists : IService<BadWordLists>
{
    private readonly Utf8Set _languages;
    private readonly (string Language, BadWordList Words)[] _lists;

    private BadWordLists(Utf8Set languages, (string Language, BadWordList Words)[] lists)
    {
        _languages = languages;
        _lists = lists;
    }

    /// <summary>The number of languages.</summary>
    public int Count => _lists.Length;

    /// <inheritdoc/>
    public static BadWordLists Load(in ServiceRequest request)
    {
        string folder = request.Path ?? "";
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {folder} of lists by language");
        }

        Utf8Set.Builder languages = new();
        List<(string Language, BadWordList Words)> lists = [];
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            string language = Path.GetFileName(file).Split('.')[0];
            if (language.Length == 0)
            {
                continue;
            }

            if (lists.Exists(l => l.Language == language))
            {
                throw new InvalidDataException($"the folder {folder} has two lists of the language {language}: put their words into one file");
            }

            languages.Add(Encoding.UTF8.GetBytes(language));
            lists.Add((language, BadWordList.Load(new ServiceRequest(file))));
        }

        return lists.Count > 0 ? new BadWordLists(languages.Build(), [.. lists]) : throw new InvalidDataException($"the folder {folder} has no list: put files there that are called as languages are, such as en.txt");
    }

    /// <summary>The list of a language; null if it has none.</summary>
    /// <param name="language">The language, in the case that the file's name has.</param>
    /// <param name="name">The same as a string.</param>
    internal BadWordList? Of(ReadOnlySpan<byte> language, out string name)
    {
        int number = _languages.Find(language);
        name = number < 0 ? "" : _lists[number].Language;
        return number < 0 ? null : _lists[number].Words;
    }
}
