using System;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Unicode;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Text;

/// <summary>Every kernel says what <see cref="Utf8.IsValid"/> says.</summary>
public class Utf8CheckTests
{
    [Fact]
    public void TextsThatAreUtf8Are()
        => RandomTexts.LongText.Sample(static text => Assert.True(Check(Encoding.UTF8.GetBytes(text))), iter: 50);

    [Fact]
    public void DamagedTextsAreToldFromOthers()
        => Gen.Select(RandomTexts.Text, Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 70]).Sample(
            static (text, place, value, shift) =>
            {
                byte[] bytes = [.. Enumerable.Repeat((byte)'x', shift), .. Encoding.UTF8.GetBytes(text)];
                if (bytes.Length > 0)
                {
                    bytes[place % bytes.Length] = value;
                    Check(bytes);
                    Check(bytes[..(place % bytes.Length)]);
                }
            },
            iter: 2000);

    [Fact]
    public void EveryPairOfBytesIsJudgedRightlyAtEveryPlace()
    {
        byte[] bytes = new byte[67];
        foreach (int place in new[] { 0, 30, 31, 62, 63, 64, 65 })
        {
            for (int pair = 0; pair < 0x10000; pair++)
            {
                Array.Fill(bytes, (byte)'a');
                bytes[place] = (byte)pair;
                bytes[place + 1] = (byte)(pair >> 8);
                Check(bytes);
            }
        }
    }

    [Fact]
    public void EveryLongSequenceIsJudgedRightly()
    {
        byte[] seconds = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE1, 0xF1];
        for (int lead = 0xE0; lead <= 0xFF; lead++)
        {
            foreach (byte second in seconds)
            {
                foreach (byte third in seconds)
                {
                    foreach (byte fourth in seconds)
                    {
                        byte[] bytes = [.. "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8, (byte)lead, second, third, fourth];
                        Check(bytes);
                        Check([.. bytes, .. "aaa"u8]);
                    }
                }
            }
        }
    }

    private static bool Check(byte[] bytes)
    {
        TextBuffer buffer = new();
        buffer.Append(bytes);
        bool expected = Utf8.IsValid(bytes);
        Assert.Equal(expected, Utf8Check.IsValid(buffer.Text));
        if (Avx2.IsSupported)
        {
            Assert.Equal(expected, Utf8Check.IsValid256(buffer.Text));
        }

        if (Avx512BW.IsSupported)
        {
            Assert.Equal(expected, Utf8Check.IsValid512(buffer.Text));
        }

        return expected;
    }
}
