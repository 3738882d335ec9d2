using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDsl.Runner.Submit;

/// <summary>Writes the manifests of a plan: one file a job, and a script that applies them in order.</summary>
internal static class KubernetesFiles
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes into a new folder beside the plan.</summary>
    /// <returns>The folder.</returns>
    public static string Write(SubmitPlan plan, SubmitOptions options, IPlanProgress progress)
    {
        IReadOnlyList<(string Name, JsonObject Manifest)> manifests = KubernetesManifests.Render(plan, options, progress);
        using SubmitFolder folder = SubmitFolder.Open(plan);
        (_, string path) = folder.Begin();
        List<string> files = [];
        foreach ((string name, JsonObject manifest) in manifests)
        {
            string file = string.Create(CultureInfo.InvariantCulture, $"{files.Count + 1:D2}-{name}.json");
            files.Add(file);
            WriteText(Path.Combine(path, file), manifest.ToJsonString(s_indented) + "\n");
        }

        WriteText(Path.Combine(path, "apply.sh"), Script(files, [.. manifests.Select(static m => m.Name)], options));
        return path;
    }

    /// <summary>The script that applies each job when the one before it is complete, so that no pod waits with resources in its hands.</summary>
    /// <param name="files">The manifests.</param>
    /// <param name="jobs">The jobs' names.</param>
    /// <param name="options">The options.</param>
    public static string Script(IReadOnlyList<string> files, IReadOnlyList<string> jobs, SubmitOptions options)
    {
        StringBuilder script = new("""
            #!/bin/sh
            # Applies the jobs one after the other. To leave the order to the pods' waiting instead: kubectl apply -f .
            # A failed job ends this; applying the rest again after a remedy goes on, since tasks that have a commit end at once.
            set -eu
            cd "$(dirname "$0")"
            timeout=${TIMEOUT:-86400}

            # kubectl waits for one condition; a job that has failed is never complete.
            step() {
                kubectl apply -f "$1"
                left=$timeout
                until kubectl wait $space --for=condition=complete --timeout=10s "job/$2" >/dev/null 2>&1; do
                    if kubectl wait $space --for=condition=failed --timeout=0s "job/$2" >/dev/null 2>&1; then
                        echo "job $2 has failed; see: kubectl logs $space job/$2" >&2
                        exit 1
                    fi
                    # Not so often if kubectl does not wait at all.
                    sleep 1
                    left=$((left - 10))
                    if [ "$left" -le 0 ]; then
                        echo "job $2 is not complete after $timeout seconds" >&2
                        exit 75
                    fi
                done
            }

            """);
        script.Append('\n').Append(CultureInfo.InvariantCulture, $"space={(options.Namespace is { } space ? ShellText.Quote("--namespace=" + space) : "")}\n");
        foreach ((string file, string job) in files.Zip(jobs))
        {
            script.Append(CultureInfo.InvariantCulture, $"step {file} {job}\n");
        }

        return script.ToString();
    }

    private static void WriteText(string file, string text) => File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
