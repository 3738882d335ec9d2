using System.Globalization;
using System.Text;

namespace PipelineDsl.Runner.Submit;

/// <summary>A plan as a shell script, to run as it is on one machine or to rewrite for a scheduler that we do not know.</summary>
internal static class PlainScript
{
    /// <summary>Renders the script: a pure function of plan and options.</summary>
    public static string Render(SubmitPlan plan, SubmitOptions options)
    {
        StringBuilder script = new();
        script.Append(CultureInfo.InvariantCulture, $"""
            #!/bin/sh
            # Plan {plan.ShortHash}. The commands of one stage may run in any order, on any machines that see the store, and more than once;
            # a stage may start when the one before it is sealed. Exit codes: 0 done, 75 try again, 65 the input is wrong, 78 it is another plan.
            set -eu
            pipelinedsl={ShellText.Quote(options.Program)}
            plan={ShellText.Quote(plan.File)}

            """);
        script.Append("""

            # A stage: tasks 0 to $2 - 1. For a scheduler put its array of $2 jobs here, and wait for it; 'run' finds the index of Slurm, Kubernetes, AWS Batch
            # and Grid Engine itself when --task is left out.
            stage() {
                seq 0 $(($2 - 1)) | xargs -P "${JOBS:-1}" -I '{}' "$pipelinedsl" run --plan "$plan" --stage "$1" --task '{}' --of "$2"
                if [ "$1" != publish ]; then
                    "$pipelinedsl" seal --plan "$plan" --stage "$1"
                fi
            }

            """);
        foreach (SubmitStage stage in plan.Stages)
        {
            script.Append(CultureInfo.InvariantCulture, $"stage {stage.Name} {stage.Tasks}\n");
        }

        return script.ToString();
    }
}
