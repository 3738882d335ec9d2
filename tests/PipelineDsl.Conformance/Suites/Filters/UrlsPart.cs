using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Conformance;

/// <summary>Registered domains, host names and both verdicts of the URL filter: urls.jsonl(.gz) and url_lists.json.</summary>
internal sealed class UrlsPart : IFilterPart
{
    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        string? rows = new[] { "urls.jsonl", "urls.jsonl.gz" }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        string lists = Path.Combine(directory, "url_lists.json");
        if (rows is null || !File.Exists(lists))
        {
            return;
        }

        Rules rules = Rules.Load(lists);
        Tally domains = new("urls/registered_domain", report);
        Tally hosts = new("urls/fqdn", report);
        Tally soft2 = new("urls/soft_threshold_2", report);
        Tally soft1 = new("urls/soft_threshold_1", report);
        foreach (string line in ReadLines(rows))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement row = document.RootElement;
            string url = row.GetProperty("url").GetString()!;
            byte[] bytes = Encoding.UTF8.GetBytes(url);
            domains.Compare(url, Encoding.UTF8.GetString(DomainName.Of(bytes).Registered), row.GetProperty("registered_domain").GetString());
            hosts.Compare(url, Encoding.UTF8.GetString(DomainName.Of(bytes).FullyQualified), row.GetProperty("fqdn").GetString());
            soft2.Compare(url, rules.Reason(bytes, 2), row.GetProperty("soft_threshold_2").GetProperty("reason").GetString());
            soft1.Compare(url, rules.Reason(bytes, 1), row.GetProperty("soft_threshold_1").GetProperty("reason").GetString());
        }

        foreach (Tally tally in new[] { domains, hosts, soft2, soft1 })
        {
            tally.Report();
        }
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private sealed class Tally(string name, Report report)
    {
        private int _agree;
        private int _total;

        public void Compare(string id, string? ours, string? theirs)
        {
            _total++;
            if (ours == theirs)
            {
                _agree++;
            }
            else
            {
                report.Disagree(name, id, ours ?? "keep", theirs ?? "keep");
            }
        }

        public void Report() => report.Total(name, _agree, _total);
    }

    private sealed record Rules(UrlEntries Domains, UrlEntries Urls, UrlWords HardWords, UrlWords SoftWords, UrlSubwords Subwords)
    {
        /// <summary>Writes the lists to files, as users have them, and loads those.</summary>
        public static Rules Load(string path)
        {
            using JsonDocument lists = JsonDocument.Parse(File.ReadAllBytes(path));
            DirectoryInfo folder = Directory.CreateTempSubdirectory("pipelinedsl-urls");
            try
            {
                return new Rules(
                    Load<UrlEntries>("extra_domains"), Load<UrlEntries>("extra_urls"), Load<UrlWords>("banned_words"), Load<UrlWords>("soft_banned_words"), Load<UrlSubwords>("banned_subwords"));
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            TService Load<TService>(string name)
                where TService : class, IService<TService>
            {
                string file = Path.Combine(folder.FullName, name);
                File.WriteAllLines(file, lists.RootElement.GetProperty(name).EnumerateArray().Select(static e => e.GetString()!));
                return TService.Load(new ServiceRequest(file));
            }
        }

        /// <summary>The first rule that fails, under datatrove's name.</summary>
        public string? Reason(byte[] url, int softWordThreshold)
            => !UrlFilter.DomainNotListed(url, Domains, privateSuffixes: false) ? "domain"
                : !UrlFilter.HostNotListed(url, Domains, privateSuffixes: false) ? "subdomain"
                : !UrlFilter.UrlNotListed(url, Urls) ? "url"
                : !UrlFilter.NoHardWord(url, HardWords) ? "hard_blacklisted"
                : !UrlFilter.FewSoftWords(url, SoftWords, softWordThreshold) ? "soft_blacklisted"
                : !UrlFilter.NoSubword(url, Subwords) ? "blacklisted_subword"
                : null;
    }
}
