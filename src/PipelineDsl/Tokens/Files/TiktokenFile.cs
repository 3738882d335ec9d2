using System;
using System.IO;

namespace PipelineDsl;

/// <summary>Makes a tokenizer of a .tiktoken file.</summary>
internal static class TiktokenFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Tokenizer Read(Stream stream, string name, TiktokenFamily family)
    {
        RankFile.Read(stream, out byte[] bytes, out int[] ends);
        TokenVocabularyBuilder builder = new(ends.Length + 1024, bytes.Length + (1 << 14));
        int start = 0;
        for (int rank = 0; rank < ends.Length; rank++)
        {
            if (ends[rank] > start)
            {
                builder.Add(rank, bytes.AsSpan(start, ends[rank] - start));
                start = ends[rank];
            }
        }

        foreach (AddedToken special in family.Specials(ends.Length))
        {
            builder.Add(special);
            builder.EndOfText = special.Text == family.EndOfText ? special.Id : builder.EndOfText;
            builder.BeginOfText = special.Text == family.BeginOfText ? special.Id : builder.BeginOfText;
        }

        return new BytePairTokenizer(name, new BytePairModel(builder.Build(), ends.Length), family.Pattern, family.Form);
    }
}
