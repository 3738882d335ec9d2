using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Threading;
using PipelineDsl.Engine;

namespace PipelineDsl.Tests.Engine.Store;

/// <summary>Another process that uses a store, and what it does there.</summary>
internal sealed class StoreProcess : IDisposable
{
    private const int Sigkill = 9;
    private readonly Process _process;

    private StoreProcess(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string argument in (IEnumerable<string>)["exec", typeof(StoreProcess).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Begins an action, writes half of its file, says so, and waits.</summary>
    public static StoreProcess Hold(string store, string action)
    {
        StoreProcess process = new("hold", store, action);
        Assert("ready", process._process.StandardOutput.ReadLine());
        return process;
    }

    /// <summary>Commits the same actions as other processes, each at the same moment as they.</summary>
    public static StoreProcess Race(string store, string barrier, int processes, int races)
        => new("race", store, barrier, processes.ToString(CultureInfo.InvariantCulture), races.ToString(CultureInfo.InvariantCulture));

    /// <summary>Lets the process go on; returns what it says until it ends.</summary>
    public string[] Finish()
    {
        _process.StandardInput.WriteLine("go");
        string said = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        Assert("0", _process.ExitCode.ToString(CultureInfo.InvariantCulture));
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Ends the process without its knowledge.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        Assert((128 + Sigkill).ToString(CultureInfo.InvariantCulture), _process.ExitCode.ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The second process.</summary>
    public static int Main(string[] arguments)
    {
        using ActionStore store = ActionStore.Open(arguments[1]);
        if (arguments[0] == "hold")
        {
            using ActionAttempt attempt = store.Begin(StoreFolder.Key(arguments[2]));
            ArtifactStream stream = attempt.Create("documents");
            stream.Write("con"u8);
            Console.WriteLine("ready");
            Console.ReadLine();
            stream.Write("tent"u8);
            Console.WriteLine(Hex(attempt.Commit("result"u8.ToArray()).Attempt));
            return 0;
        }

        int processes = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        int races = int.Parse(arguments[4], CultureInfo.InvariantCulture);
        using MemoryMappedFile shared = MemoryMappedFile.CreateFromFile(arguments[2], FileMode.Open);
        using MemoryMappedViewAccessor view = shared.CreateViewAccessor(0, sizeof(int));
        List<string> said = [];
        for (int race = 0; race < races; race++)
        {
            using ActionAttempt attempt = store.Begin(StoreFolder.Key($"race {race}"));
            using (ArtifactStream stream = attempt.Create("documents"))
            {
                stream.Write("content"u8);
            }

            Meet(view, processes * (race + 1));
            ulong winner = attempt.Commit("result"u8.ToArray()).Attempt;
            said.Add($"{Hex(winner)} {attempt.Folder.EndsWith(Hex(winner), StringComparison.Ordinal)}");
        }

        Console.ReadLine();
        Console.WriteLine(string.Join('\n', said));
        return 0;
    }

    private static void Assert(string expected, string? actual) => Xunit.Assert.Equal(expected, actual);

    private static string Hex(ulong attempt) => attempt.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Waits until so many have come.</summary>
    private static unsafe void Meet(MemoryMappedViewAccessor view, int expected)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        ref int come = ref MemoryMarshal.AsRef<int>(new Span<byte>(start, sizeof(int)));
        Interlocked.Increment(ref come);
        SpinWait spin = default;
        while (Volatile.Read(ref come) < expected)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        view.SafeMemoryMappedViewHandle.ReleasePointer();
    }
}
