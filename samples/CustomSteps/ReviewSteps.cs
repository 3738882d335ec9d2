using System.Text;
using PipelineDsl;

namespace CustomSteps;

/// <summary>Words that begin with a hash sign.</summary>
[Feature]
public struct Hashtags : IWordVisitor
{
    public int Count;

    public void OnWord(in Word word)
    {
        if (word.Bytes[0] == (byte)'#')
        {
            Count++;
        }
    }
}

/// <summary>Exclamation marks, the full-width one too.</summary>
[Feature]
public struct Exclamations : IRuneVisitor
{
    public int Count;

    public void OnRune(Rune rune)
    {
        if (rune.Value is '!' or 0xFF01)
        {
            Count++;
        }
    }
}

/// <summary>A feature made of two others: how excited a review is.</summary>
[Feature]
public struct Excitement
{
    public double PerWord;

    [Finish]
    public void Finish(in Exclamations exclamations, in WordStats words)
        => PerWord = words.Count == 0 ? 0 : (double)exclamations.Count / words.Count;
}

[Filter]
public sealed class HelpfulReviews
{
    [Rule]
    public static bool HasOpinion([Field("stars")] long stars) => stars is >= 1 and <= 5;

    [Rule]
    public static Check FewHashtags(in Hashtags hashtags, int maxHashtags = 3) => Check.AtMost(hashtags.Count, maxHashtags);

    [Rule]
    public static Check Calm(in Excitement excitement) => Check.AtMost(excitement.PerWord, 0.5);
}

/// <summary>Removes the lines that quote somebody else.</summary>
[Mapper]
public sealed class DropQuotedLines
{
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output)
    {
        if (text.IndexOf((byte)'>') < 0)
        {
            return false;
        }

        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (!line.StartsWith(">"u8))
            {
                output.Append(line);
                output.Append((byte)'\n');
            }
        }

        return true;
    }
}

/// <summary>A list of words, one a line: loaded once, shared by all workers.</summary>
public sealed class WordSet : IService<WordSet>
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    private WordSet(IEnumerable<string> words) => _words = words.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static WordSet Load(in ServiceRequest request) => new(File.ReadLines(request.Path ?? throw new InvalidOperationException("a WordSet needs a path")));

    public bool Contains(ReadOnlySpan<byte> word)
    {
        Span<char> characters = stackalloc char[64];
        return word.Length <= characters.Length && _words.Contains(characters[..Encoding.UTF8.GetChars(word, characters)]);
    }
}

/// <summary>A filter with an option: the file of the words that no review may hold.</summary>
public sealed class CleanLanguageAttribute(string words) : FilterAttribute<CleanLanguage>
{
    public string Words { get; } = words;
}

[Filter]
public sealed class CleanLanguage
{
    [Rule]
    public static bool NoBlockedWord([Text] ReadOnlySpan<byte> text, WordSet words)
    {
        foreach (Range range in text.SplitAny(" \n.,!?"u8))
        {
            if (words.Contains(text[range]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Of the reviews with one title only the first is kept.</summary>
[Dedup]
public sealed class OneReviewPerTitle
{
    [Key]
    public static ReadOnlySpan<byte> Key([Field("title")] ReadOnlySpan<byte> title) => title;
}
