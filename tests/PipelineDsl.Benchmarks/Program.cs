using System;
using System.Linq;
using PipelineDsl.Benchmarks;

IRatio[] ratios = [.. typeof(IRatio).Assembly.GetTypes()
    .Where(static t => !t.IsAbstract && typeof(IRatio).IsAssignableFrom(t))
    .Select(static t => (IRatio)Activator.CreateInstance(t)!)
    .OrderBy(static r => r.Name, StringComparer.Ordinal)];

try
{
    switch (args)
    {
        case ["ratio", var name, .. var rest] when ratios.FirstOrDefault(r => r.Name == name) is { } ratio:
            ratio.Run(rest is ["--corpus", var file] ? file : null, new RatioRun(ratio.Name));
            return 0;
        case ["corpus", .. var rest]:
            return CorpusCommand.Run(new CommandOptions(rest, "from", "bytes", "output", "file-bytes", "exact-duplicates", "near-duplicates", "seed"));
        case ["startup", .. var rest]:
            return StartupCommand.Run(new CommandOptions(rest, "folder", "corpus", "project-directory", "bytes", "rounds"));
        case ["scale-run", .. var rest]:
            return ScaleRunCommand.Run(new CommandOptions(rest, "corpus", "output", "store", "memory", "workers"));
    }
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
}

Console.Error.WriteLine("usage: PipelineDsl.Benchmarks ratio NAME [--corpus FILE.jsonl]");
Console.Error.WriteLine("  NAME: " + string.Join(", ", ratios.Select(static r => r.Name)));
Console.Error.WriteLine("       PipelineDsl.Benchmarks " + CorpusCommand.Usage);
Console.Error.WriteLine("       PipelineDsl.Benchmarks " + ScaleRunCommand.Usage);
Console.Error.WriteLine("       PipelineDsl.Benchmarks " + StartupCommand.Usage);
return 2;
