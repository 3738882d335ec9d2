using System;

namespace PipelineDsl;

/// <summary>Notes the quality signals of RedPajama-v2 (Weber et al. 2024) for each document that comes so far, in the form in which RedPajama publishes them. The text stays as it is.</summary>
/// <remarks>
/// <para>A row of <c>notes.jsonl</c> has the object <c>quality_signals</c>: by the signal's name a list of <c>[start, end, value]</c>, with the places in code points. Signals of documents (<c>rps_doc_</c>…) have one
/// entry, those of lines (<c>rps_lines_</c>…) one for each line. Values are rounded to eight decimals; <c>null</c> stands where there is nothing to divide by.</para>
/// <para>Left out are the signals that need a model (<c>rps_doc_ml_</c>…), those that the CCNet pipeline makes (<c>ccnet_</c>…), and the importance weights: their features are hashes that
/// Python seeds anew in every process, so that nobody can repeat them.</para>
/// </remarks>
[Mapper]
public sealed class QualitySignals
{
    /// <summary>Notes the signals.</summary>
    /// <returns>False: the text stays as it is.</returns>
    [Map]
    public static bool Note(
        in RedPajamaText text,
        RedPajamaWords words,
        RedPajamaLines lines,
        NGramCoverage<RedPajamaWords> ngrams,
        SegmentedWords<WordPunctWords> rawWords,
        PhraseList badWords,
        PhraseList stopWords,
        DomainCategories domainCategories,
        [FieldNamedBy("domainField", optional: true)] ReadOnlySpan<byte> domain,
        PhraseMemory phrases,
        SignalMemory memory,
        StepNotes notes,
        bool perLine = true)
    {
        if (!notes.Wanted)
        {
            return false;
        }

        SignalWriter signals = memory.Begin(text.Characters);
        WriteContent(signals, text, words, rawWords, badWords, stopWords, phrases);
        if (domainCategories.Count > 0)
        {
            signals.Write("rps_doc_ut1_blacklist"u8, domainCategories.Find(domain) is { } category ? category : double.NaN);
        }

        WriteRepetition(signals, words, ngrams);
        WriteLanguage(signals, text, words);
        if (perLine)
        {
            WriteLines(signals, lines);
        }

        signals.End();
        notes.Open();
        notes.AddJson("quality_signals"u8, signals.Json);
        notes.Close();
        return false;
    }

    private static void WriteContent(
        SignalWriter signals,
        in RedPajamaText text,
        RedPajamaWords words,
        SegmentedWords<WordPunctWords> rawWords,
        PhraseList badWords,
        PhraseList stopWords,
        PhraseMemory phrases)
    {
        signals.Write("rps_doc_curly_bracket"u8, Ratio.Of(text.CurlyBrackets, text.Characters));
        if (badWords.Count > 0)
        {
            signals.Write("rps_doc_ldnoobw_words"u8, badWords.CountPhrasesIn(words, phrases));
        }

        signals.Write("rps_doc_lorem_ipsum"u8, Ratio.Of(words.LoremIpsums, words.JoinedCharacters));
        if (stopWords.Count > 0)
        {
            signals.Write("rps_doc_stop_word_fraction"u8, words.Count == 0 ? 0 : Ratio.Of(stopWords.CountWordsIn(rawWords), rawWords.Count));
        }
    }

    private static void WriteRepetition(SignalWriter signals, RedPajamaWords words, NGramCoverage<RedPajamaWords> ngrams)
    {
        signals.Write("rps_doc_frac_chars_top_2gram"u8, RedPajamaRepetition.Top(2, ngrams));
        signals.Write("rps_doc_frac_chars_top_3gram"u8, RedPajamaRepetition.Top(3, ngrams));
        signals.Write("rps_doc_frac_chars_top_4gram"u8, RedPajamaRepetition.Top(4, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_5grams"u8, RedPajamaRepetition.Covered(5, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_6grams"u8, RedPajamaRepetition.Covered(6, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_7grams"u8, RedPajamaRepetition.Covered(7, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_8grams"u8, RedPajamaRepetition.Covered(8, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_9grams"u8, RedPajamaRepetition.Covered(9, ngrams));
        signals.Write("rps_doc_frac_chars_dupe_10grams"u8, RedPajamaRepetition.Covered(10, ngrams));
    }

    private static void WriteLanguage(SignalWriter signals, in RedPajamaText text, RedPajamaWords words)
    {
        signals.Write("rps_doc_frac_all_caps_words"u8, Share(text.AllCapsWords, text.RawWords));
        signals.Write("rps_doc_frac_lines_end_with_ellipsis"u8, Share(text.EllipsisLines, text.Lines));
        signals.Write("rps_doc_frac_no_alph_words"u8, 1 - Share(text.LatinWords, text.RawWords));
        signals.Write("rps_doc_frac_unique_words"u8, Share(words.Unique, words.Count));
        signals.Write("rps_doc_mean_word_length"u8, Share(words.Characters, words.Count));
        signals.Write("rps_doc_num_sentences"u8, text.Sentences);
        signals.Write("rps_doc_symbol_to_word_ratio"u8, Share(text.Symbols, text.RawWords));
        signals.Write("rps_doc_unigram_entropy"u8, words.Count == 0 ? double.NaN : words.Entropy);
        signals.Write("rps_doc_word_count"u8, words.Count);
    }

    /// <summary>The signals of lines, with the original's spelling. Without lines they are empty, but for the bullets, which are then <c>null</c> for the text.</summary>
    private static void WriteLines(SignalWriter signals, RedPajamaLines lines)
    {
        ReadOnlySpan<RedPajamaLine> all = lines.Lines;
        signals.Write("rps_lines_ending_with_terminal_punctution_mark"u8, all, static line => line.EndsWithTerminal ? 1 : 0);
        signals.Write("rps_lines_javascript_counts"u8, all, static line => line.JavaScriptWords);
        signals.Write("rps_lines_num_words"u8, all, static line => line.Words);
        signals.Write("rps_lines_numerical_chars_fraction"u8, all, static line => line.NumericRatio);
        if (all.IsEmpty)
        {
            signals.Write("rps_lines_start_with_bulletpoint"u8, double.NaN);
        }
        else
        {
            signals.Write("rps_lines_start_with_bulletpoint"u8, all, static line => line.StartsWithBullet ? 1 : 0);
        }

        signals.Write("rps_lines_uppercase_letter_fraction"u8, all, static line => line.UpperRatio);
    }

    /// <summary>A part / the whole; NaN if there is no whole.</summary>
    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
