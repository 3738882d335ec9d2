using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CsCheck;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Filters.Urls;

public class UrlFilterTests
{
    private static readonly string[] s_pieces =
    [
        "http://", "https://", "www.", "example", "casino", "Casino", "re-view", "review", "news", "sport", "NEWS", "best", "orders", ".com", ".co.uk", "/", "/", "-", "_", "?", "é", "%20", "x", "1",
    ];

    private static readonly string[] s_words = ["Casino", "re-view", "news", "sport", "1", "x", "---", "best"];

    private static readonly Gen<string> s_url = OneOf(s_pieces).Array[0, 12].Select(static pieces => string.Concat(pieces));

    private static readonly Gen<string[]> s_list = OneOf(s_words).Array[0, 4];

    [Fact]
    public void WordsAreCountedAsDatatroveDoes()
    {
        using TempFolder folder = new();
        Gen.Select(s_url, s_list).Sample(
            (url, list) =>
            {
                UrlWords words = Load<UrlWords>(folder, list);
                string[] inUrl = Regex.Split(url, "[^a-zA-Z0-9]+");
                int expected = list.Select(Normalize).Where(static w => w.Length > 0).Distinct().Count(w => inUrl.Contains(w));
                Assert.Equal(expected, words.CountIn(Encoding.UTF8.GetBytes(url)));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void SubwordsAreFoundAsDatatroveDoes()
    {
        using TempFolder folder = new();
        Gen.Select(s_url, s_list).Sample(
            (url, list) =>
            {
                UrlSubwords subwords = Load<UrlSubwords>(folder, list);
                bool expected = list.Select(Normalize).Any(w => w.Length > 0 && Normalize(url).Contains(w, StringComparison.Ordinal));
                Assert.Equal(expected, subwords.AnyIn(Encoding.UTF8.GetBytes(url)));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void PhrasesAreCountedAsARegularExpressionDoes()
    {
        using TempFolder folder = new();
        Gen.Select(s_url, s_list).Sample(
            (url, list) =>
            {
                UrlPhrases phrases = Load<UrlPhrases>(folder, list);
                string[] entries = [.. list.Where(static w => w[0] != '-').Select(static w => w.ToLowerInvariant()).OrderByDescending(static w => w.Length)];
                string pattern = $@"\b(?:{string.Join('|', entries.Select(Regex.Escape))})\b";
                int expected = entries.Length == 0 ? 0 : Regex.Matches(url.ToLowerInvariant(), pattern).Select(static m => m.Value).Distinct().Count();
                Assert.Equal(expected, phrases.CountIn(Encoding.UTF8.GetBytes(url)));
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("http://example.com/a", true)]
    [InlineData("http://www.example.com/a", false)] // the full stop stays
    [InlineData("http://EXAMPLE.COM?q", true)]
    [InlineData("http://exawwwmple.com", true)]
    [InlineData("//example.com", true)]
    [InlineData("example.com", false)]
    [InlineData("http://news.example.com", false)]
    [InlineData("http://example.com:80/", false)]
    [InlineData("1http://example.com/", false)]
    public void DomainsOfDclmAreWithoutWww(string url, bool listed)
    {
        using TempFolder folder = new();
        Assert.Equal(listed, Load<UrlPhrases>(folder, "Example.com").HasDomainOf(Encoding.UTF8.GetBytes(url)));
    }

    [Theory]
    [InlineData("http://a.com/free-porn", true)]
    [InlineData("http://fre.epo.rn/", true)]
    [InlineData("http://a.com/free/porn", false)]
    public void StrictStringsOfDclmRunAcrossHyphensAndFullStops(string url, bool listed)
    {
        using TempFolder folder = new();
        Assert.Equal(listed, Load<UrlSubstrings>(folder, "FreePorn").AnyIn(Encoding.UTF8.GetBytes(url)));
    }

    [Fact]
    public void AListThatIsNotGivenDropsNothing()
    {
        ServiceRequest none = new(null);
        UrlEntries entries = UrlEntries.Load(none);
        byte[] url = "http://example.com/casino"u8.ToArray();
        Assert.True(UrlFilter.DomainNotListed(url, entries, privateSuffixes: false));
        Assert.True(UrlFilter.HostNotListed(url, entries, privateSuffixes: false));
        Assert.True(UrlFilter.UrlNotListed(url, entries));
        Assert.True(UrlFilter.NoHardWord(url, UrlWords.Load(none)));
        Assert.True(UrlFilter.FewSoftWords(url, UrlWords.Load(none), 1));
        Assert.True(UrlFilter.NoSubword(url, UrlSubwords.Load(none)));
        Assert.True(DclmUrlFilter.DomainNotListed(url, UrlPhrases.Load(none)));
        Assert.True(DclmUrlFilter.NoSubword(url, UrlSubstrings.Load(none)));
        Assert.True(DclmUrlFilter.NoHardWord(url, UrlPhrases.Load(none)));
    }

    [Fact]
    public void NothingIsAllocatedForAUrl()
    {
        using TempFolder folder = new();
        UrlEntries entries = Load<UrlEntries>(folder, "example.com", "www.example.org");
        UrlWords words = Load<UrlWords>(folder, "casino", "news");
        UrlSubwords subwords = Load<UrlSubwords>(folder, "stor");
        UrlPhrases phrases = Load<UrlPhrases>(folder, "casino", "news");
        byte[] url = Encoding.UTF8.GetBytes("https://www.bücher.example.co.uk/news/2020-01-01/été");
        bool kept = true;
        long allocated = Allocation.OfCall(() =>
        {
            kept &= UrlFilter.DomainNotListed(url, entries, privateSuffixes: true) && UrlFilter.HostNotListed(url, entries, privateSuffixes: false) && UrlFilter.UrlNotListed(url, entries)
                && UrlFilter.NoHardWord(url, words) && UrlFilter.FewSoftWords(url, words, 2) && UrlFilter.NoSubword(url, subwords)
                && DclmUrlFilter.DomainNotListed(url, phrases) && DclmUrlFilter.FewSoftWords(url, phrases, 2);
        });
        Assert.Equal(0, allocated);
        Assert.False(kept);
    }

    [Fact]
    public async Task FieldsMayHaveAnyName()
    {
        using TempFolder folder = new();
        folder.Write("lists/domains.txt", "example.com\n");
        folder.Write("lists/hard.txt", "casino\n");
        folder.Write("lists/bad/de.txt", "schlecht\n");
        string[] fields = ["\"source_url\":\"http://example.com/\"", "\"url\":\"http://example.com/\"", "\"source_url\":\"http://x.org/CASINO\"", "\"lang\":\"de\"", "\"lang\":\"en\""];
        folder.Write("in/a.jsonl", string.Concat(fields.Select(static (f, i) => $"{{\"id\":\"{i}\",\"text\":\"schlecht\",{f}}}\n")));
        RunSummary summary = await NamedFieldsPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        Assert.Equal(["1", "4"], folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static row => row.Split('"')[3]));
    }

    [Fact]
    public async Task APipelineNamesTheRuleThatDropped()
    {
        using TempFolder folder = new();
        folder.Write("lists/domains.txt", "example.com\nhost.example.org\n");
        folder.Write("lists/hard.txt", "casino\n");
        folder.Write("lists/soft.txt", "news\nsport\n");
        folder.Write("lists/subwords.txt", "stor\n");
        folder.Write("lists/dclm.txt", "gambling\n");
        string[] urls =
        [
            "\"http://a.example.com/casino\"", "\"http://host.example.org/\"", "\"http://x.org/casino\"", "\"http://x.org/CASINO/sport\"", "\"http://x.org/news/sport\"", "\"http://x.org/best/orders\"",
            "\"http://x.org/GAMBLING\"", "null",
        ];
        folder.Write("in/a.jsonl", string.Concat(urls.Select(static (url, i) => $"{{\"id\":\"{i}\",\"url\":{url},\"text\":\"t\"}}\n")));
        RunSummary summary = await UrlPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        string[] kept = folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(kept);
        Assert.Contains("\"3\"", kept[0], StringComparison.Ordinal);
    }

    private static string Normalize(string text) => Regex.Replace(text, "[^a-zA-Z0-9]+", "").ToLowerInvariant();

    private static TService Load<TService>(TempFolder folder, params string[] lines)
        where TService : class, IService<TService> => TService.Load(new ServiceRequest(folder.Write("list.txt", string.Join('\n', lines))));

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
