using System.Collections.Generic;
using System.IO;
using System.Linq;
using PipelineDsl.Runner.Submit;
using Xunit;

namespace PipelineDsl.Runner.Tests.Submit;

public class PlainScriptTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void TheScriptRunsEveryTaskAndSealsEveryStage(string jobs)
    {
        (CommandResult result, string[] calls) = Run("echo \"$*\" >> \"$CALLS\"\n", jobs);
        Assert.Equal(0, result.ExitCode);
        int at = 0;
        foreach (SubmitStage stage in Plans.Small.Stages)
        {
            string[] tasks = calls[at..(at + stage.Tasks)];
            Assert.Equal(Enumerable.Range(0, stage.Tasks).Select(t => $"--stage {stage.Name} --task {t} --of {stage.Tasks}"), tasks.Order().Select(static c => c[c.IndexOf("--stage", System.StringComparison.Ordinal)..]));
            at += stage.Tasks;
            if (stage.Name != "publish")
            {
                Assert.StartsWith("seal ", calls[at], System.StringComparison.Ordinal);
                Assert.EndsWith($"--stage {stage.Name}", calls[at++], System.StringComparison.Ordinal);
            }
        }

        Assert.Equal(calls.Length, at);
    }

    [Fact]
    public void ATaskThatFailsEndsItBeforeTheSeal()
    {
        (CommandResult result, string[] calls) = Run("echo \"$*\" >> \"$CALLS\"\ncase \"$*\" in *'--task 2 '*) exit 65 ;; esac\n", "1");
        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain(calls, static c => c.StartsWith("seal", System.StringComparison.Ordinal));
    }

    private static (CommandResult Result, string[] Calls) Run(string body, string jobs)
    {
        using TemporaryFolder folder = new();
        string program = Shell.WriteProgram(folder.Path, "it's pipelinedsl", body);
        File.WriteAllText(folder["script"], PlainScript.Render(Plans.Small, Plans.Options with { Program = program }));
        CommandResult result = Shell.Run(folder["script"], new Dictionary<string, string> { ["CALLS"] = folder["calls"], ["JOBS"] = jobs });
        return (result, File.ReadAllLines(folder["calls"]));
    }
}
