using System.Collections.Generic;
using System.Linq;
using System.Text;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.Features;

/// <summary>The measures of the features, computed on strings in the most obvious way.</summary>
internal sealed class ReferenceFeatures(string text)
{
    private readonly List<string> _words = ReferenceText.Words(text);
    private readonly List<string> _lines = ReferenceText.Lines(text);

    public int Words => _words.Count;

    public int NonSymbolWords => NonSymbol.Count();

    public double MeanLength => NonSymbolWords == 0 ? 0 : NonSymbol.Average(static w => w.EnumerateRunes().Count());

    public int LetterWords => _words.Count(static w => w.EnumerateRunes().Any(ReferenceText.IsLetter));

    public int StopWords => _words.Distinct().Count(static w => w is "the" or "be" or "to" or "of" or "and" or "that" or "have" or "with");

    public int Characters => text.EnumerateRunes().Count();

    public int Letters => text.EnumerateRunes().Count(ReferenceText.IsLetter);

    public int Upper => text.EnumerateRunes().Count(ReferenceText.IsUpper);

    public int Digits => text.EnumerateRunes().Count(ReferenceText.IsDigit);

    public int Spaces => text.EnumerateRunes().Count(ReferenceText.IsSpace);

    public int Hashes => text.Count(static c => c == '#');

    public int Ellipses => ReferenceText.Count(text, "...") + ReferenceText.Count(text, "…");

    public int Lines => _lines.Count;

    public int BlankLines => _lines.Count(static l => ReferenceText.Strip(l).Length == 0);

    public int Bullets => _lines.Select(ReferenceText.StripStart).Count(static l => l.StartsWith('•') || l.StartsWith('-'));

    public int EllipsisEnds => _lines.Select(ReferenceText.StripEnd).Count(static l => l.EndsWith("...", System.StringComparison.Ordinal) || l.EndsWith('…'));

    public int TerminalEnds => _lines.Select(ReferenceText.StripEnd).Count(static l => l.Length > 0 && l[^1] is '.' or '!' or '?' or '"');

    public int LineBytes => LineLengths.Sum();

    public int LongestLine => LineLengths.DefaultIfEmpty(0).Max();

    private IEnumerable<string> NonSymbol => _words.Where(static w => !PunctuationSet.ContainsAllOf(w));

    private IEnumerable<int> LineLengths => _lines.Select(static l => Encoding.UTF8.GetByteCount(ReferenceText.Strip(l)));
}
