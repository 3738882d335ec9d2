using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PipelineDsl.Runner.Submit;

/// <summary>Renders jobs for Slurm: a pure function of plan, options and tasks.</summary>
/// <remarks>
/// A stage's tasks become arrays, an array's element takes lines of a list of tasks: so any set of tasks, in any order, fits indices from 0. A Slurm controller has a largest index
/// (<c>MaxArraySize</c>), so a stage may need several arrays, which take their place in the list as an argument. The seal of a stage depends on all of them.
/// </remarks>
internal static class SlurmScripts
{
    /// <summary>The name of a stage's jobs; the plan's hash in it keeps jobs of other plans apart.</summary>
    public static string JobName(SubmitPlan plan, string stage) => $"pdsl-{plan.ShortHash}-{stage}";

    /// <summary>The name of the job that seals a stage.</summary>
    public static string SealName(SubmitPlan plan, string stage) => $"pdsl-{plan.ShortHash}-seal-{stage}";

    /// <summary>The arrays of a stage.</summary>
    /// <param name="tasks">The number of tasks to run.</param>
    /// <param name="tasksPerJob">How many of them one job runs.</param>
    /// <param name="maxArraySize">The number of indices that an array may have.</param>
    public static IReadOnlyList<SlurmWindow> Windows(int tasks, int tasksPerJob, int maxArraySize)
    {
        int jobs = (int)(((long)tasks + tasksPerJob - 1) / tasksPerJob);
        return [.. Enumerable.Range(0, (jobs + maxArraySize - 1) / maxArraySize).Select(w => new SlurmWindow(w * maxArraySize, Math.Min(maxArraySize, jobs - (w * maxArraySize))))];
    }

    /// <summary>The list of tasks that a stage's script reads, one a line.</summary>
    public static string TaskList(IReadOnlyList<int> tasks) => string.Concat(tasks.Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t}\n")));

    /// <summary>The script of a stage's arrays; its argument is the window's offset.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="options">The options.</param>
    /// <param name="list">The file with the list of tasks.</param>
    /// <param name="logs">The folder of the logs, which must exist when the job starts.</param>
    public static string Tasks(SubmitPlan plan, SubmitStage stage, SubmitOptions options, string list, string logs)
        => Head(plan, stage.Name, JobName(plan, stage.Name), options, Path.Combine(logs, "%A_%a.log"))
            + Lines($$"""

                # Tasks of stage {{stage.Name}}. A task that has a commit ends at once, so this may run again, and twice at a time.
                list={{ShellText.Quote(list)}}
                of={{stage.Tasks}}
                pack={{options.TasksPerJob}}
                element=$((SLURM_ARRAY_TASK_ID + ${1:-0}))

                # The first wave does not fall upon the file system at once; later jobs start when others end.
                if [ "$element" -lt {{options.FirstWave}} ] && [ -z "${SLURM_RESTART_COUNT:-}" ]; then
                    sleep $((element * {{options.JitterSeconds}} / {{Math.Max(1, options.FirstWave)}}))
                fi
                """)
            + Body
            + Lines("""

                first=$((element * pack + 1))
                for task in $(sed -n "$first,$((first + pack - 1))p" "$list"); do
                    attempt run --plan "$plan" --stage "$stage" --task "$task" --of "$of"
                done
                """)
            + Tail;

    /// <summary>The script that seals a stage.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="options">The options.</param>
    /// <param name="superseded">Jobs of the same stage that need not go on once it is sealed.</param>
    /// <param name="logs">The folder of the logs.</param>
    public static string Seal(SubmitPlan plan, SubmitStage stage, SubmitOptions options, IReadOnlyList<string> superseded, string logs)
        => Head(plan, stage.Name, SealName(plan, stage.Name), options with { Parallel = 0 }, Path.Combine(logs, "seal_%j.log"))
            + Body
            + Lines("""

                attempt seal --plan "$plan" --stage "$stage"
                """)
            + (superseded.Count == 0 ? "" : Lines($"""
                if [ "$result" -eq 0 ]; then
                    # What still runs of this stage does what is done; the name keeps a reused id from harm.
                    scancel --name={JobName(plan, stage.Name)} {string.Join(' ', superseded)} || true
                fi
                """))
            + Tail;

    /// <summary>The arguments of sbatch for a job.</summary>
    /// <param name="script">The script's file.</param>
    /// <param name="after">The jobs that must have succeeded before.</param>
    /// <param name="window">The array, or null for a single job.</param>
    /// <param name="parallel">How many elements may run at the same time, or 0.</param>
    public static IReadOnlyList<string> Arguments(string script, IReadOnlyList<string> after, SlurmWindow? window, int parallel)
    {
        List<string> arguments = ["--parsable"];
        if (after.Count > 0)
        {
            // A job whose parent failed can never start: Slurm is to say so, not to keep it for ever.
            arguments.Add($"--dependency=afterok:{string.Join(':', after)}");
            arguments.Add("--kill-on-invalid-dep=yes");
        }

        if (window is { } w)
        {
            string limit = parallel > 0 ? string.Create(CultureInfo.InvariantCulture, $"%{parallel}") : "";
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--array=0-{w.Count - 1}{limit}"));
        }

        arguments.Add(script);
        if (window is { Offset: > 0 } later)
        {
            arguments.Add(later.Offset.ToString(CultureInfo.InvariantCulture));
        }

        return arguments;
    }

    private static string Head(SubmitPlan plan, string stage, string name, SubmitOptions options, string log)
    {
        List<string> lines =
        [
            "#!/bin/sh",
            $"#SBATCH --job-name={name}",
            $"#SBATCH --output=\"{EscapeLog(log)}\"",
            "#SBATCH --open-mode=append",
            "#SBATCH --requeue",
        ];
        Add("cpus-per-task", options.Cpus);
        Add("mem", options.Memory);
        Add("time", options.Time);
        Add("partition", options.Partition);
        lines.AddRange(options.SbatchLines.Select(static line => $"#SBATCH {line}"));
        lines.Add($"program={ShellText.Quote(options.Program)}");
        lines.Add($"plan={ShellText.Quote(plan.File)}");
        lines.Add($"stage={stage}");
        lines.Add($"retries={options.Retries.ToString(CultureInfo.InvariantCulture)}");
        return string.Concat(lines.Select(static line => line + "\n"));

        void Add(string option, StageValue value)
        {
            if (value.For(stage) is { } text)
            {
                lines.Add($"#SBATCH --{option}={text}");
            }
        }
    }

    /// <summary>In names of logs a per cent sign begins a placeholder; those in the last part are ours.</summary>
    private static string EscapeLog(string log)
        => Path.GetDirectoryName(log)!.Replace("%", "%%", StringComparison.Ordinal) + "/" + Path.GetFileName(log);

    private static string Lines(string text) => text + "\n";

    /// <summary>Settings of the runtime, and how one command of the program is run.</summary>
    private static string Body { get; } = Lines("""

        # Without cgroups the runtime sees the whole node; the job has only its share. A quarter is left for memory outside the heap.
        export DOTNET_gcServer=0
        if [ -n "${SLURM_CPUS_PER_TASK:-}" ]; then
            export DOTNET_PROCESSOR_COUNT="$SLURM_CPUS_PER_TASK"
        fi
        memory=${SLURM_MEM_PER_NODE:-$((${SLURM_MEM_PER_CPU:-0} * ${SLURM_CPUS_PER_TASK:-1}))}
        if [ "$memory" -gt 0 ]; then
            DOTNET_GCHeapHardLimit=0x$(printf '%x' $((memory * 1048576 / 4 * 3)))
            export DOTNET_GCHeapHardLimit
        fi

        child=
        ended=
        result=0
        end() {
            ended=1
            if [ -n "$child" ]; then
                kill -TERM "$child" 2>/dev/null
            fi
        }
        trap end TERM INT

        attempt() {
            "$program" "$@" &
            child=$!
            if [ -n "$ended" ]; then
                kill -TERM "$child" 2>/dev/null
            fi
            wait "$child"
            code=$?
            # A signal ends wait before the program has ended.
            while [ -n "$ended" ] && kill -0 "$child" 2>/dev/null; do
                wait "$child"
            done
            child=
            if [ -n "$ended" ]; then
                exit 143
            fi
            case $code in
                0) ;;
                78) exit 78 ;;
                75) if [ "$result" -eq 0 ]; then result=75; fi ;;
                *) result=$code ;;
            esac
        }
        """);

    /// <summary>Slurm runs jobs again when a node fails, not when a program says that its trouble is temporary.</summary>
    private static string Tail { get; } = Lines("""
        if [ "$result" -eq 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt "$retries" ]; then
            scontrol requeue "$SLURM_JOB_ID"
        fi
        exit "$result"
        """);
}
