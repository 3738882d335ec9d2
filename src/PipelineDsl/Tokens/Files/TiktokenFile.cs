using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Makes a tokenizer of a .tiktoken file: a line for each token, its bytes in base64, a space and its rank.</summary>
internal static class TiktokenFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Tokenizer Read(Stream stream, string name, TiktokenFamily family)
    {
        ReadOnlySpan<byte> bytes = RankFile.Read(stream, out ReadOnlySpan<int> ends);
        return Create(name, family, bytes, ends);
    }

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="family">The pattern and the special tokens.</param>
    /// <param name="bytes">The tokens' bytes, in the order of their ranks.</param>
    /// <param name="ends">By rank: where the token ends.</param>
    public static Tokenizer Create(string name, TiktokenFamily family, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends)
    {
        int count = Math.Min(ends.Length, family.MaxCount);
        TokenVocabularyBuilder builder = new(count + family.FirstId + 1024, bytes.Length + (1 << 14));
        int start = 0;
        for (int rank = 0; rank < count; rank++)
        {
            if (ends[rank] > start)
            {
                builder.Add(rank + family.FirstId, bytes[start..ends[rank]]);
                start = ends[rank];
            }
        }

        foreach (AddedToken special in family.Specials(count))
        {
            builder.Add(special);
            builder.EndOfText = special.Text == family.EndOfText ? special.Id : builder.EndOfText;
            builder.BeginOfText = special.Text == family.BeginOfText ? special.Id : builder.BeginOfText;
            builder.Padding = special.Text is "<pad>" or "[PAD]" ? special.Id : builder.Padding;
        }

        int[]? ids = null;
        if (family.FirstId > 0)
        {
            ids = new int[count];
            for (int rank = 0; rank < count; rank++)
            {
                ids[rank] = rank + family.FirstId;
            }
        }

        return new BytePairTokenizer(name, new BytePairModel(builder.Build(), count, ids), family.Pattern, family.Form);
    }
}
