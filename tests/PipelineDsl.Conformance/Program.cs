using System;
using System.IO;
using System.Linq;
using PipelineDsl.Conformance;

// Suites register themselves here; each is a file of its own under Suites/.
ISuite[] suites = [.. typeof(ISuite).Assembly.GetTypes()
    .Where(static t => !t.IsAbstract && typeof(ISuite).IsAssignableFrom(t))
    .Select(static t => (ISuite)Activator.CreateInstance(t)!)
    .OrderBy(static s => s.Name, StringComparer.Ordinal)];

if (args.Length == 0 || suites.FirstOrDefault(s => s.Name == args[0]) is not { } suite)
{
    Console.Error.WriteLine("usage: PipelineDsl.Conformance SUITE PATH...");
    foreach (ISuite known in suites)
    {
        Console.Error.WriteLine($"  {known.Name} {known.Usage}");
    }

    return 2;
}

Report report = new(Console.Out, suite.Name);
try
{
    suite.Run(args[1..], report);
}
catch (IOException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

return report is { AllAgree: true, Any: true } ? 0 : 1;
