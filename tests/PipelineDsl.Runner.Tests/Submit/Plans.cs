using System.IO;
using PipelineDsl.Runner.Submit;

namespace PipelineDsl.Runner.Tests.Submit;

/// <summary>Plans and options for tests.</summary>
internal static class Plans
{
    public static SubmitPlan Small { get; } = new(
        "/data/run's/plan.json",
        "00aa11bb22cc33dd44ee55ff66778899",
        "/data/store",
        [new SubmitStage("phase-0", 5, [10, 50, 30, 50, 20]), new SubmitStage("cut-0", 1, [0]), new SubmitStage("phase-1", 5, [0, 0, 0, 0, 0]), new SubmitStage("publish", 1, [0])]);

    public static SubmitOptions Options { get; } = new() { Program = "/data/app/pipelinedsl" };

    /// <summary>The small plan with its file in a folder.</summary>
    public static SubmitPlan In(string folder) => Small with { File = Path.Combine(folder, "plan.json"), Store = Path.Combine(folder, "store") };
}
