using System;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Urls;

public class DomainNameTests
{
    private static readonly ReferenceSuffixes s_reference = new(Encoding.UTF8.GetString(PublicSuffixes.Tree));
    private static readonly string[] s_rules = [.. s_reference.Rules.Order(StringComparer.Ordinal)];

    private static readonly string[] s_labels = ["www", "a", "example", "", "city", "!www", "*", "bücher", "xn--bcher-kva", "xn--p1ai", "XN--P1AI", "рф", "РФ", "1", "UK", "u\u212A", "İ"];

    private static readonly string[] s_before = ["http://", "HTTPS://", "//", "", "a+b-c.d,e://", "ht~tp://", "http:/", "://", "http://user@", "http://u:p@x@", "http:// ", "http://\u3000"];

    private static readonly string[] s_after = ["", "/", "/a/b", "?q=http://x.com", "#f", ":80", ":", ".", "...", " ", ". ", "\u0085", "/a@b.com/", "\\x"];

    [Fact]
    public void TheTableIsWhole() => Assert.Equal(PublicSuffixes.RuleCount, s_rules.Length);

    [Fact]
    public void NamesUnderEveryRuleAreThoseOfTheReference()
    {
        foreach (string rule in s_rules)
        {
            string name = rule.TrimStart('!');
            foreach (string host in new[] { name, "x." + name, "www.x." + name.ToUpperInvariant(), name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..] })
            {
                AssertSame(host);
            }
        }
    }

    [Fact]
    public void AnyUrlIsSplitAsTheReferenceDoes()
        => Gen.Select(
                OneOf(s_before),
                OneOf(s_labels).Array[0, 3],
                OneOf(s_rules),
                OneOf(s_after))
            .Sample(static (before, labels, rule, after) => AssertSame(before + string.Concat(labels.Select(static l => l + ".")) + rule.TrimStart('!') + after), iter: 5000);

    [Fact]
    public void NoTextIsTooStrange()
        => Gen.Byte.Array[0, 200].Sample(static bytes =>
        {
            DomainName name = DomainName.Of(bytes, withPrivate: true);
            Assert.True(name.Registered.Length <= name.Host.Length);
        });

    [Theory]
    [InlineData("http://forums.bbc.co.uk/a?b", "bbc.co.uk", "forums.bbc.co.uk")]
    [InlineData("HTTP://EXAMPLE.COM/INDEX.PHP", "EXAMPLE.COM", "EXAMPLE.COM")]
    [InlineData("https://user:pass@www.example.org.:8080", "example.org", "www.example.org")]
    [InlineData("http://127.0.0.1/", "", "")]
    [InlineData("http://[::1]/", "", "")]
    [InlineData("http://localhost/", "", "")]
    [InlineData("http://co.uk/", "", "")]
    [InlineData("http://www.ck/", "www.ck", "www.ck")]
    [InlineData("http://www.x.ck/", "www.x.ck", "www.x.ck")]
    [InlineData("http://a.city.kawasaki.jp/", "city.kawasaki.jp", "a.city.kawasaki.jp")]
    [InlineData("http://.example.com/", "example.com", "example.com")]
    [InlineData("http://..example.com/", "example.com", "..example.com")]
    [InlineData("http://me.blogspot.com/", "blogspot.com", "me.blogspot.com")]
    [InlineData("пример.РФ", "пример.РФ", "пример.РФ")]
    [InlineData("a.пример.xn--P1AI", "пример.xn--P1AI", "a.пример.xn--P1AI")]
    [InlineData("", "", "")]
    public void Examples(string url, string registered, string fullyQualified)
    {
        DomainName name = DomainName.Of(Encoding.UTF8.GetBytes(url));
        Assert.Equal((registered, fullyQualified), (Encoding.UTF8.GetString(name.Registered), Encoding.UTF8.GetString(name.FullyQualified)));
    }

    [Fact]
    public void PrivateSuffixesCountWhereAskedFor()
        => Assert.Equal("me.blogspot.com", Encoding.UTF8.GetString(DomainName.Of("http://www.me.blogspot.com/"u8, withPrivate: true).Registered));

    private static void AssertSame(string url)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(url);
        foreach (bool withPrivate in new[] { false, true })
        {
            DomainName name = DomainName.Of(bytes, withPrivate);
            (string registered, string fullyQualified) = s_reference.Of(url, withPrivate);
            Assert.Equal((url, withPrivate, registered, fullyQualified), (url, withPrivate, Encoding.UTF8.GetString(name.Registered), Encoding.UTF8.GetString(name.FullyQualified)));
        }
    }

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
