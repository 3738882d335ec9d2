using System;
using System.Linq;
using PipelineDsl.Benchmarks;

IRatio[] ratios = [.. typeof(IRatio).Assembly.GetTypes()
    .Where(static t => !t.IsAbstract && typeof(IRatio).IsAssignableFrom(t))
    .Select(static t => (IRatio)Activator.CreateInstance(t)!)
    .OrderBy(static r => r.Name, StringComparer.Ordinal)];

if (args is not ["ratio", var name, ..] || ratios.FirstOrDefault(r => r.Name == name) is not { } ratio)
{
    Console.Error.WriteLine("usage: PipelineDsl.Benchmarks ratio NAME [--corpus FILE.jsonl]");
    Console.Error.WriteLine("  NAME: " + string.Join(", ", ratios.Select(static r => r.Name)));
    return 2;
}

string? corpus = args is [_, _, "--corpus", var file] ? file : null;
ratio.Run(corpus, new RatioRun(ratio.Name));
return 0;
