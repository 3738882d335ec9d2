using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;

namespace PipelineDsl;

/// <summary>llm.c's token files (llm.c, dev/data/data_common.py): a header of 256 32-bit numbers, then the ids.</summary>
/// <remarks>
/// The header begins with a magic number, a version, and the number of ids in the file: 20240520 and 1 for ids of 16 bits, 20240801 and 7 for ids of 32 bits. The rest is 0. Files of the training split are
/// numbered from 1, those of the validation split from 0, as the project's own scripts have it.
/// </remarks>
[Writer]
public sealed class LlmcWriter : DatasetWriter
{
    /// <summary>The tokens of a file, unless an option says otherwise.</summary>
    public const long DefaultMaxTokens = 100_000_000;

    private const int HeaderBytes = 256 * sizeof(int);
    private readonly DatasetContext _context;
    private readonly string _name;
    private readonly long _maxTokens;
    private readonly TokenStream _ids;
    private DatasetFile? _file;
    private int _number;
    private int _written;

    private LlmcWriter(DatasetContext context, string name, long maxTokens)
    {
        _context = context;
        _name = name;
        _maxTokens = maxTokens;
        _ids = new TokenStream(TokenBytes.Width(context.Tokens.VocabularySize));
        _number = context.Split == SequenceOptions.ValidationSplit ? 0 : 1;
        _file = OpenFile();
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxTokens, 1 << 30);
        return new LlmcWriter(context, name, maxTokens);
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _file ??= OpenFile();
        _ids.Write(sequence.Ids, _file);
        _written += sequence.Ids.Length;
        if (_written >= _maxTokens)
        {
            CloseFile();
        }
    }

    /// <inheritdoc/>
    public override void Finish(in DatasetTotals totals) => CloseFile();

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", TokenBytes.TypeName(_ids.Width))];

    private DatasetFile OpenFile()
    {
        string split = _context.Split == SequenceOptions.ValidationSplit ? "val" : "train";
        DatasetFile file = _context.Create(string.Create(CultureInfo.InvariantCulture, $"{_name}_{split}_{_number++:d6}.bin"));
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header, _ids.Width == 2 ? 20240520 : 20240801);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], _ids.Width == 2 ? 1 : 7);
        file.Write(header);
        _written = 0;
        return file;
    }

    private void CloseFile()
    {
        if (_file is not null)
        {
            Span<byte> count = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(count, _written);
            _file.Patch(2 * sizeof(int), count);
            _file.Dispose();
            _file = null;
        }
    }
}
