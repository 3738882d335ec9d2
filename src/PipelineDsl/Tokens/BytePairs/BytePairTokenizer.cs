namespace PipelineDsl;

/// <summary>Byte-level byte pair encoding: every text has ids, and every sequence of ordinary ids is the bytes that it was made from (after normalization).</summary>
internal sealed class BytePairTokenizer : Tokenizer
{
    private readonly PreTokenPattern _pattern;
    private readonly UnicodeForm? _form;

    /// <summary>Creates a tokenizer.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="model">The merges.</param>
    /// <param name="pattern">How text is cut into pre-tokens.</param>
    /// <param name="form">The normal form that text is brought to first, or null: none.</param>
    public BytePairTokenizer(string name, BytePairModel model, PreTokenPattern pattern, UnicodeForm? form = null)
        : base(name, model.Vocabulary, HashOf(model, pattern, form))
    {
        Model = model;
        _pattern = pattern;
        _form = form;
    }

    /// <summary>The merges.</summary>
    public BytePairModel Model { get; }

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder() => Normalizing(_pattern.CreateEncoder(Model));

    /// <inheritdoc/>
    public override TokenEncoder CreateEncoder(AddedTokenMatching matching)
        => matching == AddedTokenMatching.None ? CreateEncoder() : AddedTokenEncoder.Around(Vocabulary.Added, _pattern.CreateEncoder(Model), Normalizing, Normalize);

    private TokenEncoder Normalizing(TokenEncoder encoder) => _form is { } form ? new NormalizingEncoder(form, encoder) : encoder;

    private byte[] Normalize(byte[] text)
    {
        TextBuffer normalized = new();
        return _form is { } form && new UnicodeNormalizer().TryNormalize(text, form, normalized) ? normalized.Bytes.ToArray() : text;
    }

    private static string HashOf(BytePairModel model, PreTokenPattern pattern, UnicodeForm? form)
    {
        TokenizerHash hash = new TokenizerHash($"bpe {pattern.Regex} {form?.ToString() ?? "raw"}").Add(model.Vocabulary);
        for (int rank = 0; rank < model.Count; rank++)
        {
            _ = hash.Add(model.Id(rank));
        }

        return hash.ToString();
    }
}
