using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Writes the sequences of one dataset, or of one split of it, in some format. There is one object for each split; it is called by one thread.</summary>
/// <remarks>
/// Sequences come in their final order, one call each, then <see cref="Finish"/>. Files are made with <see cref="DatasetContext.Create"/>; they are written beside the outputs of the last run, hashed, and put into
/// place only if the whole run succeeds. What is written may depend on nothing but the sequences and the context, so that the files are the same on every run.
/// </remarks>
public abstract class DatasetWriter : IDisposable
{
    /// <summary>
    /// Whether what is written tells which tokens a trainer does not learn from. Default: no; the run then warns where documents carry such flags, because they are lost here.
    /// </summary>
    public virtual bool CarriesLoss => false;

    /// <summary>Writes a sequence.</summary>
    /// <param name="sequence">The sequence; it is filled anew after the call.</param>
    public abstract void Write(TokenSequence sequence);

    /// <summary>Called once, after the last sequence: writes what closes the dataset.</summary>
    /// <param name="totals">What was written.</param>
    public virtual void Finish(in DatasetTotals totals)
    {
    }

    /// <summary>What the manifest should say of the dataset beside its counts and its tokenizer: a data type, a shape.</summary>
    /// <param name="totals">What was written.</param>
    /// <returns>Names and values, in the order to print them.</returns>
    public virtual IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the writer holds beside its files, which the engine closes; called whether the run succeeds or not.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>What a dataset, or a split of it, came to.</summary>
/// <param name="Sequences">The number of sequences.</param>
/// <param name="Documents">The number of documents; one without tokens does not count.</param>
/// <param name="Tokens">The number of tokens, without padding.</param>
/// <param name="Padding">The number of padding ids.</param>
public readonly record struct DatasetTotals(long Sequences, long Documents, long Tokens, long Padding);
