using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl.Tests.Text.Urls;

/// <summary>tldextract's search for the public suffix, on strings: the rules are a set, and every tail of the name is looked up.</summary>
internal sealed class ReferenceSuffixes
{
    private readonly HashSet<string> _public = [];
    private readonly HashSet<string> _all = [];
    private readonly Dictionary<string, string> _decoded = [];

    public ReferenceSuffixes(string tree)
    {
        int at = 0;
        Read(tree, ref at, "");
    }

    /// <summary>All rules, such as <c>co.uk</c>, <c>*.ck</c> and <c>!www.ck</c>.</summary>
    public IReadOnlyCollection<string> Rules => _all;

    public (string Registered, string FullyQualified) Of(string url, bool withPrivate)
    {
        int scheme = url.IndexOf("//", StringComparison.Ordinal);
        string host = scheme == 0 || (scheme > 1 && url[scheme - 1] == ':' && url[..(scheme - 1)].All(static c => char.IsAsciiLetterOrDigit(c) || "+,-.".Contains(c, StringComparison.Ordinal)))
            ? url[(scheme + 2)..]
            : url;
        host = ReferenceText.Strip(host.Split('/', '?', '#')[0].Split('@')[^1].Split(':')[0]).TrimEnd('.');
        string[] labels = host.Split('.');
        string[] lower = [.. labels.Select(Decode)];
        HashSet<string> rules = withPrivate ? _all : _public;
        int suffix = labels.Length;
        for (int i = 0; i < labels.Length && suffix == labels.Length; i++)
        {
            string tail = string.Join('.', lower[i..]);
            suffix = rules.Contains("!" + tail) ? i + 1 : rules.Contains(tail) || rules.Contains("*." + string.Join('.', lower[(i + 1)..])) ? i : suffix;
        }

        string domain = suffix == 0 ? "" : labels[suffix - 1];
        if (domain.Length == 0 || suffix == labels.Length)
        {
            return ("", "");
        }

        string registered = string.Join('.', labels[(suffix - 1)..]);
        string subdomain = string.Join('.', labels[..(suffix - 1)]);
        return (registered, subdomain.Length == 0 ? registered : $"{subdomain}.{registered}");
    }

    private string Decode(string label)
    {
        string lower = label.ToLowerInvariant();
        return Ascii.IsValid(label) && _decoded.TryGetValue(lower, out string? decoded) ? decoded : lower;
    }

    private void Read(string tree, ref int at, string parent)
    {
        while (at < tree.Length && tree[at] != ')')
        {
            string label = Take(tree, ref at);
            string rule = parent.Length == 0 ? label : $"{label}.{parent}";
            if (tree[at] == '|')
            {
                at++;
                _decoded[Take(tree, ref at)] = label;
            }

            for (string kind = ""; tree[at] is '.' or ':' or '*' or '!'; at++)
            {
                if (tree[at] is '*' or '!')
                {
                    kind = tree[at] == '*' ? "*." : "!";
                    continue;
                }

                _all.Add(kind + rule);
                if (tree[at] == '.')
                {
                    _public.Add(kind + rule);
                }

                kind = "";
            }

            if (tree[at] == '(')
            {
                at++;
                Read(tree, ref at, rule);
                at++;
            }

            at += tree[at] == ',' ? 1 : 0;
        }
    }

    private static string Take(string tree, ref int at)
    {
        int start = at;
        at = tree.IndexOfAny(['|', '.', ':', '*', '!', '(', ',', ')'], at);
        return tree[start..at];
    }
}
