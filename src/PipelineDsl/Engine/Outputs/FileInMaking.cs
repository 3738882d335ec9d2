using System;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>An output file while it is made in the work folder. All threads help with each.</summary>
internal abstract class FileInMaking
{
    private OutputFile? _made;

    /// <summary>The file, when it is made and on the disk.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public OutputFile Made
    {
        get => _made ?? throw new InvalidOperationException("the file is not made");
        protected set => _made = value;
    }

    /// <summary>Does what there is to do and nobody else has taken up.</summary>
    /// <param name="cancellation">Stops it.</param>
    public abstract void Help(CancellationToken cancellation);
}
