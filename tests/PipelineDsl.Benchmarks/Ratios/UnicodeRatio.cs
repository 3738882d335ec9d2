using System;
using System.Text;

namespace PipelineDsl.Benchmarks;

/// <summary>What changes characters: normalisation (ours is NFC), lower case, and the text as near-duplicate search compares it; against lower case by way of strings. No target.</summary>
internal class UnicodeRatio : IRatio
{
    /// <inheritdoc/>
    public virtual string Name => "unicode";

    /// <summary>The shared text.</summary>
    protected virtual string Shared => "en20.txt.gz";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        TokenCorpus documents = TokenCorpus.Open(corpus, Shared);
        TextBuffer output = new();
        UnicodeNormalizer normalizer = new();
        SimplifiedText simplified = new();
        Add("ours", i => normalizer.TryNormalize(documents[i].Bytes, UnicodeForm.Nfc, output));
        Add("NFD", i => normalizer.TryNormalize(documents[i].Bytes, UnicodeForm.Nfd, output));
        Add("NFKC", i => normalizer.TryNormalize(documents[i].Bytes, UnicodeForm.Nfkc, output));
        Add("lower case", i => PythonLower.Append(documents[i].Bytes, output));
        Add("lower case by strings", i => output.Append(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(documents[i].Bytes).ToLowerInvariant())));
        Add("simplified", i => simplified.Append(documents[i].Bytes, output));
        run.Print();

        void Add(string label, Action<int> pass) => run.Add(label, documents.Bytes, documents.Count, () =>
        {
            for (int i = 0; i < documents.Count; i++)
            {
                output.Clear();
                pass(i);
            }
        });
    }
}

/// <summary>The same on Chinese and multilingual text.</summary>
internal sealed class ChineseUnicodeRatio : UnicodeRatio
{
    /// <inheritdoc/>
    public override string Name => "unicode-zh";

    /// <inheritdoc/>
    protected override string Shared => "zh10.txt.gz";
}
