using System;
using System.IO;

namespace PipelineDsl;

/// <summary>What a dataset writer may want to know when it opens, and where it makes its files.</summary>
public sealed class DatasetContext
{
    private readonly Func<string, DatasetFile> _create;
    private readonly Func<Stream> _createScratch;

    /// <summary>Creates a context.</summary>
    /// <param name="split">The split's name, or empty.</param>
    /// <param name="tokens">How the pipeline makes tokens.</param>
    /// <param name="sequences">How tokens become sequences.</param>
    /// <param name="hasLoss">Whether some document of the split carries loss flags.</param>
    /// <param name="create">Makes an output file.</param>
    /// <param name="createScratch">Makes a temporary file.</param>
    internal DatasetContext(string split, TokenPacking tokens, SequenceOptions sequences, bool hasLoss, Func<string, DatasetFile> create, Func<Stream> createScratch)
    {
        Split = split;
        Tokens = tokens;
        Sequences = sequences;
        HasLoss = hasLoss;
        _create = create;
        _createScratch = createScratch;
    }

    /// <summary>The split: <c>train</c> or <c>validation</c>; empty if the dataset has no splits.</summary>
    public string Split { get; }

    /// <summary>How the pipeline makes tokens: the tokenizer, the size and hash of its vocabulary, the padding id.</summary>
    public TokenPacking Tokens { get; }

    /// <summary>How tokens become sequences.</summary>
    public SequenceOptions Sequences { get; }

    /// <summary>Whether some document of the split says of some token that a trainer does not learn from it.</summary>
    public bool HasLoss { get; }

    /// <summary>
    /// Whether sequences other than the last may be padded. Formats without a mask then write loss flags; for the one padded sequence at the end of a concatenated dataset they do not, since the flags would make
    /// it half as large again to say that a few end-of-text ids are not learned.
    /// </summary>
    public bool IsPadded => Sequences.ContextLength > 0 && Sequences.Packing != Packing.Concatenate;

    /// <summary>A file's name: <c>NAME.ext</c>, or <c>NAME-SPLIT.ext</c> if there are splits.</summary>
    /// <param name="name">The dataset's name, which may hold folders, with forward slashes.</param>
    /// <param name="extension">The ending, with its dot.</param>
    public string FileName(string name, string extension) => Split.Length == 0 ? name + extension : $"{name}-{Split}{extension}";

    /// <summary>Makes an output file.</summary>
    /// <param name="fileName">Its name, relative to the output folder, with forward slashes; of several outputs with one name the run fails.</param>
    /// <returns>The file; the engine closes it after <see cref="DatasetWriter.Finish"/>, if the writer has not.</returns>
    public DatasetFile Create(string fileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return _create(fileName);
    }

    /// <summary>Makes a temporary file, to write to, seek in and read from; it is gone after the run.</summary>
    public Stream CreateScratch() => _createScratch();
}
