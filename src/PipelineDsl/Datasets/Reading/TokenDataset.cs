using System;
using System.Buffers.Binary;
using System.IO;

namespace PipelineDsl;

/// <summary>
/// A token dataset on disk, mapped into memory: ids, where documents end, loss flags. Opens what <see cref="MegatronOutputAttribute"/>, <see cref="DatatroveOutputAttribute"/>,
/// <see cref="NumpyOutputAttribute"/>, <see cref="LlmcOutputAttribute"/>, <see cref="NanoGptOutputAttribute"/>, <see cref="MemmapOutputAttribute"/> and <see cref="TokenFileOutputAttribute"/> write.
/// </summary>
/// <remarks>Reading is thread-safe and allocates nothing.</remarks>
public sealed class TokenDataset : IDisposable
{
    private readonly MappedFile _tokens;
    private readonly long _start;
    private readonly int _width;
    private readonly EndTable? _ends;
    private readonly MappedFile? _loss;
    private readonly long _lossStart;
    private readonly bool _lossIsLabels;

    internal TokenDataset(DatasetParts parts)
    {
        _tokens = parts.Tokens;
        _start = parts.Start;
        _width = parts.Width;
        _ends = parts.Ends;
        _loss = parts.Loss;
        _lossStart = parts.LossStart;
        _lossIsLabels = parts.LossIsLabels;
        RowLength = parts.RowLength;
        TokenCount = parts.Count;
    }

    /// <summary>The number of ids, padding included.</summary>
    public long TokenCount { get; }

    /// <summary>The ids of a row if the format says that the data are rows of one length, else 0.</summary>
    public int RowLength { get; }

    /// <summary>Whether the format says where documents end.</summary>
    public bool HasDocuments => _ends is not null;

    /// <summary>Whether there are loss flags.</summary>
    public bool HasLoss => _loss is not null;

    /// <summary>The number of document pieces, paddings counted too; 0 if the format does not say.</summary>
    public long PieceCount => _ends?.Count ?? 0;

    /// <summary>Opens a dataset by the ending of its file: <c>.idx</c> or <c>.bin</c> with an <c>.idx</c> beside it (Megatron), <c>.ds</c> (datatrove), <c>.npy</c> (NumPy, with header), <c>.bin</c> with llm.c's header.</summary>
    /// <param name="path">The file; files beside it with the same name are found.</param>
    /// <exception cref="InvalidDataException">The file is none of these, or damaged.</exception>
    public static TokenDataset Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new TokenDataset(DatasetOpener.Open(path));
    }

    /// <summary>Opens a file of ids without header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesPerToken">2 or 4.</param>
    /// <exception cref="InvalidDataException">The file's length is no multiple of that.</exception>
    public static TokenDataset OpenRaw(string path, int bytesPerToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (bytesPerToken is not (2 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(bytesPerToken), bytesPerToken, "an id has 2 or 4 bytes");
        }

        return new TokenDataset(DatasetOpener.Raw(path, bytesPerToken));
    }

    /// <summary>Reads ids.</summary>
    /// <param name="start">The first id, from 0.</param>
    /// <param name="ids">What is filled.</param>
    public void Read(long start, Span<int> ids)
        => TokenBytes.Read(_tokens.Bytes(_start + (start * _width), checked(ids.Length * _width)), _width, ids);

    /// <summary>Reads loss flags: 1 where a token is learned, 0 where it is not. All 1 if there are none.</summary>
    /// <param name="start">The first id, from 0.</param>
    /// <param name="loss">What is filled.</param>
    public void ReadLoss(long start, Span<byte> loss)
    {
        if (_loss is null)
        {
            loss.Fill(1);
        }
        else if (_lossIsLabels)
        {
            ReadOnlySpan<byte> labels = _loss.Bytes(start * sizeof(int), checked(loss.Length * sizeof(int)));
            for (int i = 0; i < loss.Length; i++)
            {
                loss[i] = BinaryPrimitives.ReadInt32LittleEndian(labels[(sizeof(int) * i)..]) == TokenSequence.IgnoredLabel ? (byte)0 : (byte)1;
            }
        }
        else
        {
            _loss.Bytes(_lossStart + start, loss.Length).CopyTo(loss);
        }
    }

    /// <summary>The end of the piece of a document in which an id lies: the place behind its last. The number of ids if the format does not say where documents end.</summary>
    /// <param name="token">The id's place, from 0.</param>
    public long PieceEnd(long token) => _ends?.EndOf(token) ?? TokenCount;

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokens.Dispose();
        _ends?.Dispose();
        _loss?.Dispose();
    }
}
