using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace PipelineDsl.Benchmarks;

/// <summary>Measures what processes of a published folder cost beside their work: the CPU time of one task over ten megabytes, of one over the first record, of one that is done already, of the commands around it and of a run that finds everything.</summary>
internal static class StartupCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "startup --folder FOLDER --corpus FILE.jsonl[.gz] [--project-directory FOLDER] [--bytes N] [--rounds N]";

    /// <summary>Runs it.</summary>
    public static int Run(CommandOptions options)
    {
        string program = Path.GetFullPath(Path.Combine(options.Required("folder"), OperatingSystem.IsWindows() ? "pipelinedsl.exe" : "pipelinedsl"));
        string project = Path.GetFullPath(options.Text("project-directory") ?? ".");
        long rounds = options.Number("rounds", 7);
        string folder = Directory.CreateTempSubdirectory("pipelinedsl-startup-").FullName;
        try
        {
            string corpus = Path.Combine(folder, "corpus.jsonl");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Copy(options.Required("corpus"), corpus, options.Number("bytes", 10_000_000))} bytes"));
            string record = Path.Combine(folder, "record.jsonl");
            File.WriteAllLines(record, File.ReadLines(corpus).Take(1));
            string[] common = ["--source", corpus, "--store", Path.Combine(folder, "store"), "--output", Path.Combine(folder, "out")];
            string plan = Path.Combine(folder, "plan.json");
            string small = Path.Combine(folder, "record.json");
            string[] task = TaskOf(plan);
            Dictionary<string, double> least = new(StringComparer.Ordinal);

            for (int round = 0; round < rounds; round++)
            {
                Forget(folder, "store");
                Measure("a plan", ["plan", .. common, "--plan", plan]);
                Measure("a task", task);
                Measure("a task that was done already", task);
                Measure("status", ["status", "--plan", plan]);
                Run(program, project, ["plan", "--source", record, "--store", Path.Combine(folder, "store"), "--output", Path.Combine(folder, "out"), "--plan", small], null);
                Measure("a task of one record", TaskOf(small));
                Measure("--version", ["--version"]);
            }

            Run(program, project, ["run", .. common], null);
            for (int round = 0; round < rounds; round++)
            {
                Measure("a run that finds everything", ["run", .. common]);
            }

            string methods = Path.Combine(folder, "methods.txt");
            Forget(folder, "store");
            Run(program, project, ["plan", .. common, "--plan", plan], null);
            Run(program, project, task, methods);
            foreach ((string what, double milliseconds) in least)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32}{milliseconds,8:F0} ms of CPU time, the least of {rounds}"));
            }

            if (!File.Exists(methods))
            {
                Console.WriteLine("a task compiles nothing: the program is native");
                return 0;
            }

            string[] compiled = File.ReadAllLines(methods);
            int again = compiled.Count(static line => line.Contains("[Tier1", StringComparison.Ordinal));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a task compiles {compiled.Length - again} methods, and {again} of those once more that it calls often"));
            return 0;

            static string[] TaskOf(string plan) => ["run", "--plan", plan, "--stage", "phase-0", "--task", "0", "--workers", "1"];

            void Measure(string what, string[] arguments)
            {
                double milliseconds = Run(program, project, arguments, null) / 1e6;
                least[what] = Math.Min(milliseconds, least.GetValueOrDefault(what, double.MaxValue));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs the program.</summary>
    /// <returns>Nanoseconds of CPU time.</returns>
    private static long Run(string program, string project, string[] arguments, string? methods)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = project, RedirectStandardOutput = true, RedirectStandardError = true };
        if (methods is not null)
        {
            start.Environment["DOTNET_JitStdOutFile"] = methods;
            start.Environment["DOTNET_JitDisasmSummary"] = "1";
        }

        long before = ChildTime.Nanoseconds;
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? ChildTime.Nanoseconds - before
            : throw new InvalidOperationException($"pipelinedsl {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{error.Result}");
    }

    private static void Forget(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Copies the first lines of a file.</summary>
    private static long Copy(string from, string to, long most)
    {
        using Stream file = File.OpenRead(from);
        using Stream plain = from.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain);
        using FileStream copy = File.Create(to);
        while (reader.ReadLine() is { } line)
        {
            byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes(line), (byte)'\n'];
            if (copy.Length + bytes.Length > most)
            {
                break;
            }

            copy.Write(bytes);
        }

        return copy.Length;
    }
}
