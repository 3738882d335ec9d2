using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text.Urls;

/// <summary>Hosts as the URL Standard has them. What is expected is what the standard's algorithm, followed by hand, comes to; null stands for a failure or no host.</summary>
public class UrlHostTests
{
    private static readonly string[] s_schemes = ["http://", "http:", "foo://", "file://", ""];

    [Theory]
    [InlineData("http://example.com/a", "example.com")]
    [InlineData("HTTPS://User:pass@WWW.Example.COM:8080?q", "www.example.com")]
    [InlineData("  http://example.com\n", "example.com")]
    [InlineData("ht\ttp://exa\nmple.com", "example.com")]
    [InlineData("http:example.com", "example.com")]
    [InlineData("http:\\\\example.com\\a@b", "example.com")]
    [InlineData("http:////example.com", "example.com")]
    [InlineData("http://a@b@example.com", "example.com")]
    [InlineData("http://ex%61mple%2Ecom", "example.com")]
    [InlineData("http://example.com.", "example.com.")]
    [InlineData("http://a_b.example.com", "a_b.example.com")]
    [InlineData("http://a..b", "a..b")]
    [InlineData("http://1.2.3.4/", "1.2.3.4")]
    [InlineData("http://127.1/", "127.0.0.1")]
    [InlineData("http://0x7F.1./", "127.0.0.1")]
    [InlineData("http://010.0.0.1", "8.0.0.1")]
    [InlineData("http://3232235777", "192.168.1.1")]
    [InlineData("http://1.2.3.4.com", "1.2.3.4.com")]
    [InlineData("http://[::1]:80/", "[::1]")]
    [InlineData("http://bücher.example", "xn--bcher-kva.example")]
    [InlineData("http://BÜCHER。example", "xn--bcher-kva.example")]
    [InlineData("http://b%C3%BCcher.example", "xn--bcher-kva.example")]
    [InlineData("http://ｅｘａｍｐｌｅ．com", "example.com")]
    [InlineData("http://例え.テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("http://ma\u00ADna.com", "mana.com")]
    [InlineData("foo://Example.com:1/", "example.com")]
    [InlineData("file://server/share", "server")]
    [InlineData("example.com", null)]
    [InlineData("//example.com", null)]
    [InlineData("1http://example.com/", null)]
    [InlineData("", null)]
    [InlineData("http://", null)]
    [InlineData("http://?q", null)]
    [InlineData("http://user@/", null)]
    [InlineData("mailto:a@example.com", null)]
    [InlineData("http://exa mple.com", null)]
    [InlineData("http://exa%mple.com", null)]
    [InlineData("http://a<b", null)]
    [InlineData("http://example.com:99999", null)]
    [InlineData("http://example.com:8a", null)]
    [InlineData("http://1.2.3.256", null)]
    [InlineData("http://1.2.3.4.5", null)]
    [InlineData("http://256.1", null)]
    [InlineData("http://4294967296", null)]
    [InlineData("http://a.09", null)]
    [InlineData("http://[::1", null)]
    [InlineData("http://[example]", null)]
    [InlineData("http://a%FFb", null)]
    [InlineData("http://\u0301a.com", null)]
    [InlineData("file:///etc", null)]
    [InlineData("file://localhost/etc", null)]
    [InlineData("file://C:/x", null)]
    public void Examples(string url, string? host)
    {
        UrlHost reader = new();
        Assert.Equal(host is not null, reader.Read(Encoding.UTF8.GetBytes(url)));
        Assert.Equal(host ?? "", Encoding.UTF8.GetString(reader.Bytes));
    }

    [Fact]
    public void NoUrlIsTooStrange() => Gen.Select(Gen.Int[0, s_schemes.Length - 1], Gen.Byte.Array[0, 60])
        .Sample(
            static (scheme, bytes) =>
            {
                UrlHost reader = new();
                Assert.Equal(reader.Read([.. Encoding.UTF8.GetBytes(s_schemes[scheme]), .. bytes]), !reader.Bytes.IsEmpty);
            },
            iter: 2000);

    [Fact]
    public void NothingIsAllocated()
    {
        UrlHost reader = new();
        byte[][] urls = ["https://www.bücher.example.co.uk/news"u8.ToArray(), "http://127.1"u8.ToArray(), "http://[::1]/"u8.ToArray(), "http://ex%61mple.com"u8.ToArray()];
        bool read = true;
        long allocated = Allocation.OfCall(() =>
        {
            foreach (byte[] url in urls)
            {
                read &= reader.Read(url);
            }
        });
        Assert.Equal((0, true), (allocated, read));
    }
}
