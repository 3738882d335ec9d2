using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Mappers.PersonalData;

public class PersonalDataTests
{
    private static readonly string[] s_pieces =
    [
        "john.doe@mail.org", "@", "a@b.co", "8.8.8.8", "192.168.0.1", "2001:4860:4860::8888", "+1 415 555 2671", "(415) 555-2671", "415-555-2671", "4111 1111 1111 1111", "4111111111111111",
        "123-45-6789", "11010519491231002X", "13812345678", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "AKIAIOSFODNN7EXAMPLE", "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "sk-abcdEFGH0123456789abcd", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "phone", "tel. ", "555-0100",
        "1", "23", "456", "7890", "0", ".", "-", " ", "(", ")", "+", ":", "::", "x", "é", "中", "\n", ",", "/", "_", "email@example.com", "192.0.2.1", "[secret]", "\u00A0",
    ];

    private static readonly Gen<string> s_texts = Gen.Int[0, s_pieces.Length - 1].Array[0, 60].Select(static picks => string.Concat(picks.Select(static i => s_pieces[i])));

    [Theory]
    [InlineData("write to john.doe@mail.org.", "john.doe@mail.org")]
    [InlineData("<JOHN_DOE+x@sub.mail.co.uk>", "JOHN_DOE+x@sub.mail.co.uk")]
    [InlineData("josé@correo.es", "josé@correo.es")]
    [InlineData("联系zhang@mail.cn吧", "zhang@mail.cn")]
    [InlineData("a@b", null)]
    [InlineData("@handle and a @ b.com", null)]
    [InlineData("email@example.com, me@host.test", null)]
    [InlineData("v@1.2", null)]
    public void EmailAddresses(string text, string? found) => AssertFinds(PersonalDataKind.Email, text, found);

    [Theory]
    [InlineData("from 8.8.8.8:53", "8.8.8.8")]
    [InlineData("(41.173.96.26)", "41.173.96.26")]
    [InlineData("192.168.0.1 10.0.0.1 127.0.0.1 192.0.2.1 255.255.255.255", null)]
    [InlineData("1.2.3.4.5 and 256.1.1.1 and 08.8.8.8", null)]
    [InlineData("version 1.2.3.4", null)]
    [InlineData("v1.2.3.4", null)]
    [InlineData("at 2001:4860:4860::8888.", "2001:4860:4860::8888")]
    [InlineData("6e40:4041:c617:e898:c11:40d2:c669:2eb4", "6e40:4041:c617:e898:c11:40d2:c669:2eb4")]
    [InlineData("fe80::1 ::1 2001:db8::1 std::beef dead::beef 12:30:45 00:1b:44:11:3a:b7", null)]
    public void IpAddresses(string text, string? found) => AssertFinds(PersonalDataKind.IpAddress, text, found);

    [Theory]
    [InlineData("call +1 415-555-2671 now", "+1 415-555-2671")]
    [InlineData("+46 (0)8 928 571 38", "+46 (0)8 928 571 38")]
    [InlineData("(415) 555-2671", "(415) 555-2671")]
    [InlineData("415.555.2671 x12", "415.555.2671 x12")]
    [InlineData("1-415-555-2671", "1-415-555-2671")]
    [InlineData("0044 20 7946 0958", "0044 20 7946 0958")]
    [InlineData("01 84 17 61 18", "01 84 17 61 18")]
    [InlineData("0490 75 40 81", "0490 75 40 81")]
    [InlineData("我的号码13812345678，", "13812345678")]
    [InlineData("Phone: 358 0594", "358 0594")]
    [InlineData("Tel 781-1704", "781-1704")]
    [InlineData("115-555-2671, 415-155-2671, 911-555-2671", null)]
    [InlineData("the telling 358 0594 of 2010-2011", null)]
    [InlineData("555-0100, 415-555-0123, +1 415 555 0199", null)]
    [InlineData("phone: 555-0142 1111", null)]
    [InlineData("01 02 03 04 05 06 07", null)]
    [InlineData("12812345678 and 1381234567890", null)]
    [InlineData("id=415-555-2671 a415-555-2671 415-555-26711", null)]
    public void PhoneNumbers(string text, string? found) => AssertFinds(PersonalDataKind.Phone, text, found);

    [Theory]
    [InlineData("4111 1111 1111 1111.", "4111 1111 1111 1111")]
    [InlineData("378282246310005", "378282246310005")]
    [InlineData("3782-822463-10005", "3782-822463-10005")]
    [InlineData("6200000000000000000", "6200000000000000000")]
    [InlineData("4111 1111 1111 1112", null)]
    [InlineData("4111-1111 1111-1111", null)]
    [InlineData("0000 0000 0000 0000", null)]
    [InlineData("9111111111111111", null)]
    [InlineData("41111111111111111111", null)]
    public void PaymentCards(string text, string? found) => AssertFinds(PersonalDataKind.PaymentCard, text, found);

    [Theory]
    [InlineData("SSN 123-45-6789,", "123-45-6789")]
    [InlineData("000-45-6789 666-45-6789 900-45-6789 123-00-6789 123-45-0000 123 45 6789", null)]
    [InlineData("身份证11010519491231002X。", "11010519491231002X")]
    [InlineData("110105194912310021", null)]
    [InlineData("110105194913310020", null)]
    [InlineData("99010519491231002X", null)]
    public void NationalIds(string text, string? found) => AssertFinds(PersonalDataKind.NationalId, text, found);

    [Theory]
    [InlineData("IBAN: GB82 WEST 1234 5698 7654 32.", "GB82 WEST 1234 5698 7654 32")]
    [InlineData("DE89370400440532013000", "DE89370400440532013000")]
    [InlineData("gb82west12345698765432", "gb82west12345698765432")]
    [InlineData("GB82 WEST 1234 5698 7654 33", null)]
    [InlineData("XX00 0000 0000 0000 0000", null)]
    [InlineData("DE8937040044053201300", null)]
    public void BankAccounts(string text, string? found) => AssertFinds(PersonalDataKind.BankAccount, text, found);

    [Theory]
    [InlineData("key=AKIAIOSFODNN7EXAMPLE;", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("token ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("\"sk-abcdEFGH0123456789abcd\"", "sk-abcdEFGH0123456789abcd")]
    [InlineData("xoxb-123456789012-abcdef", "xoxb-123456789012-abcdef")]
    [InlineData("AIzaSyA0123456789abcdefghijklmnopqrstuv", "AIzaSyA0123456789abcdefghijklmnopqrstuv")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N.", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N")]
    [InlineData("x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE+/=", "-----BEGIN PRIVATE KEY-----\nMIIE+/=")]
    [InlineData("ASIA and desk-top risk-sk- AKIA hf_ npm_ eyJ xoxo ghp_short sk-learn-is-a-library-of-python -----BEGIN CERTIFICATE-----", null)]
    public void Secrets(string text, string? found) => AssertFinds(PersonalDataKind.Secret, text, found);

    [Fact]
    public void EqualValuesStayEqual()
    {
        PersonalDataCounts counts = new();
        Assert.Equal("email@example.com firstname.lastname@example.org email@example.com email@example.com 555-0100", Mask("a@x.org b@x.org a@x.org c@x.org (415) 555-2671", counts));
        Assert.Equal(4, counts[PersonalDataKind.Email]);
        Assert.True(MaskPersonalData.FewEmails(counts, 4).Passed);
        Assert.False(MaskPersonalData.FewEmails(counts, 3).Passed);
        Assert.True(MaskPersonalData.FewPhones(counts, 1).Passed);
        Assert.True(MaskPersonalData.NothingLeft(counts).Passed);
        Assert.Equal("email@example.com", Mask("b@x.org", counts)); // nothing is carried from one document to the next
    }

    [Fact]
    public void PlaceholdersThatMatchDropTheDocument()
    {
        PersonalDataCounts counts = new();
        TextBuffer output = new();
        _ = MaskPersonalData.Apply("a@x.org"u8, output, counts, true, true, true, true, true, true, true, true, "me@mail.org", "", "", "", "", "", "");
        Assert.False(MaskPersonalData.NothingLeft(counts).Passed);
    }

    [Fact]
    public void NothingIsLeftAndASecondTimeChangesNothing() => s_texts.Sample(static text =>
    {
        PersonalDataCounts counts = new();
        string masked = Mask(text, counts);
        Assert.Equal(Find(masked).Count, counts.Left);
        Assert.Equal(counts.Left == 0, MaskPersonalData.NothingLeft(counts).Passed);
        if (counts.Left == 0)
        {
            Assert.Equal(masked, Mask(masked, counts));
        }
    });

    [Theory]
    [InlineData("11010519491231002X email@example.coma@b.cojohn.doe@mail.org.a@b.co")]
    [InlineData("phone-----BEGIN PRIVATE KEY-----415-555-26714111 1111 1111 1111")]
    public void WhatAPlaceholderBringsToLightIsMaskedToo(string text)
    {
        PersonalDataCounts counts = new();
        Assert.Empty(Find(Mask(text, counts)));
        Assert.Equal(0, counts.Left);
    }

    [Fact]
    public void AllKernelsFindTheSame() => Gen.Select(Gen.Int[0, 130], s_texts).Sample(static (before, text) =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(new string(' ', before) + text);
        List<PersonalDataMatch> expected = Find(utf8, TextKernel.Scalar);
        foreach (TextKernel kernel in TextKernels.Available)
        {
            Assert.Equal(expected, Find(utf8, kernel));
        }

        Assert.Equal(expected.Select(match => match with { Start = match.Start - before, End = match.End - before }), Find(utf8[before..], TextKernels.Best));
    });

    [Fact]
    public void AnyBytesAreTaken() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        PersonalDataCounts counts = new();
        _ = Apply(bytes, counts, new TextBuffer());
        _ = DolmaPersonalData.Apply(bytes, new TextBuffer(), counts, true, true, true);
        _ = DatatrovePersonalData.Apply(bytes, new TextBuffer(), new MapperBuffer(), true, true, true);
    });

    [Theory]
    [InlineData("@")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("a@")]
    [InlineData("1.")]
    [InlineData(":")]
    [InlineData("1:")]
    [InlineData("eyJ.")]
    [InlineData("sk-")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("(415) 555-2671 ")]
    [InlineData("a.")]
    public void LongTextsTakeLinearTime(string piece)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        PersonalDataCounts counts = new();
        TextBuffer output = new();
        _ = Apply(text, counts, output); // a quadratic step would take hours
        output.Clear();
        _ = DolmaPersonalData.Apply(text, output, counts, true, true, true);
        output.Clear();
        _ = DatatrovePersonalData.Apply(text, output, new MapperBuffer(), true, true, true);
        Assert.True(counts.Left >= 0);
    }

    internal static List<PersonalDataMatch> Find(string text) => Find(Encoding.UTF8.GetBytes(text), TextKernels.Best);

    private static List<PersonalDataMatch> Find(byte[] text, TextKernel kernel)
    {
        List<PersonalDataMatch> found = [];
        PersonalDataFinder finder = new(text, new PersonalDataKinds((1 << PersonalDataKinds.Count) - 1, true), kernel);
        while (finder.Next(out PersonalDataMatch match))
        {
            found.Add(match);
        }

        return found;
    }

    private static void AssertFinds(PersonalDataKind kind, string text, string? found)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        PersonalDataMatch[] matches = [.. Find(text)];
        Assert.Equal(found is null ? [] : [found], matches.Select(match => Encoding.UTF8.GetString(utf8[match.Start..match.End])));
        Assert.All(matches, match => Assert.Equal(kind, match.Kind));
    }

    private static string Mask(string text, PersonalDataCounts counts)
    {
        TextBuffer output = new();
        bool changed = Apply(Encoding.UTF8.GetBytes(text), counts, output);
        Assert.Equal(changed, changed && Encoding.UTF8.GetString(output.Bytes) != text);
        return changed ? Encoding.UTF8.GetString(output.Bytes) : text;
    }

    private static bool Apply(byte[] text, PersonalDataCounts counts, TextBuffer output)
    {
        MaskPersonalDataAttribute defaults = new();
        return MaskPersonalData.Apply(
            text, output, counts, true, true, true, true, true, true, true, true, defaults.EmailPlaceholders, defaults.IpAddressPlaceholders, defaults.PhonePlaceholders,
            defaults.PaymentCardPlaceholders, defaults.NationalIdPlaceholders, defaults.BankAccountPlaceholders, defaults.SecretPlaceholders);
    }
}
