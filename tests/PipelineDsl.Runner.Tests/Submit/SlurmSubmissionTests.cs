using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PipelineDsl.Engine;
using PipelineDsl.Runner.Submit;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public sealed class SlurmSubmissionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeSlurm _slurm = new();
    private readonly StringWriter _output = new();
    private readonly SubmitPlan _plan;
    private readonly FakeProgress _progress;

    public SlurmSubmissionTests()
    {
        _plan = Plans.In(_folder.Path);
        _progress = new FakeProgress(_plan);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void StagesFollowEachOtherOverSealsThatWaitForEveryWindow()
    {
        _slurm.MaxArraySize = 2;
        IReadOnlyList<SubmittedJob> jobs = Submission(Plans.Options).Submit();

        // Five tasks in arrays of two: three arrays and the seal; one task and its seal; the same again; the publication, which seals itself.
        Assert.Equal(
            ["phase-0", "phase-0", "phase-0", "seal phase-0", "cut-0", "seal cut-0", "phase-1", "phase-1", "phase-1", "seal phase-1", "publish"],
            jobs.Select(static j => (j.IsSeal ? "seal " : "") + j.Stage));
        Assert.Equal(["", "", "", "101:102:103", "104", "105", "106", "106", "106", "107:108:109", "110"], jobs.Select(j => _slurm.After(j.Id)));
        Assert.Equal(["--array=0-1", "--array=0-1", "--array=0-0"], _slurm.Submitted.Take(3).Select(static s => s.Arguments.Single(static a => a.StartsWith("--array=", StringComparison.Ordinal))));
        Assert.Equal(["2", "4"], _slurm.Submitted.Skip(1).Take(2).Select(static s => s.Arguments[^1]));
        Assert.All(_slurm.Submitted.Where(s => _slurm.After(s.Id).Length > 0), static s => Assert.Contains("--kill-on-invalid-dep=yes", s.Arguments));
    }

    [Fact]
    public void TasksAreListedLargestFirstAndOnlyThoseWithoutACommit()
    {
        _progress.Committed.Add(("phase-0", 1));
        Submission(Plans.Options).Submit();
        Assert.Equal(["3", "2", "4", "0"], File.ReadAllLines(_folder["plan.submit/1/phase-0.tasks"]));
        Assert.Contains("phase-0: 4 of 5 tasks, job 101\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsSealedIsLeftOutAndWhatIsCommittedIsOnlySealed()
    {
        _progress.Sealed.Add("phase-0");
        _progress.Committed.Add(("cut-0", 0));
        IReadOnlyList<SubmittedJob> jobs = Submission(Plans.Options).Submit();
        Assert.Equal(["seal cut-0", "phase-1", "seal phase-1", "publish"], jobs.Select(static j => (j.IsSeal ? "seal " : "") + j.Stage));
        Assert.Equal(["", "101", "102", "103"], jobs.Select(j => _slurm.After(j.Id)));
    }

    [Fact]
    public void APlanThatIsDoneIsNotSubmitted()
    {
        _progress.Sealed.UnionWith(_plan.Stages.Select(static s => s.Name));
        Assert.Empty(Submission(Plans.Options).Submit());
        Assert.Empty(_slurm.Submitted);
    }

    [Fact]
    public void APlanIsNotSubmittedBesideItsOwnJobs()
    {
        Submission(Plans.Options).Submit();
        RunException exception = Assert.Throws<RunException>(() => Submission(Plans.Options).Submit());
        Assert.Equal("PDSL2053", exception.Id);
        Assert.Contains("--speculate", exception.Message, StringComparison.Ordinal);

        // The controller has forgotten them, and one id is another job's now.
        _slurm.Queue.Clear();
        _slurm.Queue["101"] = "somebody";
        Assert.NotEmpty(Submission(Plans.Options).Submit());
    }

    [Fact]
    public void SpeculationRunsTheRestTwiceAndReplacesWhatWaitsForIt()
    {
        Submission(Plans.Options).Submit();
        _progress.Committed.UnionWith([("phase-0", 0), ("phase-0", 1), ("phase-0", 3)]);
        int before = _slurm.Submitted.Count;
        IReadOnlyList<SubmittedJob> jobs = Submission(Plans.Options with { Speculate = true }).Submit();

        Assert.Equal(["2", "4"], File.ReadAllLines(_folder["plan.submit/2/phase-0.tasks"]));
        Assert.Equal(["1", "3", "2", "4", "0"], File.ReadAllLines(_folder["plan.submit/1/phase-0.tasks"]));
        Assert.Contains("101", _slurm.Queue.Keys);
        Assert.Equal(["101"], _slurm.CancelledIfPending);
        Assert.Equal(["102", "103", "104", "105", "106", "107"], _slurm.Cancelled.Order());
        Assert.Contains($"scancel --name=pdsl-{_plan.ShortHash}-phase-0 101 ", _slurm.Submitted[before + 1].Script, StringComparison.Ordinal);
        Assert.Equal(2, jobs[0].Submission);
    }

    [Fact]
    public void ASubmissionThatFailsHalfWayLeavesNoJob()
    {
        _slurm.RefuseFrom = 4;
        RunException exception = Assert.Throws<RunException>(() => Submission(Plans.Options).Submit());
        Assert.Equal("PDSL2051", exception.Id);
        Assert.Contains("QOSMaxSubmitJobPerUserLimit", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_slurm.Queue);
    }

    [Fact]
    public void OnlyOwnJobsAreCancelled()
    {
        Submission(Plans.Options).Submit();
        _slurm.Queue["103"] = "somebody";
        _slurm.Queue["999"] = "else";
        Assert.Equal(6, Submission(Plans.Options).Cancel());
        Assert.Equal(["103", "999"], _slurm.Queue.Keys.Order());
        Assert.Equal(0, Submission(Plans.Options).Cancel());
    }

    [Fact]
    public void TwoProcessesDoNotSubmitOnePlanAtOnce()
    {
        using SubmitFolder other = SubmitFolder.Open(_plan);
        Assert.Equal("PDSL2053", Assert.Throws<RunException>(() => Submission(Plans.Options).Submit()).Id);
    }

    [Fact]
    public void WaitingEndsWithTheLastSealWhateverTheQueueSays()
    {
        SlurmSubmission submission = Submission(Plans.Options with { Wait = TimeSpan.FromHours(1) });
        IReadOnlyList<SubmittedJob> jobs = submission.Submit();
        int looks = 0;
        _slurm.OnLook = () => _progress.Sealed.UnionWith(_plan.Stages.Take(++looks).Select(static s => s.Name));
        submission.Wait(jobs);
        Assert.Equal(4, looks);
        Assert.Equal(7, _slurm.Queue.Count);
    }

    [Fact]
    public void WaitingEndsWhenNoJobIsLeft()
    {
        SlurmSubmission submission = Submission(Plans.Options with { Wait = TimeSpan.FromHours(1) });
        IReadOnlyList<SubmittedJob> jobs = submission.Submit();
        int looks = 0;

        // A controller that restarts has an empty queue for a moment.
        _slurm.OnLook = () =>
        {
            _slurm.Queue.Clear();
            if (++looks == 2)
            {
                _slurm.Queue["101"] = jobs[0].Name;
            }
        };
        RunException exception = Assert.Throws<RunException>(() => submission.Wait(jobs));
        Assert.Equal("PDSL2052", exception.Id);
        Assert.Contains("5 of 5 tasks of phase-0 have no commit", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, looks);
    }

    [Fact]
    public void WaitingForAJobThatSlurmHoldsEndsToo()
    {
        SlurmSubmission submission = Submission(Plans.Options with { Wait = TimeSpan.FromMinutes(10) });
        RunException exception = Assert.Throws<RunException>(() => submission.Wait(submission.Submit()));
        Assert.Equal("PDSL2052", exception.Id);
        Assert.Contains("00:10:00", exception.Message, StringComparison.Ordinal);
    }

    private SlurmSubmission Submission(SubmitOptions options)
    {
        FakeClock clock = new();
        return new SlurmSubmission(_plan, options, _progress, _slurm, _output) { Clock = clock, Sleep = clock.Advance };
    }
}
