using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using PipelineDsl.Tests.EndToEnd.Differential;
using Xunit;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>Another process, with other instructions and in another culture, that judges the documents of a batch with its pipelines and says what it came to.</summary>
internal sealed class JudgingProcess : IDisposable
{
    private const string IcuConfig = "icu.runtimeconfig.json";
    private static readonly string s_config = Path.ChangeExtension(typeof(JudgingProcess).Assembly.Location, "runtimeconfig.json");
    private readonly Process _process;

    /// <summary>Starts a process.</summary>
    /// <param name="folder">Where <see cref="Save"/> left the batch.</param>
    /// <param name="culture">The culture, as ICU has it; empty: the invariant one, without ICU.</param>
    /// <param name="environment">What says which instructions there are.</param>
    public JudgingProcess(string folder, string culture, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (IEnumerable<string>)["exec", "--runtimeconfig", culture.Length == 0 ? s_config : Path.Combine(folder, IcuConfig), typeof(JudgingProcess).Assembly.Location, folder, culture])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Leaves a batch for other processes.</summary>
    public static void Save(string folder, CompiledBatch compiled, IReadOnlyList<NaiveDocument> documents)
    {
        // The repository's own processes do without ICU; what they are started with says so.
        File.WriteAllText(Path.Combine(folder, IcuConfig), File.ReadAllText(s_config).Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(folder, "pipelines.dll"), compiled.Image);
        File.WriteAllLines(Path.Combine(folder, "documents.jsonl"), documents.Select(static d => JsonSerializer.Serialize((KeyValuePair<string, IReadOnlyDictionary<string, string>>)new(d.Text, d.Fields))));
    }

    /// <summary>What the process says: what it works with, and then for each pipeline a hash of each document's outcome; null if it needs ICU and there is none.</summary>
    public (string Machine, string[] Outcomes)? Finish()
    {
        string[] lines = _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string error = _process.StandardError.ReadToEnd();
        _process.WaitForExit();
        if (error.Contains("valid ICU package", StringComparison.Ordinal))
        {
            return null;
        }

        Assert.True(_process.ExitCode == 0, error);
        return (lines[0], lines[1..]);
    }

    /// <summary>The hashes of what a pipeline says of documents, audit included, in one line.</summary>
    public static string Judge(GeneratedPipeline pipeline, IEnumerable<NaiveDocument> documents)
        => string.Join(' ', documents.Select(d => ((ulong)DedupKey.Of(Encoding.UTF8.GetBytes($"{pipeline.Judge(d)}\n{pipeline.Audit(d)}"))).ToString("x16", CultureInfo.InvariantCulture)));

    /// <summary>The second process.</summary>
    public static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(arguments[1]);
        Console.WriteLine($"{TextKernels.Best}, {CultureInfo.CurrentCulture.Name}: {"i".ToUpper(CultureInfo.CurrentCulture)}");
        Assembly assembly = Assembly.LoadFrom(Path.Combine(arguments[0], "pipelines.dll"));
        NaiveDocument[] documents =
        [
            .. File.ReadLines(Path.Combine(arguments[0], "documents.jsonl"))
                .Select(static line => JsonSerializer.Deserialize<KeyValuePair<string, Dictionary<string, string>>>(line))
                .Select(static d => new NaiveDocument(d.Key, d.Key, d.Value)),
        ];
        for (int i = 0; assembly.GetType(Batch.FusedName(i)) is { } pipeline; i++)
        {
            Console.WriteLine(Judge(new GeneratedPipeline(CompiledBatch.DefinitionOf(pipeline)), documents));
        }

        return 0;
    }
}
