using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Progress;

public sealed class RunMeterTests
{
    private readonly Recorder _recorder = new();

    [Fact]
    public void TellsWhenAStageBeginsWhenATaskEndsAndWhenTheStageEnds()
    {
        using RunMeter meter = new(TestPipeline.Create(), _recorder, stages: 3, sampled: false);
        meter.BeginStage("phase-0", tasks: 3, bytes: 100, documents: 7, cached: 1);
        using (TaskMeter task = meter.BeginTask(1))
        {
            task.Count(kept: true);
            task.Count(kept: false);
            task.At(60);
            task.Done();
        }

        meter.SkipTask(bytes: 40, documents: 5);
        meter.BeginStage("publish", tasks: 1);
        meter.EndStage();

        RunProgress begun = new(0, 3, 1, 3, 0, 0) { StageName = "phase-0", TasksCached = 1, TotalBytes = 100, TotalDocuments = 7 };
        RunProgress done = begun with { TasksDone = 2, Documents = 2, Kept = 1, Bytes = 60 };
        RunProgress skipped = done with { TasksDone = 3, TasksCached = 2, TotalBytes = 60, TotalDocuments = 2 };
        RunProgress second = new(1, 3, 0, 1, 0, 0) { StageName = "publish" };
        Assert.Equal([begun, done, skipped, skipped with { IsStageEnd = true }, second, second with { IsStageEnd = true }], _recorder.All);
    }

    [Fact]
    public void ARunningTaskIsSeenAndAFailedOneIsTakenBack()
    {
        using RunMeter meter = new(TestPipeline.Create(), _recorder, stages: 1, sampled: false);
        meter.BeginStage("phase-0", tasks: 2);
        using (TaskMeter task = meter.BeginTask(0))
        {
            task.Count(kept: true);
            task.At(5);
            meter.Sample();
            Assert.Equal((1, 1, 5, 0), (_recorder.Last.Documents, _recorder.Last.Kept, _recorder.Last.Bytes, _recorder.Last.TasksDone));
        }

        meter.Sample();
        Assert.Equal((0, 0, 0, 0), (_recorder.Last.Documents, _recorder.Last.Kept, _recorder.Last.Bytes, _recorder.Last.TasksDone));
    }

    [Fact]
    public void StepsOfADeduplicationAreProgress()
    {
        using RunMeter meter = new(TestPipeline.Create(), _recorder, stages: 1, sampled: false);
        meter.BeginStage("cut-0", tasks: 1);
        meter.BeginStep(2);
        meter.PartDone();
        meter.BeginStep(5);
        meter.PartDone();
        Assert.Equal((2, 1, 5), (_recorder.Last.Step, _recorder.Last.PartsDone, _recorder.Last.Parts));
        meter.BeginStage("phase-1", tasks: 1);
        Assert.Equal((0, 0, 0), (_recorder.Last.Step, _recorder.Last.PartsDone, _recorder.Last.Parts));
    }

    [Fact]
    public async Task CountsOfManyThreadsAddUpAndNoTwoThingsAreToldAtOnce()
    {
        using RunMeter meter = new(TestPipeline.Create(), _recorder, stages: 1, sampled: false);
        meter.BeginStage("phase-0", tasks: 40);
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = Interlocked.Increment(ref next); i < 40; i = Interlocked.Increment(ref next))
            {
                using TaskMeter task = meter.BeginTask(i);
                for (int document = 0; document < 500; document++)
                {
                    task.Count(kept: document % 5 == 0);
                    if (document % 100 == 0)
                    {
                        meter.Sample();
                        meter.OnNote("note");
                    }
                }

                task.At(i);
                task.Done();
            }
        })));
        meter.EndStage();

        Assert.Equal((20_000, 4_000, 780, 40), (_recorder.Last.Documents, _recorder.Last.Kept, _recorder.Last.Bytes, _recorder.Last.TasksDone));
        Assert.False(_recorder.WereTwoAtOnce);
        for (int i = 1; i < _recorder.All.Count; i++)
        {
            Assert.True(_recorder.All[i].Documents >= _recorder.All[i - 1].Documents, "documents only grow");
        }
    }

    [Fact]
    public void MetricsAddUpToTheLedgerWithoutAnObserver()
    {
        PipelineDefinition pipeline = TestPipeline.Create();
        Dictionary<string, double> sums = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, own) =>
        {
            if (instrument.Meter.Name == "PipelineDsl")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests run beside this one: theirs are not called this.
            if (tags.ToArray().Contains(new("stage", "phase-metrics")))
            {
                string name = string.Join(' ', tags.ToArray().Where(static t => t.Key is "outcome" or "rule").Select(static t => t.Value).Prepend(instrument.Name));
                lock (sums)
                {
                    sums[name] = sums.GetValueOrDefault(name) + (instrument is Histogram<double> ? 1 : value);
                }
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        using (RunMeter meter = new(pipeline, null, stages: 1, sampled: false))
        {
            meter.BeginStage("phase-metrics", tasks: 4, cached: 1);
            meter.SkipTask();
            using (TaskMeter failed = meter.BeginTask(1))
            {
                failed.Count(kept: true);
                failed.At(10);
                meter.Sample(); // what it counted is told, and must not be told again by the task that replaces it
            }

            using TaskMeter task = meter.BeginTask(1);
            Ledger ledger = new(pipeline.Rules.Count);
            foreach (Verdict verdict in (ReadOnlySpan<Verdict>)[Verdict.Keep, Verdict.Keep, Verdict.Drop(pipeline.Rules[2])])
            {
                ledger.Count(verdict);
                task.Count(verdict.Kept);
            }

            ledger.CountRejected();
            task.Count(kept: false);
            task.At(25);
            task.Done(ledger);
            meter.EndStage();
        }

        Dictionary<string, double> expected = new()
        {
            ["pipelinedsl.documents.read"] = 4,
            ["pipelinedsl.documents.kept"] = 2,
            ["pipelinedsl.documents.rejected"] = 1,
            ["pipelinedsl.documents.dropped Clean.NoBadWord"] = 1,
            ["pipelinedsl.input"] = 25,
            ["pipelinedsl.tasks cached"] = 2,
            ["pipelinedsl.tasks failed"] = 1,
            ["pipelinedsl.tasks done"] = 1,
            ["pipelinedsl.task.duration"] = 1,
        };
        Assert.Equal(expected.OrderBy(static e => e.Key, StringComparer.Ordinal), sums.OrderBy(static e => e.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void SpansNestAndSayWhatFailed()
    {
        List<Activity> ended = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "PipelineDsl",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        using Activity root = new("root");
        root.Start();
        using (RunMeter meter = new(TestPipeline.Create(), null, stages: 2, sampled: false))
        {
            Assert.Same(root, Activity.Current);
            meter.BeginStage("phase-0", tasks: 1);
            using (TaskMeter task = meter.BeginTask(0))
            {
                task.Count(kept: true);
                task.Done();
            }

            meter.BeginStage("cut-0", tasks: 1);
            using TaskMeter failed = meter.BeginTask(0);
        }

        Assert.Same(root, Activity.Current);
        Activity[] own = [.. ended.Where(a => a.TraceId == root.TraceId)];
        Assert.Equal(["task", "stage phase-0", "task", "stage cut-0", "run"], own.Select(static a => a.DisplayName));
        Activity run = own[^1];
        Assert.Equal([run.SpanId, run.SpanId], own.Where(static a => a.DisplayName.StartsWith("stage", StringComparison.Ordinal)).Select(static a => a.ParentSpanId));
        Assert.Equal([own[1].SpanId, own[3].SpanId], own.Where(static a => a.DisplayName == "task").Select(static a => a.ParentSpanId));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Error], own.Select(static a => a.Status));
        Assert.Equal(1L, own[0].GetTagItem("pipelinedsl.documents"));
    }

    [Fact]
    public void AnObserverThatFailsInTheBackgroundFailsTheRun()
    {
        // The timer is the background here: it is waited for, however long it takes.
        using ManualResetEventSlim called = new();
        Failing failing = new(called);
        using RunMeter meter = new(TestPipeline.Create(), failing, stages: 1);
        meter.BeginStage("phase-0", tasks: 1);
        failing.Fails = true;
        Assert.True(called.Wait(TimeSpan.FromMinutes(2)));
        failing.Fails = false;
        Assert.Equal("no more", Assert.Throws<InvalidOperationException>(meter.EndStage).Message);
    }

    private sealed class Recorder : IRunObserver
    {
        private int _inside;

        public List<RunProgress> All { get; } = [];

        public RunProgress Last => All[^1];

        public bool WereTwoAtOnce { get; private set; }

        public void OnProgress(in RunProgress progress)
        {
            Enter();
            All.Add(progress);
            Interlocked.Decrement(ref _inside);
        }

        public void OnFinding(RunFinding finding)
        {
        }

        public void OnNote(string text)
        {
            Enter();
            Interlocked.Decrement(ref _inside);
        }

        private void Enter() => WereTwoAtOnce |= Interlocked.Increment(ref _inside) > 1;
    }

    private sealed class Failing(ManualResetEventSlim called) : IRunObserver
    {
        public volatile bool Fails;

        public void OnProgress(in RunProgress progress)
        {
            if (Fails)
            {
                called.Set();
                throw new InvalidOperationException("no more");
            }
        }

        public void OnFinding(RunFinding finding)
        {
        }
    }
}
