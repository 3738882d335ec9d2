using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Xunit;

namespace PipelineDsl.Tests;

public sealed class UnicodeCategoriesTests
{
    [Theory]
    [InlineData('A', UnicodeCategory.UppercaseLetter)]
    [InlineData('_', UnicodeCategory.ConnectorPunctuation)]
    [InlineData(0x01C5, UnicodeCategory.TitlecaseLetter)]
    [InlineData(0x0301, UnicodeCategory.NonSpacingMark)]
    [InlineData(0x4E00, UnicodeCategory.OtherLetter)]
    [InlineData(0xD800, UnicodeCategory.Surrogate)]
    [InlineData(0xE000, UnicodeCategory.PrivateUse)]
    [InlineData(0x1F600, UnicodeCategory.OtherSymbol)]
    [InlineData(0x31350, UnicodeCategory.OtherLetter)] // new in 15.0
    [InlineData(0x1C89, UnicodeCategory.OtherNotAssigned)] // assigned in 16.0
    [InlineData(0x10FFFF, UnicodeCategory.OtherNotAssigned)]
    [InlineData(0x110000, UnicodeCategory.OtherNotAssigned)]
    [InlineData(-1, UnicodeCategory.OtherNotAssigned)]
    public void KnownCharacters(int codePoint, UnicodeCategory expected) => Assert.Equal(expected, UnicodeCategories.Of(codePoint));

    [Fact]
    public void AgreesWithTheRuntimeButForWhatIsNewer()
    {
        int[] different = [.. Enumerable.Range(0, 0x110000)
            .Where(static c => UnicodeCategories.Of(c) != UnicodeCategory.OtherNotAssigned && UnicodeCategories.Of(c) != CharUnicodeInfo.GetUnicodeCategory(c))];
        Assert.Equal([0x1171E], different); // Mc in 15.0, Mn in 16.0
    }

    [Fact]
    public unsafe void ReadsUtf8AsItReadsCodePoints()
    {
        byte[] bytes = new byte[8];
        fixed (byte* start = bytes)
        {
            for (int c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 7)
            {
                if (Rune.IsValid(c))
                {
                    int expected = new Rune(c).EncodeToUtf8(bytes);
                    Assert.Equal(UnicodeCategories.Of(c), UnicodeCategories.At(start, out int length));
                    Assert.Equal(expected, length);
                    Assert.Equal(UnicodeCategories.Of(c), UnicodeCategories.OfFirst(bytes.AsSpan(0, expected), out length));
                    Assert.Equal(expected, length);
                }
            }
        }
    }

    /// <summary>What <see cref="Utf8Character.IsIdeograph"/> promises.</summary>
    [Fact]
    public void NothingHappensToIdeographs() => Assert.All(
        Enumerable.Range(0x4000, 0x6000),
        static c => Assert.True(UnicodeCategories.IsIn(c, CategorySet.OtherLetter | CategorySet.OtherSymbol) && LowerPages.ToLower(c) == c && NormalizationPages.ValueOf(c) == 0));

    [Fact]
    public void ABrokenCharacterIsNotAssignedAndOneByteLong()
    {
        Assert.Equal(UnicodeCategory.OtherNotAssigned, UnicodeCategories.OfFirst([0xE4, 0xBD], out int length));
        Assert.Equal(1, length);
        Assert.Equal(UnicodeCategory.OtherNotAssigned, UnicodeCategories.OfFirst([], out length));
        Assert.Equal(0, length);
    }
}
