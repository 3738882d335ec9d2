using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What every run does about disks that fail.</summary>
internal static class DiskTrouble
{
    /// <summary>How often a run starts over because a file of the store is not what was written there.</summary>
    public const int MostRestarts = 20;

    /// <summary>Does something, and turns what the file system refuses into a finding.</summary>
    /// <exception cref="RunException">A disk is full, read-only or broken.</exception>
    public static T Report<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (StoreFailure.IsOfDisk(exception))
        {
            throw StoreFailure.OfDisk(exception);
        }
    }

    /// <summary>Does something again for as long as it finds files of the store that are not what was written there; they are made again, everything else is found by its key.</summary>
    /// <param name="store">The store.</param>
    /// <param name="observer">Is told.</param>
    /// <param name="found">What the run has found or made up to now. Where one file is damaged others may be: all are looked at, so that the run does not start over for each.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="RunException">What was made again is damaged again.</exception>
    public static T Repair<T>(ActionStore store, IRunObserver? observer, Func<IEnumerable<ActionCommit>> found, Func<T> work)
    {
        for (int restarts = 0; ; restarts++)
        {
            try
            {
                return work();
            }
            catch (CorruptArtifactException exception) when (restarts < MostRestarts && !store.IsTransient)
            {
                store.Invalidate(exception.Commit);
                store.Scrub(found());
                observer?.OnNote($"{exception.Message}; it is made again");
            }
            catch (CorruptArtifactException exception)
            {
                throw StoreFailure.Of(store.Directory, exception.File, $"its disk does not keep what is written: {exception.Message}");
            }
        }
    }
}
