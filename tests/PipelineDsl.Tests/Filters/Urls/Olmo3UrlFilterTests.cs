using System;
using System.Collections.Generic;
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

public class Olmo3UrlFilterTests
{
    private static readonly string[] s_pieces = ["http://", "https://", "www.", "www", "example", "casino", "Casino", "casinos", "sino", "re-view", "review", "news", "best", ".com", ".co.uk", "/", "/", "-", "_", ".", "?", "é", "ि", "½", "1"];

    private static readonly string[] s_words = ["casino", "casinos", "sino", "Casino", "re-view", "review", "news", "best.com", "example.com", ".example.com", "www.example.com", "example", "1", "é", "http"];

    private static readonly Gen<string> s_url = OneOf(s_pieces).Array[0, 12].Select(static pieces => "http://" + string.Concat(pieces));

    private static readonly Gen<string[]> s_list = OneOf(s_words).Array[0, 5].Select(static words => words.Distinct().ToArray());

    private static readonly string[] s_sentences =
    [
        "The harbour was quiet when we came down to the water that morning.",
        "Two fishermen mended their nets and talked about the price of diesel.",
        "A child had drawn a whale on the wall of the customs house with chalk.",
        "We asked where the ferry would leave, and nobody seemed to know for sure.",
        "In the end an old woman with a basket of plums showed us to the pier.",
        "She told us to be patient, since the captain likes his second breakfast.",
        "The island lies twenty minutes out, behind a reef that has taken many boats.",
        "Have a look at the lighthouse if you can; its lamp is older than the town.",
    ];

    [Fact]
    public void RulesAreAsTheNaiveInterpreterHasThem()
    {
        using TempFolder folder = new();
        Gen.Select(s_url, s_list).Sample(
            (url, list) =>
            {
                string path = folder.Write("list.txt", string.Join('\n', list));
                UrlEntries entries = UrlEntries.Load(new ServiceRequest(path));
                UrlStrings strings = UrlStrings.Load(new ServiceRequest(path));
                Olmo3UrlMemory memory = new();
                bool read = Olmo3UrlFilter.HasUrl(Encoding.UTF8.GetBytes(url), memory);
                Assert.Equal(Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && IsPlain(url), read && IsPlain(url));
                string lower = url.ToLowerInvariant();
                Assert.Equal(!list.Contains(lower), Olmo3UrlFilter.UrlNotListed(memory, entries));
                Assert.Equal(!Regex.Split(lower, "[^a-zA-Z0-9]+").Any(list.Contains), Olmo3UrlFilter.NoHardWord(memory, entries));
                Assert.Equal(!list.Any(w => lower.Contains(w, StringComparison.Ordinal)), Olmo3UrlFilter.NoSubword(memory, strings));
                int bounded = CountBetweenBorders(lower, list);
                Assert.Equal(new Check(bounded < 2, bounded, 2), Olmo3UrlFilter.FewSoftWords(memory, strings, 2));
                Assert.Equal(bounded == 0, Olmo3RefinedWebUrlFilter.NoHardWord(memory, strings));
                string joined = lower.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
                Assert.Equal(!list.Any(w => joined.Contains(w, StringComparison.Ordinal)), Olmo3RefinedWebUrlFilter.NoSubword(memory, strings));
                if (read && IsPlain(url))
                {
                    string host = parsed!.Host;
                    string[] labels = host.Split('.');
                    Assert.Equal(!list.Contains(host), Olmo3UrlFilter.HostNotListed(memory, entries));
                    Assert.Equal(labels.Length < 3 || !list.Contains(labels[0]), Olmo3UrlFilter.FirstLabelNotListed(memory, entries));
                    Assert.Equal(!list.Contains(host.Replace("www", "", StringComparison.Ordinal)), Olmo3RefinedWebUrlFilter.DomainNotListed(memory, entries));
                }
            },
            iter: 1000,
            threads: 1);
    }

    [Theory]
    [InlineData("http://x.org/escorts", 0)] // escort ends first, and has a letter beside it
    [InlineData("http://x.org/escort-escort", 2)] // the same string counts twice
    [InlineData("http://x.org/escort_", 1)] // _ is no letter
    [InlineData("http://x.org/web cam-cam", 2)] // web cam ends with cam: the longest counts
    [InlineData("http://x.org/ESCORT", 1)] // URLs are lower-cased
    [InlineData("http://x.org/ADULT-adult", 0)] // entries are not
    [InlineData("http://x.org/\u0939\u093Fescort", 0)] // a vowel sign is alphabetic
    [InlineData("http://x.org/½escort", 0)]
    public void StringsAreCountedBetweenBorders(string url, int count)
    {
        using TempFolder folder = new();
        UrlStrings strings = UrlStrings.Load(new ServiceRequest(folder.Write("list.txt", "escort\nescorts\nweb cam\ncam\nAdult\n")));
        Olmo3UrlMemory memory = new();
        Assert.True(Olmo3UrlFilter.HasUrl(Encoding.UTF8.GetBytes(url), memory));
        Assert.Equal(count, strings.CountBetweenBorders(memory.Lower));
    }

    [Theory]
    [InlineData("http://www.example.com/", "example.com", true)] // the full stop stays
    [InlineData("http://www.example.com/", ".example.com", false)]
    [InlineData("http://exawwwmple.com:80/", "example.com", false)]
    [InlineData("http://EXAMPLE.com", "example.com", false)]
    [InlineData("http://example.com", "Example.com", true)]
    public void DomainsOfRefinedWebAreWithoutWww(string url, string entry, bool kept)
    {
        using TempFolder folder = new();
        Olmo3UrlMemory memory = new();
        Assert.True(Olmo3RefinedWebUrlFilter.HasUrl(Encoding.UTF8.GetBytes(url), memory));
        Assert.Equal(kept, Olmo3RefinedWebUrlFilter.DomainNotListed(memory, UrlEntries.Load(new ServiceRequest(folder.Write("list.txt", entry)))));
    }

    [Theory]
    [InlineData("http://casino.example.com", "casino", false)]
    [InlineData("http://casino.com", "casino", true)] // no subdomain
    [InlineData("http://casino.com.", "casino", false)] // the full stop makes three labels
    [InlineData("http://a.casino.com", "casino.com", true)] // a listed domain is not looked for below
    public void OfASubdomainTheFirstLabelCounts(string url, string entry, bool kept)
    {
        using TempFolder folder = new();
        Olmo3UrlMemory memory = new();
        Assert.True(Olmo3UrlFilter.HasUrl(Encoding.UTF8.GetBytes(url), memory));
        Assert.Equal(kept, Olmo3UrlFilter.FirstLabelNotListed(memory, UrlEntries.Load(new ServiceRequest(folder.Write("list.txt", entry)))));
    }

    [Fact]
    public void NothingIsAllocatedForAUrl()
    {
        using TempFolder folder = new();
        string path = folder.Write("list.txt", "casino\nnews\nexample.com\n");
        UrlEntries entries = UrlEntries.Load(new ServiceRequest(path));
        UrlStrings strings = UrlStrings.Load(new ServiceRequest(path));
        Olmo3UrlMemory memory = new();
        byte[] url = "https://www.Bücher.example.co.uk/2020-01-01/été"u8.ToArray();
        bool kept = true;
        long allocated = Allocation.OfCall(() => kept &= Olmo3UrlFilter.HasUrl(url, memory) && Olmo3UrlFilter.HostNotListed(memory, entries) && Olmo3UrlFilter.FirstLabelNotListed(memory, entries)
            && Olmo3UrlFilter.UrlNotListed(memory, entries) && Olmo3UrlFilter.NoHardWord(memory, entries) && Olmo3UrlFilter.FewSoftWords(memory, strings, 2) && Olmo3UrlFilter.NoSubword(memory, strings)
            && Olmo3RefinedWebUrlFilter.DomainNotListed(memory, entries) && Olmo3RefinedWebUrlFilter.NoSubword(memory, strings));
        Assert.Equal((0, true), (allocated, kept));
    }

    [Fact]
    public async Task TheWholeChainRuns()
    {
        using TempFolder folder = new();
        folder.Write("lists/refinedweb/domains.txt", "bad.org\n");
        folder.Write("lists/refinedweb/strict.txt", "freeporn\n");
        folder.Write("lists/refinedweb/hard.txt", "casino\n");
        folder.Write("lists/refinedweb/soft.txt", "escort\nwebcam\n");
        folder.Write("lists/fineweb/domains.txt", "worse.org\nadult\n");
        folder.Write("lists/fineweb/urls.txt", "http://x.org/listed\n");
        folder.Write("lists/fineweb/words.txt", "poker\n");
        folder.Write("lists/fineweb/soft.txt", "slot\nbet\n");
        folder.Write("lists/fineweb/subwords.txt", "gambl\n");
        folder.Write("lists/madlad/strings.txt", "lorem ipsum\n");
        folder.Write("lists/madlad/patterns.txt", "\\d{20}\n");
        string good = string.Join("\n\n\n", s_sentences);
        (string Url, string Text, string English)[] documents =
        [
            ("http://x.org/a", good + "\n\n7 likes\n", "0.9"),
            ("http://bad.org/", good, "0.9"),
            ("http://x.org/free-porn", good, "0.9"),
            ("http://x.org/Casino", good, "0.9"),
            ("http://x.org/escort/webcam", good, "0.9"),
            ("http://worse.org/", good, "0.9"),
            ("http://adult.x.org/", good, "0.9"),
            ("http://x.org/LISTED", good, "0.9"),
            ("http://x.org/poker", good, "0.9"),
            ("http://x.org/slot+bet", good, "0.9"),
            ("http://x.org/gambling", good, "0.9"),
            ("x.org", good, "0.9"),
            ("http://x.org/b", "Too short, and that is the end of it.", "0.9"),
            ("http://x.org/c", good + "\nHOME\nABOUT US\nCONTACT\nSEARCH\nIMPRINT\nSHOP", "0.9"),
            ("http://x.org/d", good, "0.64"),
            ("http://x.org/e", good + " All know lorem ipsum from what printers set. Nobody knows what lorem ipsum means.", "0.9"),
        ];
        folder.Write("in/a.jsonl", string.Concat(documents.Select(static (d, i) => $"{{\"id\":\"{i}\",\"url\":\"{d.Url}\",\"text\":\"{d.Text.Replace("\n", "\\n", StringComparison.Ordinal)}\",\"english\":{d.English}}}\n")));
        RunSummary summary = await AllDressedPipeline.RunAsync(new RunOptions { ProjectDirectory = folder.Path, OutputDirectory = Path.Combine(folder.Path, "out"), Workers = 1 });
        Assert.True(summary.Succeeded);
        string expected = good.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        Assert.Contains($"\"text\":\"{expected.Replace("\n", "\\n", StringComparison.Ordinal)}\"", Assert.Single(folder.Read("out/out.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Dictionary<string, long> dropped = summary.Dropped.Where(static d => d.Value > 0).ToDictionary(static d => d.Key.ToString(), static d => d.Value);
        Assert.Equal(documents.Length - 1, dropped.Values.Sum());
        Assert.Equal(
            [
                "AtLeast", "DomainNotListed", "EnoughCharacters", "FewSoftWords", "FewSoftWords", "FewSuspiciousSentences", "FewWordsRemoved", "FirstLabelNotListed", "HasUrl", "HostNotListed", "NoHardWord", "NoHardWord", "NoSubword",
                "NoSubword", "UrlNotListed",
            ],
            dropped.Keys.Select(static rule => rule.Split('.')[^1]).Order(StringComparer.Ordinal));
    }

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Whether <see cref="Uri"/> and the URL Standard read a URL alike: all of ASCII, with a host of letters.</summary>
    private static bool IsPlain(string url) => Regex.IsMatch(url, "^http://[a-zA-Z][a-zA-Z0-9]*(\\.[a-zA-Z][a-zA-Z0-9]*)*([/?][\\x21-\\x7E]*)?$");

    /// <summary>The occurrence that ends first, the longest of those, then on behind it.</summary>
    private static int CountBetweenBorders(string url, string[] list)
    {
        int count = 0;
        int from = 0;
        for (int end = 1; end <= url.Length; end++)
        {
            string? found = list.Where(w => w.Length <= end - from && url[from..end].EndsWith(w, StringComparison.Ordinal)).MaxBy(static w => w.Length);
            if (found is not null)
            {
                int start = end - found.Length;
                count += (start == 0 || !IsAlphanumeric(url[start - 1])) && (end == url.Length || !IsAlphanumeric(url[end])) ? 1 : 0;
                from = end;
            }
        }

        return count;
    }

    private static bool IsAlphanumeric(char c) => char.IsLetter(c) || char.IsNumber(c) || c == 'ि';
}

/// <summary>OLMo 3's "all dressed" chain, as a user writes it.</summary>
[Pipeline]
[JsonLines("in/*.jsonl", id: "id")]
[UrlFilter(domains: "lists/refinedweb/domains.txt", subwords: "lists/refinedweb/strict.txt", hardWords: "lists/refinedweb/hard.txt", softWords: "lists/refinedweb/soft.txt", profile: "olmo3-alldressed-refinedweb")]
[UrlFilter(domains: "lists/fineweb/domains.txt", urls: "lists/fineweb/urls.txt", hardWords: "lists/fineweb/words.txt", softWords: "lists/fineweb/soft.txt", subwords: "lists/fineweb/subwords.txt", profile: "olmo3-alldressed")]
[GopherQuality(profile: "olmo3-alldressed")]
[CollapseWhitespace(profile: "olmo3-alldressed")]
[GopherRepetition(profile: "olmo3-alldressed")]
[RefinedWebLines(profile: "olmo3-alldressed")]
[FieldBetween("english", min: 0.65)]
[Madlad(cursedStrings: "lists/madlad/strings.txt", cursedPatterns: "lists/madlad/patterns.txt", profile: "olmo3-alldressed")]
[JsonLinesOutput("out.jsonl")]
public static partial class AllDressedPipeline;
