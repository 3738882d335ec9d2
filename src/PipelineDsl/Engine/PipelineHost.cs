using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Engine;

/// <summary>Runs generated pipelines: over a corpus, or over one document for tests.</summary>
public static class PipelineHost
{
    [ThreadStatic]
    private static Dictionary<PipelineDefinition, (PipelineWorker Code, Document Document)>? s_judges;

    /// <summary>Runs a pipeline over its sources and publishes the outputs.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Stops the run; nothing is published then.</param>
    /// <returns>What it came to; <see cref="RunSummary.Succeeded"/> is false if more records were rejected than allowed.</returns>
    /// <exception cref="RunException">It cannot go on; nothing was published.</exception>
    public static Task<RunSummary> RunAsync(PipelineDefinition pipeline, RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        return Task.Run(() => new PipelineRun(pipeline, options).Run(cancellationToken), cancellationToken);
    }

    /// <summary>Says what becomes of one document of a corpus, and why, deduplications included.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">Which corpus; the output folder is not looked at.</param>
    /// <param name="document">The document's id, or <c>FILE#N</c>: the N-th record of a file, as <c>samples.jsonl</c> names it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The explanation, or null if no record has that name.</returns>
    /// <exception cref="RunException">The corpus cannot be read.</exception>
    public static Explanation? Explain(PipelineDefinition pipeline, RunOptions options, string document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(document);
        return Explainer.Explain(pipeline, options, document, cancellationToken);
    }

    /// <summary>Lists the tasks of a run with their keys: which of them the store knows, and what has changed for those that it does not.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">How it would be run; with a store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RunException">There is no store, or the corpus cannot be read.</exception>
    public static IReadOnlyList<TaskListing> ListTasks(PipelineDefinition pipeline, RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        string directory = options.StoreDirectory ?? throw new RunException("PDSL2041", "without a store every task must be done; name the store's folder");
        using ActionStore store = ActionStore.Open(directory);
        RunState run = new(pipeline, options, new PipelineContext(options.ProjectDirectory), InputCatalog.Expand(pipeline, options, directory, cancellationToken));
        run.Check();
        return TaskListing.List(run, store, cancellationToken);
    }

    /// <summary>Removes from a store what no run needs: what killed runs left, and beyond its bounds what was used longest ago.</summary>
    /// <param name="storeDirectory">The store.</param>
    /// <param name="maxBytes">Its greatest size, in bytes.</param>
    /// <param name="maxAge">How long something may stay unused.</param>
    /// <returns>What was removed and what is kept, in words.</returns>
    public static string CollectGarbage(string storeDirectory, long maxBytes, TimeSpan maxAge)
    {
        using ActionStore store = ActionStore.Open(storeDirectory);
        StoreTrim trim = store.Trim(new StoreBounds { MaxBytes = maxBytes, MaxAge = maxAge });
        return !trim.Ran ? "nothing was removed: another process uses the store"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"removed {trim.CommitsRemoved} actions and {trim.AttemptsRemoved} attempts without a commit ({trim.BytesRemoved} bytes), kept {trim.CommitsKept} actions ({trim.BytesKept} bytes)");
    }

    /// <summary>Judges one document as if it were the only one.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="fields">Further fields by name, numbers and truth values in their invariant form; those not given are as if missing and optional.</param>
    /// <exception cref="ArgumentException">The text is not UTF-8, no step names a given field, or its value is not of the field's type.</exception>
    public static Verdict Judge(PipelineDefinition pipeline, ReadOnlySpan<byte> text, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        (PipelineWorker code, Document document) = Prepare(pipeline, text, fields);
        for (int phase = 0; phase <= pipeline.Cuts.Count; phase++)
        {
            Verdict verdict = code.Run(phase, document);
            document.Sketch.Clear();
            if (!verdict.Kept)
            {
                return verdict;
            }
        }

        return Verdict.Keep;
    }

    /// <summary>What every rule says of one document.</summary>
    /// <param name="pipeline">The pipeline, declared with <c>[Pipeline(audit: true)]</c>.</param>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="fields">Further fields by name.</param>
    /// <exception cref="ArgumentException">The text is not UTF-8, no step names a given field, or its value is not of the field's type.</exception>
    public static Audit Audit(PipelineDefinition pipeline, ReadOnlySpan<byte> text, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        (PipelineWorker code, Document document) = Prepare(pipeline, text, fields);
        Audit audit = new();
        code.RunAudit(document, audit);
        return audit;
    }

    private static (PipelineWorker Code, Document Document) Prepare(PipelineDefinition pipeline, ReadOnlySpan<byte> text, ReadOnlySpan<(string Name, string Value)> fields)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            throw new ArgumentException("the text is not valid UTF-8", nameof(text));
        }

        s_judges ??= [];
        if (!s_judges.TryGetValue(pipeline, out (PipelineWorker Code, Document Document) judge))
        {
            judge = (pipeline.CreateWorker(new PipelineContext(AppContext.BaseDirectory)), new Document(pipeline.Fields.Count));
            s_judges.Add(pipeline, judge);
        }

        judge.Document.Clear();
        judge.Document.SetUtf8(FieldMap.TextSlot, text);
        foreach ((string name, string value) in fields)
        {
            Set(pipeline, judge.Document, name, value);
        }

        return judge;
    }

    private static void Set(PipelineDefinition pipeline, Document document, string name, string value)
    {
        for (int slot = 1; slot < pipeline.Fields.Count; slot++)
        {
            if (pipeline.Fields[slot].Name == name)
            {
                try
                {
                    switch (pipeline.Fields[slot].Kind)
                    {
                        case FieldKind.Utf8:
                            document.SetUtf8(slot, Encoding.UTF8.GetBytes(value));
                            break;
                        case FieldKind.Integer:
                            document.SetBits(slot, Document.SlotState.Integer, long.Parse(value, CultureInfo.InvariantCulture));
                            break;
                        case FieldKind.Number:
                            document.SetBits(slot, Document.SlotState.Number, BitConverter.DoubleToInt64Bits(double.Parse(value, CultureInfo.InvariantCulture)));
                            break;
                        default:
                            document.SetBits(slot, Document.SlotState.Boolean, bool.Parse(value) ? 1 : 0);
                            break;
                    }
                }
                catch (FormatException exception)
                {
                    throw new ArgumentException($"field \"{name}\": {exception.Message}", nameof(value), exception);
                }

                return;
            }
        }

        throw new ArgumentException($"no step of {pipeline.Name} names the field \"{name}\"", nameof(name));
    }
}
