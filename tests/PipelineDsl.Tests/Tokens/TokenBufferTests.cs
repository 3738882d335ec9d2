using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens;

public sealed class TokenBufferTests
{
    [Fact]
    public void WithoutFlagsEveryTokenCounts()
    {
        TokenBuffer tokens = new();
        tokens.Append(7);
        Assert.True(tokens.Loss.IsEmpty);
        Assert.False(tokens.HasLoss);
    }

    [Fact]
    public void ClearForgetsTheFlags()
    {
        TokenBuffer tokens = new();
        tokens.Append(7, loss: false);
        tokens.Clear();
        tokens.Append(8);
        Assert.True(tokens.Loss.IsEmpty);
        tokens.Append(9, loss: false);
        Assert.Equal([1, 0], tokens.Loss.ToArray());
    }

    [Fact]
    public void FlagsOfIdsThatAreNotThereAreAnError()
    {
        TokenBuffer tokens = new();
        tokens.Append(7);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.SetLoss(0, 2, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.SetLoss(2, 0, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.SetLoss(-1, 1, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.SetLoss(0, -1, false));
    }

    /// <summary>Appends and flags in any order, against a plain list: what is not said counts.</summary>
    [Fact]
    public void FlagsFollowTheIds()
        => Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 4000], Gen.Int[0, 500], Gen.Bool).Array[1, 12].Sample(steps =>
        {
            TokenBuffer tokens = new();
            List<byte> expected = [];
            bool any = false;
            foreach ((int append, int start, int count, bool loss) in steps)
            {
                for (int i = 0; i < append; i++)
                {
                    tokens.Append(i);
                    expected.Add(1);
                }

                if (start + count <= expected.Count)
                {
                    tokens.SetLoss(start, count, loss);
                    any = true;
                    for (int i = start; i < start + count; i++)
                    {
                        expected[i] = loss ? (byte)1 : (byte)0;
                    }
                }
            }

            Assert.Equal(any ? expected : Enumerable.Empty<byte>(), tokens.Loss.ToArray());
            Assert.Equal(expected.Count, tokens.Count);
        });
}
