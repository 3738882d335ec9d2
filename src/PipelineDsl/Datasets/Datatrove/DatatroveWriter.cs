using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary>The files of datatrove's tokenizer (datatrove 0.10, pipeline/tokens/tokenizer.py): ids without header, where documents end, how many there are.</summary>
/// <remarks>
/// <c>.ds</c>: ids, little-endian, 16 bits for vocabularies of up to 65,536 entries, else 32. <c>.ds.index</c>: for each document the place behind its last token in the file, in tokens (uint64); in packed
/// sequences for each piece, and for the padding. <c>.ds.metadata</c>: tokenizer and bytes a token, the number of tokens, the same for people. <c>.ds.loss</c>: a byte for each token, 1 where it is learned, 0 where it is not and in
/// the padding; written if documents carry such flags or sequences are padded.
/// </remarks>
[Writer]
public sealed class DatatroveWriter : DatasetWriter
{
    private readonly DatasetContext _context;
    private readonly string _name;
    private readonly long _maxTokens;
    private readonly TokenStream _ids;
    private readonly TextBuffer _ends = new();
    private DatasetFile? _tokens;
    private DatasetFile? _index;
    private DatasetFile? _metadata;
    private DatasetFile? _loss;
    private long _written;
    private int _files;

    private DatatroveWriter(DatasetContext context, string name, long maxTokens)
    {
        _context = context;
        _name = name;
        _maxTokens = maxTokens;
        _ids = new TokenStream(TokenBytes.Width(context.Tokens.VocabularySize));
        OpenFiles();
    }

    /// <summary>Opens the dataset.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="name">The dataset's name, relative to the output folder.</param>
    /// <param name="maxTokens">The tokens after which a file is closed, or 0.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name, long maxTokens = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        return new DatatroveWriter(context, name, maxTokens);
    }

    /// <inheritdoc/>
    public override bool CarriesLoss => true;

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (_tokens is null)
        {
            OpenFiles();
        }

        _ids.Write(sequence.Ids, _tokens!);
        _loss?.Write(sequence.Loss);
        _ends.Clear();
        foreach (ref readonly SequencePiece piece in sequence.Pieces)
        {
            _ends.AppendInt64(_written + piece.End);
        }

        _written += sequence.Ids.Length;
        if (sequence.PaddingCount > 0)
        {
            _ends.AppendInt64(_written);
        }

        _index!.Write(_ends.Bytes);
        if (_maxTokens > 0 && _written > _maxTokens)
        {
            CloseFiles();
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals)
    {
        if (_tokens is not null)
        {
            CloseFiles();
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", TokenBytes.TypeName(_ids.Width))];

    /// <summary>A number of tokens in three digits, such as <c>179 kT</c>.</summary>
    internal static string Human(long tokens)
    {
        int exponent = 0;
        for (long rest = tokens; rest >= 10; rest /= 10)
        {
            exponent++;
        }

        int thousands = exponent / 3;
        decimal value = tokens;
        for (int i = 0; i < thousands; i++)
        {
            value /= 1000;
        }

        // Python's format rounds half to even.
        int digits = 2 - (exponent % 3);
        string number = Math.Round(value, digits, MidpointRounding.ToEven).ToString($"F{digits}", CultureInfo.InvariantCulture);
        return $"{number} {(thousands == 0 ? "" : "kMGTPE"[thousands - 1])}T";
    }

    private void OpenFiles()
    {
        string file = _context.FileName(_name, _maxTokens > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{_files:d5}.ds") : ".ds");
        _files++;
        _written = 0;
        _tokens = _context.Create(file);
        _index = _context.Create(file + ".index");
        _metadata = _context.Create(file + ".metadata");
        _loss = _context.HasLoss || _context.IsPadded ? _context.Create(file + ".loss") : null;
    }

    private void CloseFiles()
    {
        _metadata!.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_context.Tokens.Tokenizer}|{_ids.Width}\n{_written}\n{Human(_written)}")));
        _metadata.Dispose();
        _tokens!.Dispose();
        _index!.Dispose();
        _loss?.Dispose();
        _tokens = null;
    }
}
