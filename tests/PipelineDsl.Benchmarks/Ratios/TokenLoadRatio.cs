using System;
using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace PipelineDsl.Benchmarks;

/// <summary>From the ranks of <c>o200k_base</c> to a tokenizer that can encode, against Microsoft.ML.Tokenizers. Target: 150 ms. MB are those of the file, whose 3.6 MB both sides have in memory.</summary>
internal sealed class TokenLoadRatio : IRatio
{
    /// <inheritdoc/>
    public string Name => "tokens-load";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        byte[] file = Ranks();
        run.Add("ours", file.Length, 1, () => TiktokenFile.Read(new MemoryStream(file), "o200k_base", TiktokenFamily.Find("o200k_base")!).CreateEncoder().Free());
        run.Add("Microsoft.ML.Tokenizers", file.Length, 1, () => TiktokenTokenizer.Create(new MemoryStream(file), null, null));
        run.Print();
    }

    private static byte[] Ranks()
    {
        TokenVocabulary vocabulary = PipelineDsl.Tokenizer.Load("o200k_base").Vocabulary;
        StringBuilder text = new();
        for (int id = 0; vocabulary.Kind(id) == TokenKind.Ordinary; id++)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(vocabulary.Bytes(id))} {id}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
