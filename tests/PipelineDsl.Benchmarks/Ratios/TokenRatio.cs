using System;
using Microsoft.ML.Tokenizers;

namespace PipelineDsl.Benchmarks;

/// <summary>English text to <c>o200k_base</c> ids, one thread, against Microsoft.ML.Tokenizers. Target: 20 times.</summary>
/// <remarks>
/// The cache is cold: at the start of each pass it knows nothing but the vocabulary. The baseline keeps the cache of the pass before (8192 entries), which is
/// in its favour. Its input is the string that it asks for, made beforehand.
/// </remarks>
internal class TokenRatio : IRatio
{
    /// <inheritdoc/>
    public virtual string Name => "tokens";

    /// <summary>The shared text.</summary>
    protected virtual string Shared => "en20.txt.gz";

    /// <summary>Whether our cache is emptied before each pass.</summary>
    protected virtual bool Cold => true;

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, Shared);
        TokenEncoder encoder = Tokenizer.Load("o200k_base").CreateEncoder();
        TiktokenTokenizer baseline = TiktokenTokenizer.CreateForEncoding("o200k_base");
        TokenBuffer ids = new();
        long ours = 0;
        long theirs = 0;
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            if (Cold)
            {
                encoder.Forget();
            }

            ours = 0;
            for (int i = 0; i < documents.Count; i++)
            {
                ids.Clear();
                encoder.Encode(documents[i], ids);
                ours += ids.Count;
            }
        });
        run.Add("Microsoft.ML.Tokenizers", documents.Bytes, documents.Count, () =>
        {
            theirs = 0;
            foreach (string text in documents.Strings)
            {
                theirs += baseline.EncodeToIds(text).Count;
            }
        });
        run.Print();
        if (ours != theirs)
        {
            throw new InvalidOperationException($"{Name}: {ours} ids of ours, {theirs} of the baseline");
        }
    }
}

/// <summary>The same with the cache of the pass before: what a worker reaches on the text that it has long been reading.</summary>
internal sealed class WarmTokenRatio : TokenRatio
{
    /// <inheritdoc/>
    public override string Name => "tokens-warm";

    /// <inheritdoc/>
    protected override bool Cold => false;
}

/// <summary>The same on Chinese and multilingual text.</summary>
internal sealed class ChineseTokenRatio : TokenRatio
{
    /// <inheritdoc/>
    public override string Name => "tokens-zh";

    /// <inheritdoc/>
    protected override string Shared => "zh10.txt.gz";
}
