using System;
using System.Collections.Generic;
using System.Text;
using Inner = Microsoft.ML.Tokenizers.Tokenizer;

namespace PipelineDsl;

/// <summary>Any tokenizer of Microsoft.ML.Tokenizers as one of this library: for families that have no file which this library reads. As fast as the original, and it allocates as that does.</summary>
/// <remarks>
/// The ids are the original's. The original works on UTF-16 and matches special tokens in the text if it was created with any; bytes that are no UTF-8 are U+FFFD to it. An instance must be safe to
/// share between threads, as those of the package are.
/// </remarks>
public sealed class MicrosoftTokenizer : Tokenizer
{
    private readonly Inner _inner;

    /// <summary>Wraps a tokenizer.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="inner">The tokenizer.</param>
    /// <param name="vocabularySize">One more than the greatest id.</param>
    /// <param name="endOfText">The id that ends a document, or -1 (default).</param>
    /// <param name="beginOfText">The id that begins a document, or -1 (default).</param>
    public MicrosoftTokenizer(string name, Inner inner, int vocabularySize, int endOfText = -1, int beginOfText = -1)
        : this(name, inner, VocabularyOf(inner, vocabularySize, endOfText, beginOfText))
    {
    }

    private MicrosoftTokenizer(string name, Inner inner, TokenVocabulary vocabulary)
        : base(name, vocabulary, new TokenizerHash($"{inner.GetType().FullName} {inner.GetType().Assembly.GetName().Version}").Add(vocabulary).ToString())
        => _inner = inner;

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder() => new Encoder(_inner);

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<int> ids, TextBuffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text.Append(Encoding.UTF8.GetBytes(_inner.Decode(ids.ToArray()) ?? ""));
    }

    private static TokenVocabulary VocabularyOf(Inner inner, int size, int endOfText, int beginOfText)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        TokenVocabularyBuilder builder = new(size, 8 * size) { EndOfText = endOfText, BeginOfText = beginOfText };
        int[] one = new int[1];
        for (int id = 0; id < size; id++)
        {
            one[0] = id;
            string? text = inner.Decode(one);
            if (id == endOfText || id == beginOfText)
            {
                builder.Add(new AddedToken(id, text ?? ""));
            }
            else if (!string.IsNullOrEmpty(text))
            {
                builder.Add(id, Encoding.UTF8.GetBytes(text));
            }
        }

        return builder.Build();
    }

    private sealed class Encoder(Inner inner) : TokenEncoder
    {
        public override void Encode(PaddedText text, TokenBuffer output)
        {
            IReadOnlyList<int> ids = inner.EncodeToIds(Encoding.UTF8.GetString(text.Bytes));
            foreach (int id in ids)
            {
                output.Append(id);
            }
        }
    }
}
