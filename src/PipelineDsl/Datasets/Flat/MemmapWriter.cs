using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace PipelineDsl;

/// <summary>The token files of Dolma's toolkit: ids for <c>numpy.memmap</c>, without any header though the files are called <c>.npy</c>, and a list of the documents in each.</summary>
/// <remarks>
/// <c>NAME-00000.npy</c>: ids, little-endian, 16 bits for vocabularies of up to 65,536 entries, else 32. <c>NAME-00000.csv.gz</c>: a line for each piece of a document, without title line:
/// <c>start,end,id,src,loc</c>; start and end count tokens in the file, the id is the document's key in hexadecimal, src and loc are empty.
/// </remarks>
[Writer]
public sealed class MemmapWriter : DatasetWriter
{
    /// <summary>The tokens of a file, unless an option says otherwise: Dolma's.</summary>
    public const long DefaultMaxTokens = 512L << 20;

    private readonly DatasetContext _context;
    private readonly string _name;
    private readonly long _maxTokens;
    private readonly TokenStream _ids;
    private DatasetFile? _file;
    private Stream? _documents;
    private int _number;
    private long _written;

    private MemmapWriter(DatasetContext context, string name, long maxTokens)
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
    /// <param name="maxTokens">The tokens after which a file is closed.</param>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string name, long maxTokens = DefaultMaxTokens)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 1);
        return new MemmapWriter(context, name, maxTokens);
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (_file is null)
        {
            OpenFiles();
        }

        _ids.Write(sequence.Ids, _file!);
        Span<byte> line = stackalloc byte[128];
        foreach (ref readonly SequencePiece piece in sequence.Pieces)
        {
            System.Text.Unicode.Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{_written + piece.Start},{_written + piece.End},{piece.Document:x32},,\n", out int length);
            _documents!.Write(line[..length]);
        }

        _written += sequence.Ids.Length;
        if (_written >= _maxTokens)
        {
            CloseFiles();
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals) => CloseFiles();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", TokenBytes.TypeName(_ids.Width))];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        CloseFiles();
        base.Dispose(disposing);
    }

    private void OpenFiles()
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"-{_number++:d5}");
        _file = _context.Create(_context.FileName(_name, number + ".npy"));
        string documents = _context.FileName(_name, number + ".csv.gz");
        _documents = CompressedOutput.Wrap(_context.Create(documents), documents);
        _written = 0;
    }

    private void CloseFiles()
    {
        _file?.Dispose();
        _documents?.Dispose();
        _file = null;
        _documents = null;
    }
}
