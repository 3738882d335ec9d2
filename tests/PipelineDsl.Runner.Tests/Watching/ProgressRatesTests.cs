using System;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Watching;
using Xunit;

namespace PipelineDsl.Runner.Tests.Watching;

public sealed class ProgressRatesTests
{
    private static readonly RunProgress s_begin = new(0, 3, 0, 4, 0, 0) { StageName = "phase-0", TotalBytes = 10_000 };

    private readonly ManualClock _clock = new();
    private readonly ProgressRates _rates;

    public ProgressRatesTests() => _rates = new ProgressRates(_clock);

    [Fact]
    public void RatesAndTheTimeLeftFollowTheBytes()
    {
        ProgressFigures first = _rates.Next(s_begin);
        Assert.Equal((0, 0, null, 0, null), (first.DocumentsPerSecond, first.BytesPerSecond, first.KeptShare, first.DoneShare, first.Left));

        _clock.Advance(10);
        ProgressFigures figures = _rates.Next(s_begin with { Documents = 200, Kept = 150, Bytes = 2_500 });
        Assert.Equal((20, 250, 0.75, 0.25), (figures.DocumentsPerSecond, figures.BytesPerSecond, figures.KeptShare, figures.DoneShare));
        Assert.Equal(TimeSpan.FromSeconds(30), figures.Left);
        Assert.Equal(TimeSpan.FromSeconds(10), figures.Elapsed);
    }

    [Fact]
    public void WhatIsLongAgoDoesNotCountUntilTheEnd()
    {
        _rates.Next(s_begin);
        for (int second = 1; second <= 100; second++)
        {
            _clock.Advance(1);
            _rates.Next(s_begin with { Documents = second, Bytes = second });
        }

        for (int second = 1; second <= 60; second++)
        {
            _clock.Advance(1);
            ProgressFigures late = _rates.Next(s_begin with { Documents = 100 + (20 * second), Bytes = 100 + (20 * second) });
            if (second == 60)
            {
                Assert.Equal(20, late.DocumentsPerSecond, 6);
            }
        }

        ProgressFigures end = _rates.Next(s_begin with { Documents = 1300, Bytes = 1300, TasksDone = 4, IsStageEnd = true });
        Assert.Equal(1300.0 / 160, end.DocumentsPerSecond, 6);
        Assert.Equal((1, null), (end.DoneShare, end.Left));
    }

    [Fact]
    public void WithoutBytesDocumentsCountAndWithoutThemTasksThatAreNotCached()
    {
        Assert.Equal(0.5, _rates.Next(s_begin with { TotalBytes = 0, TotalDocuments = 10, Documents = 5 }).DoneShare);
        Assert.Equal(0.25, _rates.Next(new RunProgress(0, 1, 3, 6, 0, 0) { TasksCached = 2 }).DoneShare);
        Assert.Equal(0, _rates.Next(new RunProgress(0, 1, 6, 6, 0, 0) { TasksCached = 6 }).DoneShare);
        Assert.Equal(0.3, _rates.Next(new RunProgress(0, 1, 0, 1, 0, 0) { Step = 2, Parts = 10, PartsDone = 3 }).DoneShare, 6);
    }

    [Fact]
    public void EachStageBeginsAnew()
    {
        _rates.Next(s_begin);
        _clock.Advance(5);
        _rates.Next(s_begin with { Documents = 1000 });
        ProgressFigures next = _rates.Next(new RunProgress(1, 3, 0, 4, 0, 0));
        Assert.Equal((TimeSpan.Zero, 0), (next.Elapsed, next.DocumentsPerSecond));
    }
}
