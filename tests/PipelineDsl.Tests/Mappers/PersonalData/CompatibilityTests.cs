using System;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Mappers.PersonalData;

public class CompatibilityTests
{
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)";

    private static readonly string[] s_pieces =
        ["a", "B9", "@", "@", ".", ".", "..", "-", "_", "!", "+", "x@y.z", "[1.2.3.4]", "[1.2.3.ab:]", "256", "25", "199", "0", "08", "1.2.3.4", "8.8.8.8", " ", "\n", "é", "²", "´", "中", ",", ":", "(", ")", "555", "1234", "\u00A0"];

    private static readonly Gen<string> s_texts = Gen.Int[0, s_pieces.Length - 1].Array[0, 40].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    private static readonly Regex s_dolmaEmail = new(@"[.\s@,?!;:)(]*([^\s@]+@[^\s@,?!;:)(]+?)[.\s@,?!;:)(]?[\s\n\r]", RegexOptions.CultureInvariant);

    private static readonly Regex s_dolmaPhone = new(@"\s+[(]?([0-9]{3})[)]?[-\. ]*([0-9]{3})[-\. ]?([0-9]{4})", RegexOptions.CultureInvariant);

    private static readonly Regex s_ip = new($@"(?:{Octet}\.){{3}}{Octet}", RegexOptions.CultureInvariant);

    [Theory]
    [InlineData("1.2.3.4.5", "22.214.171.124.5")]
    [InlineData("999.1.1.1", "922.214.171.124")]
    [InlineData("08.8.8.8 10.0.0.1 192.168.1.1 100.64.0.1", "08.8.8.8 10.0.0.1 192.168.1.1 100.64.0.1")]
    [InlineData("8.8.8.8 8.8.4.4 8.8.8.8", "22.214.171.124 126.96.36.199 188.8.131.52")]
    [InlineData("a@b.c, d@e.f! g@h", "email@example.com, firstname.lastname@example.org! g@h")]
    [InlineData("joe@[8.8.8.8] joe@[8.8.8.8", "email@example.com joe@[22.214.171.124")]
    [InlineData("x..y@a.b", "x..email@example.com")]
    [InlineData("ä@b.c", "ä@b.c")]
    [InlineData("a@b-.c a@b.c-d. a@b.c-", "a@b-.c email@example.com. firstname.lastname@example.org-")]
    public void DatatroveReplacesInTurn(string text, string expected) => Assert.Equal(expected, Datatrove(text));

    [Fact]
    public void DatatroveIpAddressesAreThePattern() => s_texts.Sample(static text =>
    {
        int turn = 0;
        string[] replacements = ["22.214.171.124", "126.96.36.199", "188.8.131.52", "184.108.40.206", "220.127.116.11", "18.104.22.168"];
        string expected = s_ip.Replace(text, match => match.Value.Split('.').All(static octet => octet == "0" || octet[0] != '0') && IPAddress.TryParse(match.Value, out _)
            ? replacements[turn++ % 6] : match.Value);
        TextBuffer output = new();
        bool changed = DatatrovePersonalData.Apply(Encoding.UTF8.GetBytes(text), output, new MapperBuffer(), false, true, false);
        Assert.Equal(expected, changed ? Encoding.UTF8.GetString(output.Bytes) : text);
    });

    [Theory]
    [InlineData("mail foo@bar.com now", "mail |||EMAIL_ADDRESS||| now", 1)]
    [InlineData("..@.\u00A0 ..a@b.c now", " |||EMAIL_ADDRESS||| now", 1)] // the pattern takes punctuation along, and an @ among it
    [InlineData("x..@. ..@. @a now", " |||EMAIL_ADDRESS|||  |||EMAIL_ADDRESS||| @a now", 2)]
    [InlineData("(foo@bar.com)\nx", " |||EMAIL_ADDRESS||| x", 1)]
    [InlineData("at the end foo@bar.com", "at the end foo@bar.com", 0)]
    [InlineData("no domain foo@bar now", "no domain foo@bar now", 0)]
    [InlineData("call 415-555-2671", "call |||PHONE_NUMBER||| ", 1)]
    [InlineData("415-555-2671", "415-555-2671", 0)]
    [InlineData("1.2.3.4.5", " |||IP_ADDRESS||| .5", 1)]
    public void DolmaReplaces(string text, string expected, int count)
    {
        PersonalDataCounts counts = new();
        Assert.Equal(expected, Dolma(text, counts));
        Assert.Equal(count, DolmaPersonalData.FewPersonalData(counts).Value);
    }

    [Fact]
    public void DolmaDropsMoreThanFive()
    {
        PersonalDataCounts counts = new();
        _ = Dolma(string.Concat(Enumerable.Repeat("a@b.c ", 5)), counts);
        Assert.True(DolmaPersonalData.FewPersonalData(counts).Passed);
        _ = Dolma(string.Concat(Enumerable.Repeat("a@b.c ", 6)), counts);
        Assert.False(DolmaPersonalData.FewPersonalData(counts).Passed);
    }

    /// <summary>.NET's <c>\s</c> lacks U+001C to U+001F, which the texts do not hold.</summary>
    [Fact]
    public void DolmaIsThePatterns() => s_texts.Sample(static text =>
    {
        PersonalDataCounts counts = new();
        Assert.Equal(ReplaceLines(text, s_dolmaPhone, " |||PHONE_NUMBER||| ", static _ => true), Dolma(text, counts, emails: false, ips: false, phones: true));
        Assert.Equal(ReplaceLines(text, s_ip, " |||IP_ADDRESS||| ", static _ => true), Dolma(text, counts, emails: false, ips: true, phones: false));
        Assert.Equal(
            ReplaceLines(text, s_dolmaEmail, " |||EMAIL_ADDRESS||| ", static match => match.Groups[1].Value.Split('@') is [{ } local, { } domain] && local.Trim() != "(" && domain.Contains('.')),
            Dolma(text, counts, emails: true, ips: false, phones: false));
    });

    private static string ReplaceLines(string text, Regex pattern, string replacement, Func<Match, bool> valid)
        => Regex.Replace(text, "[^\\n]*\\n|[^\\n]+$", line => pattern.Replace(line.Value, match => valid(match) ? replacement : match.Value), RegexOptions.CultureInvariant);

    private static string Datatrove(string text)
    {
        TextBuffer output = new();
        bool changed = DatatrovePersonalData.Apply(Encoding.UTF8.GetBytes(text), output, new MapperBuffer(), true, true, true);
        return changed ? Encoding.UTF8.GetString(output.Bytes) : text;
    }

    private static string Dolma(string text, PersonalDataCounts counts, bool emails = true, bool ips = true, bool phones = true)
    {
        TextBuffer output = new();
        return DolmaPersonalData.Apply(Encoding.UTF8.GetBytes(text), output, counts, emails, ips, phones) ? Encoding.UTF8.GetString(output.Bytes) : text;
    }
}
