using System;
using System.Diagnostics;
using System.Text;

namespace PipelineDsl.Build.Tests;

/// <summary>A build that has been started.</summary>
internal sealed class RunningBuild : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public RunningBuild(Process process)
    {
        _process = process;
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Waits for its end and for all that it printed.</summary>
    public BuildResult WaitForEnd(TimeSpan limit)
    {
        if (!_process.WaitForExit(limit))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException(Output);
        }

        _process.WaitForExit();
        return new BuildResult(_process.ExitCode, Output);
    }

    /// <summary>Ends it as a crash of the machine would: it can do nothing about it.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (_output)
            {
                _output.Append(line.Data).Append('\n');
            }
        }
    }
}
