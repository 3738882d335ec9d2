using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Sequences;

public sealed class FreeSpaceIndexTests
{
    /// <summary>Adds and takes in any order, against a search through a list.</summary>
    [Fact]
    public void FindsTheLeastSpaceThatIsEnough()
        => Gen.Select(Gen.OneOf(Gen.Int[1, 70], Gen.Const(4095), Gen.Const(4096), Gen.Const(300_000)), Gen.Select(Gen.Bool, Gen.Double.Unit).Array[0, 200]).Sample((contextLength, steps) =>
        {
            FreeSpaceIndex index = new(contextLength);
            List<(int Sequence, int Free)> expected = [];
            int next = 0;
            foreach ((bool add, double share) in steps)
            {
                int space = 1 + (int)(share * (contextLength - 1));
                if (add)
                {
                    index.Add(next, space);
                    expected.Add((next++, space));
                    continue;
                }

                (int Sequence, int Free) best = expected.Where(e => e.Free >= space).OrderBy(static e => e.Free).ThenByDescending(static e => e.Sequence).DefaultIfEmpty((-1, 0)).First();
                Assert.Equal(best.Sequence, index.Take(space));
                expected.Remove(best);
            }
        });
}
