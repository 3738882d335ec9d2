using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace PipelineDsl.Build;

/// <summary>The processes whose end is the build's end.</summary>
internal static class BuildProcess
{
    /// <summary>
    /// This process; and if it is a node or a task host, those that it works for: one whose build was killed waits for its task, and would wait for the runner.
    /// </summary>
    public static IEnumerable<int> Ids()
    {
        int id = Process.GetCurrentProcess().Id;
        yield return id;
        while (Directory.Exists("/proc/" + id) && IsNode(id) && ParentOf(id) is > 1 and var parent)
        {
            yield return parent;
            id = parent;
        }
    }

    private static bool IsNode(int id) => File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Any(static a => a.StartsWith("/nodemode:", StringComparison.OrdinalIgnoreCase));

    private static int ParentOf(int id)
    {
        // "id (name) state parent …", where the name may hold anything, even parentheses.
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat.Substring(stat.LastIndexOf(')') + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
