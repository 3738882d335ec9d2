using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Testing;

/// <summary>The files of one test: what it received, held against what lies verified beside it.</summary>
internal sealed class SnapshotFiles
{
    private const string Verified = ".verified.";
    private const string Received = ".received.";

    private static readonly bool s_accept = Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1";
    private static readonly UTF8Encoding s_utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private readonly string _folder;
    private readonly string _prefix;
    private readonly string _pattern;
    private readonly SortedDictionary<string, string> _received = new(StringComparer.Ordinal);

    /// <param name="testFile">The test's file.</param>
    /// <param name="method">The test's method.</param>
    /// <param name="suffix">What the names of the test's verified files have after the method: those that were not received are stale.</param>
    public SnapshotFiles(string testFile, string method, string suffix)
    {
        _folder = Path.GetDirectoryName(testFile) is { Length: > 0 } folder && Directory.Exists(folder)
            ? folder
            : throw new SnapshotException($"there is no folder of \"{testFile}\": build tests with DeterministicSourcePaths=false, so that they know where they lie");
        _prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}";
        _pattern = _prefix + suffix;
    }

    public void AddGenerated(string hintName, string text)
        => _received.Add($"{_prefix}#{Path.GetFileNameWithoutExtension(hintName)}{Verified}cs", $"//HintName: {hintName}\n{Normalize(text)}");

    public void AddText(string text) => _received.Add($"{_prefix}{Verified}txt", Normalize(text));

    public void Compare()
    {
        List<string> failures = [];
        foreach ((string name, string text) in _received)
        {
            string verified = Path.Combine(_folder, name);
            string received = Path.Combine(_folder, name.Replace(Verified, Received, StringComparison.Ordinal));
            string? expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
            if (expected == text || s_accept)
            {
                File.Delete(received);
                if (expected != text)
                {
                    File.WriteAllText(verified, text, s_utf8WithMark);
                }
            }
            else
            {
                File.WriteAllText(received, text, s_utf8WithMark);
                failures.Add(expected is null ? $"new: {received}\n{text}" : $"differs: {received}\n{FirstDifference(expected, text)}");
            }
        }

        foreach (string stale in Directory.EnumerateFiles(_folder, _pattern).Where(f => !_received.ContainsKey(Path.GetFileName(f))))
        {
            if (s_accept)
            {
                File.Delete(stale);
            }
            else
            {
                failures.Add($"no longer received: {stale}");
            }
        }

        if (failures.Count > 0)
        {
            throw new SnapshotException(string.Join("\n", failures) + "\nRun the tests with SNAPSHOT_ACCEPT=1 to accept, and look at the difference before you commit it.");
        }
    }

    private static string FirstDifference(string expected, string received)
    {
        string[] old = expected.Split('\n');
        string[] now = received.Split('\n');
        int line = 0;
        while (line < Math.Min(old.Length, now.Length) && old[line] == now[line])
        {
            line++;
        }

        return $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }

    // Verify compares without the final line end and the byte order mark; so do we.
    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF').TrimEnd('\n') + "\n";
}
