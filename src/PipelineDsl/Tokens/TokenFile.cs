using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;

namespace PipelineDsl;

/// <summary>Writes the ids of the documents one after the other, without header, little-endian: 16 bits each if the vocabulary is small enough, else 32.</summary>
/// <remarks>
/// With a context length of n, the sequence i of the packed data is the n ids from place i·n on: documents are concatenated and cut. The last sequence is filled up
/// with the padding id. What a reader needs to know stands in the manifest.
/// </remarks>
[Writer]
public sealed class TokenFile : OutputWriter
{
    private readonly TokenPacking _packing;

    private TokenFile(TokenPacking packing, string file)
    {
        _packing = packing;
        FileName = file;
    }

    /// <inheritdoc/>
    public override string FileName { get; }

    private int Width => TokenBytes.Width(_packing.VocabularySize);

    /// <summary>Opens the file.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="file">The file's name, relative to the output folder.</param>
    /// <exception cref="InvalidOperationException">The pipeline makes no tokens.</exception>
    [Open]
    public static OutputWriter Open(OutputContext context, string file)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(file);
        return context.Tokens is { } packing
            ? new TokenFile(packing, file)
            : throw new InvalidOperationException($"the token file '{file}' needs tokens: put a [Tokenize<…>] step before [TokenFileOutput]");
    }

    /// <inheritdoc/>
    public override void Write(Document document, TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(output);
        TokenBytes.Append(document.Tokens.Ids, Width, output);
    }

    /// <inheritdoc/>
    public override void Finish(in OutputTotals totals, TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(id, _packing.Padding);
        for (long i = Padding(totals); i > 0; i--)
        {
            output.Append(id[..Width]);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(OutputTotals totals)
    {
        List<KeyValuePair<string, string>> lines =
        [
            new("dtype", TokenBytes.TypeName(Width)),
            new("tokenizer", _packing.Tokenizer),
            new("vocabularyHash", _packing.VocabularyHash),
            new("tokens", Format(totals.Tokens)),
            new("endOfText", Format(_packing.EndOfText)),
            new("contextLength", Format(_packing.ContextLength)),
        ];
        if (_packing.ContextLength > 0)
        {
            lines.Add(new("sequences", Format((totals.Tokens + Padding(totals)) / _packing.ContextLength)));
            lines.Add(new("padding", Format(Padding(totals))));
            lines.Add(new("paddingId", Format(_packing.Padding)));
        }

        return lines;
    }

    private static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    private long Padding(in OutputTotals totals)
    {
        long over = _packing.ContextLength == 0 ? 0 : totals.Tokens % _packing.ContextLength;
        return over == 0 ? 0 : _packing.ContextLength - over;
    }
}

/// <summary>A step that writes the ids of all documents to one file; see <see cref="TokenFile"/>.</summary>
public sealed class TokenFileOutputAttribute : OutputAttribute<TokenFile>
{
    /// <summary>Writes a token file.</summary>
    /// <param name="file">The file's name, relative to the output folder (default: <c>tokens.bin</c>).</param>
    public TokenFileOutputAttribute(string file = "tokens.bin") => File = file;

    /// <summary>The file's name, relative to the output folder.</summary>
    public string File { get; }
}
