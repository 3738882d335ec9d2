using System.Globalization;

namespace PipelineDsl;

/// <summary>The files of a dataset that is split into several of about the same size, or the one file of a dataset that is not.</summary>
/// <param name="context">The pipeline.</param>
/// <param name="name">The dataset's name.</param>
/// <param name="extension">The files' ending, with its dot.</param>
/// <param name="maxTokens">A file is full when it has this number of tokens; 0: never.</param>
internal sealed class NumberedFiles(DatasetContext context, string name, string extension, long maxTokens)
{
    private int _number;
    private long _tokens;

    /// <summary>Begins the next file: <c>NAME.ext</c>, or <c>NAME-00000.ext</c> and so on.</summary>
    public DatasetFile Next()
    {
        _tokens = 0;
        string ending = maxTokens > 0 ? string.Create(CultureInfo.InvariantCulture, $"-{_number++:d5}{extension}") : extension;
        return context.Create(context.FileName(name, ending));
    }

    /// <summary>Counts ids that were written to the present file.</summary>
    /// <returns>Whether it is full.</returns>
    public bool Add(int ids)
    {
        _tokens += ids;
        return maxTokens > 0 && _tokens >= maxTokens;
    }
}
